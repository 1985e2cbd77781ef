/** A place in the list of entries, as an address carries it: "2027-02-01T12:00:00.000Z_led_…". */
const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(led_[0-9a-z_]{1,60})$/;

export function isTextCursor(text: string): boolean {
  const at = pattern.exec(text)?.[1];
  return at !== undefined && !Number.isNaN(Date.parse(at));
}

export function cursorOf({ _id, created_at }: { _id: string; created_at: Date }): string {
  return `${created_at.toISOString()}_${_id}`;
}

export function readCursor(text: string): { _id: string; created_at: Date } {
  const [, at = "", _id = ""] = pattern.exec(text) ?? [];
  return { _id, created_at: new Date(at) };
}

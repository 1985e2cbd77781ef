/** "5 hours ahead", "30 minutes behind" or "the same time": the other zone as seen from the viewer's, at one instant. */
export function zoneDifference(zones: { viewer: string; other: string }, instant: Date): string {
  const minutes = offsetMinutes(zones.other, instant) - offsetMinutes(zones.viewer, instant);
  if (minutes === 0) return "the same time";
  return `${lengthOf(Math.abs(minutes))} ${minutes > 0 ? "ahead" : "behind"}`;
}

function lengthOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 && `${hours} ${hours === 1 ? "hour" : "hours"}`, rest > 0 && `${rest} minutes`];
  return parts.filter(Boolean).join(" ");
}

function offsetMinutes(zone: string, instant: Date): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(instant);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

import { dateInZone, startOfDate } from "@/lib/core/time";

export const kinds = ["all", "payments", "refunds"] as const;
export type MoneyKind = (typeof kinds)[number];

/** What of a person's own money is looked at. */
export interface OwnMoneyFilter {
  kind: MoneyKind;
  year: number | null;
  /** The last row of the page before: its instant and id. */
  before: { at: Date; id: string } | null;
}

/** Whatever else an address says is passed over. */
export function readMoneyFilter(params: Record<string, string | string[] | undefined>): OwnMoneyFilter {
  const { kind, year, before } = params;
  return {
    kind: kinds.find((each) => each === kind) ?? "all",
    year: typeof year === "string" && /^20\d\d$/.test(year) ? Number(year) : null,
    before: typeof before === "string" ? readPlace(before) : null,
  };
}

/** The address of the same list, with other choices. */
export function moneyQuery({ kind, year }: Pick<OwnMoneyFilter, "kind" | "year">, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...(kind !== "all" && { kind }), ...(year !== null && { year: String(year) }), ...more }).toString();
  return `/account/payments${query && `?${query}`}`;
}

export function placeOf({ at, id }: { at: Date; id: string }): string {
  return `${at.toISOString()}_${id}`;
}

const place = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_((?:pay|ref|man)_[0-9a-z]{10,40})$/;

function readPlace(text: string): { at: Date; id: string } | null {
  const [, instant = "", id = ""] = place.exec(text) ?? [];
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? null : { at, id };
}

/** From the first instant of the year to before the first of the next, on the person's clock; everything without a year. */
export function spanOf(year: number | null, zone: string): { from: Date; until: Date } | null {
  return year === null ? null : { from: startOfDate(`${year}-01-01`, zone), until: startOfDate(`${year + 1}-01-01`, zone) };
}

export function yearOf(instant: Date, zone: string): number {
  return Number(dateInZone(instant, zone).slice(0, 4));
}

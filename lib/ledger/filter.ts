import { z } from "zod";
import { isTextCursor } from "./cursor";

export const periods = [7, 30, 90, 365] as const;

/** What of the books is looked at. */
export interface MoneyFilter {
  days: number;
  market: string | null;
  currency: string | null;
  /** The last entry of the page before: its instant and id. */
  before: string | null;
}

/** Whatever else an address says is passed over. */
export function readFilter(params: Record<string, string | string[] | undefined>): MoneyFilter {
  const fits = (name: string, pattern: RegExp) => z.string().regex(pattern).safeParse(params[name]).data ?? null;
  return {
    days: periods.find((days) => String(days) === params.days) ?? 30,
    market: fits("market", /^[A-Z]{2}_[A-Z]{3}$/),
    currency: fits("currency", /^[a-z]{3}$/),
    before: typeof params.before === "string" && isTextCursor(params.before) ? params.before : null,
  };
}

export function filterQuery({ days, market, currency }: MoneyFilter, more: Record<string, string> = {}): string {
  return new URLSearchParams({ days: String(days), ...(market && { market }), ...(currency && { currency }), ...more }).toString();
}

/** The first day of the period, as the entries name days. */
export function firstDay({ days }: Pick<MoneyFilter, "days">, now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - days + 1)).toISOString().slice(0, 10);
}

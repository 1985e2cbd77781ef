import { dateInZone } from "@/lib/core/time";
import type { EarningView } from "./earning-view";

export interface Totals {
  currency: string;
  /** Not sent yet. */
  coming: number;
  /** In the coach's Stripe account, on the way to the bank. */
  sent: number;
  paid_out: number;
  /** What Stripe could not take back yet after a refund. */
  owed: number;
}

/** One row a currency: a coach who changed the market has earned in two. */
export function totalsOf(earnings: readonly EarningView[]): Totals[] {
  const rows = new Map<string, Totals>();
  for (const { currency, state, net, owed } of earnings) {
    const row = rows.get(currency) ?? { currency, coming: 0, sent: 0, paid_out: 0, owed: 0 };
    rows.set(currency, row);
    row.owed += owed;
    if (state === "waiting" || state === "sending") row.coming += net;
    if (state === "sent") row.sent += net;
    if (state === "paid_out") row.paid_out += net;
  }
  return [...rows.values()];
}

export interface MonthFigures {
  /** "2027-02". */
  month: string;
  /** Sent or at the bank. */
  paid: number;
  coming: number;
}

/** The months around this one in which the coach's shares are or were due, without gaps, at most twelve and the newest last. */
export function monthsOf(earnings: readonly EarningView[], { currency, timezone, now }: { currency: string; timezone: string; now: Date }): MonthFigures[] {
  const mine = earnings.filter((earning) => earning.currency === currency && earning.state !== "returned");
  const monthIn = (instant: Date) => dateInZone(instant, timezone).slice(0, 7);
  const named = mine.map((earning) => ({ ...earning, month: monthIn(new Date(earning.at)) }));
  const last = [monthIn(now), ...named.map(({ month }) => month)].toSorted().at(-1) ?? monthIn(now);
  const first = [shift(last, -11), [shift(last, -5), ...named.map(({ month }) => month)].toSorted()[0] ?? last].toSorted().at(-1) ?? last;
  const months: MonthFigures[] = [];
  for (let month = first; month <= last; month = shift(month, 1)) {
    const sum = (states: string[]) => named.filter((earning) => earning.month === month && states.includes(earning.state)).reduce((total, { net }) => total + net, 0);
    months.push({ month, paid: sum(["sent", "paid_out"]), coming: sum(["waiting", "sending"]) });
  }
  return months;
}

function shift(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

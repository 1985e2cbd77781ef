import { minorUnitDigits } from "@/lib/core/money";
import { dateInZone } from "@/lib/core/time";
import type { EarningView } from "./earning-view";

const columns = ["date", "session", "client", "currency", "gross", "refunded", "fee", "net", "taken_back", "state", "waiting_for", "on", "booking"] as const;

/** What every session brought, for a spreadsheet: RFC 4180, amounts as plain decimals, dates in the coach's zone. */
export function toEarningsCsv(earnings: readonly EarningView[], timezone: string): string {
  const rows = earnings.map((earning) => {
    const amount = (minor: number) => (minor / 10 ** minorUnitDigits(earning.currency)).toFixed(minorUnitDigits(earning.currency));
    const date = (instant: string) => dateInZone(new Date(instant), timezone);
    const { subject, client_name, currency, gross, refund, fee, net, taken_back, state, waiting_for, booking_id } = earning;
    return [date(earning.starts_at), subject, client_name, currency.toUpperCase(), amount(gross), amount(refund), amount(fee), amount(net), amount(taken_back), state, waiting_for ?? "", date(earning.at), booking_id];
  });
  return [columns, ...rows].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** What begins like a formula would be carried out by a spreadsheet: an apostrophe makes it text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

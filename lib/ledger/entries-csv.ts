import "server-only";
import { minorUnitDigits } from "@/lib/core/money";
import { cursorOf } from "./cursor";
import type { MoneyFilter } from "./filter";
import { listEntries } from "./read-money";
import type { LedgerEntry } from "./schema";

const page = 1_000;
const columns = ["number", "at", "kind", "source", "booking", "market", "account", "debit", "credit", "currency", "stripe"];

/** A row a line of each entry of the period, the newest first, written while it is read. */
export function entriesCsv(filter: MoneyFilter, now: Date): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before: string | null = null;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`${columns.join(",")}\r\n`)),
    async pull(controller) {
      const entries = await listEntries({ filter: { ...filter, before }, now, limit: page });
      controller.enqueue(encoder.encode(entries.flatMap(rowsOf).join("")));
      const last = entries.at(-1);
      if (entries.length < page || !last) return controller.close();
      before = cursorOf(last);
    },
  });
}

/** Ids, codes and figures only: none begins with what a spreadsheet takes for a formula, or holds a comma. */
function rowsOf(entry: LedgerEntry): string[] {
  const digits = minorUnitDigits(entry.currency);
  const major = (amount: number) => (amount / 10 ** digits).toFixed(digits);
  return entry.lines.map(({ account, amount }) => {
    const sides = amount > 0 ? [major(amount), ""] : ["", major(0 - amount)];
    return `${[entry.seq ?? "", entry.created_at.toISOString(), entry.kind, entry.source, entry.booking_id, entry.market_id, account, ...sides, entry.currency.toUpperCase(), entry.stripe?.key ?? ""].join(",")}\r\n`;
  });
}

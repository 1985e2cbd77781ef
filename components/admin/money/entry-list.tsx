import Link from "next/link";
import { momentWords } from "@/components/booking/session-words";
import { formatMoney } from "@/lib/core/money";
import type { MoneyView } from "@/lib/ledger/read-money";
import { entryWords } from "@/lib/ledger/words";

/** Facts of money, the newest first; each leads to its booking. */
export function EntryList({ entries, zone }: { entries: MoneyView["entries"]; zone: string }) {
  return (
    <ul className="figures flex flex-col">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-hairline py-3">
          <span className="min-w-0">
            <Link href={`/admin/money/${entry.booking_id}`} className="link">
              {entryWords[entry.kind]}
              <span className="sr-only">, booking {entry.booking_id}</span>
            </Link>
            <span className="block text-sm text-quiet">
              {momentWords(new Date(entry.at), zone)} · {entry.market_id.replace("_", ", ")}
            </span>
          </span>
          <span>{formatMoney(entry)}</span>
        </li>
      ))}
    </ul>
  );
}

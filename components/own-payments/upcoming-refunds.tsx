import { formatMoney } from "@/lib/core/money";
import type { OwnMoneyRow } from "@/lib/own-payments/view";
import { arrivalWords } from "./money-words";

/** Money that the person waits for, and until when. */
export function UpcomingRefunds({ rows, zone }: { rows: OwnMoneyRow[]; zone: string }) {
  return (
    <section aria-labelledby="upcoming" className="flex flex-col gap-4">
      <h2 id="upcoming" className="text-h3">
        On its way back to you
      </h2>
      <ul className="figures flex flex-col gap-3">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 rounded-card border border-hairline bg-card p-4 sm:px-6">
            <div className="min-w-0">
              <p className="font-medium">{row.what}</p>
              <p className="text-sm text-quiet">{arrivalWords(row, zone)}</p>
            </div>
            <p className="font-semibold">{formatMoney(row.amount)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

import Link from "next/link";
import { formatMoney } from "@/lib/core/money";
import type { Difference, DifferenceKind } from "@/lib/reconciliation/schema";

const titles: Record<DifferenceKind, string> = {
  missing_entry: "Missing in our books",
  wrong_amount: "Another amount",
  doubled: "Booked twice",
  wrong_currency: "Another currency",
  changed_entry: "Changed by hand",
  foreign_object: "Not ours",
  missing_at_stripe: "Missing at Stripe",
  wrong_sum: "Does not add up",
};

const shown = 50;

/** What differs, with the booking and what to do about it. */
export function DifferenceList({ differences, count }: { differences: Difference[]; count: number }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold text-danger">{count === 1 ? "One difference" : `${count.toLocaleString("en-US")} differences`}</p>
      <ul className="flex flex-col gap-3">
        {differences.slice(0, shown).map((difference, i) => (
          <li key={`${difference.object_id} ${difference.kind} ${i}`} className="rounded-card border border-hairline bg-card p-4">
            <h3 className="figures flex flex-wrap justify-between gap-x-4 text-h4">
              {titles[difference.kind]}
              {difference.amount !== 0 && <span>{formatMoney(difference)}</span>}
            </h3>
            <p className="break-words">{difference.sentence}</p>
            <p className="mt-1 text-sm break-all text-quiet">
              {difference.object_id}
              {difference.booking_id && (
                <>
                  {" · "}
                  <Link href={`/admin/money/${difference.booking_id}`} className="link">
                    {difference.booking_id}
                  </Link>
                </>
              )}
            </p>
            <p className="mt-2 text-sm">{difference.next_step}</p>
          </li>
        ))}
      </ul>
      {count > shown && <p className="text-sm text-quiet">and {(count - shown).toLocaleString("en-US")} more, after these</p>}
    </div>
  );
}

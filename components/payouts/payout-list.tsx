import { Badge } from "@/components/ui/badge";
import { formatDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { PayoutView } from "@/lib/payouts/read-earnings";
import { payoutWords } from "./payout-words";

/** What Stripe paid to the bank, several sessions at once as a rule. A bank's date has no hour, so it is read in UTC. */
export function PayoutList({ payouts }: { payouts: PayoutView[] }) {
  return (
    <ul className="divide-y divide-hairline rounded-card border border-hairline bg-card">
      {payouts.map(({ id, amount, currency, status, arrives_on, failure }) => (
        <li key={id} className="flex flex-col gap-1 p-4 sm:px-6">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span className="figures text-lg">{formatMoney({ amount, currency })}</span>
            <Badge tone={payoutWords[status].tone}>{payoutWords[status].word}</Badge>
          </div>
          <p className="text-sm text-quiet">{status === "failed" ? `${failure ?? "Your bank did not take it."} The money is at Stripe and goes out again by itself once your bank account works.` : formatDay(new Date(arrives_on), "UTC")}</p>
        </li>
      ))}
    </ul>
  );
}

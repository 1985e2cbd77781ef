import { formatMoney } from "@/lib/core/money";
import type { Totals } from "@/lib/payouts/totals";

/** Three figures: what comes, what is on the way, what has arrived. */
export function TotalsRow({ totals: { currency, coming, sent, paid_out, owed } }: { totals: Totals }) {
  const figures = [
    { label: "Coming", hint: "booked or waiting", amount: coming },
    { label: "On the way", hint: "in your Stripe account", amount: sent },
    { label: "Paid out", hint: "at your bank", amount: paid_out },
  ];
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid gap-px overflow-hidden rounded-card border border-hairline bg-hairline sm:grid-cols-3">
        {figures.map(({ label, hint, amount }) => (
          <div key={label} className="bg-card p-4 sm:p-6">
            <dt className="text-sm text-quiet">
              <span className="font-medium text-ink">{label}</span>, {hint}
            </dt>
            <dd className="figures mt-1 text-h3">{formatMoney({ amount, currency })}</dd>
          </div>
        ))}
      </dl>
      {owed > 0 && <p className="text-sm text-quiet">{formatMoney({ amount: owed, currency })} of refunds after you were paid is taken from your next payouts.</p>}
    </div>
  );
}

import { formatDay, formatLongDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { SponsorshipView } from "@/lib/sponsorships/view";

/** What was paid, the newest first. */
export function PaymentList({ payments, zone }: { payments: SponsorshipView["payments"]; zone: string }) {
  if (payments.length === 0) return null;
  return (
    <section aria-labelledby="payments" className="flex flex-col gap-3">
      <h2 id="payments" className="text-h3">
        Payments
      </h2>
      <ul className="divide-y divide-hairline border-y border-hairline">
        {payments.map(({ price, paid_at, starts_at, ends_at }) => (
          <li key={starts_at} className="figures flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
            <span>
              {formatDay(new Date(starts_at), zone)} – {formatDay(new Date(ends_at), zone)}
              <span className="block text-sm text-quiet">Paid {formatLongDay(new Date(paid_at), zone)}</span>
            </span>
            <span className="font-semibold">{formatMoney(price)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

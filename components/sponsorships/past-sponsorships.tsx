import { formatLongDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { SponsorshipView } from "@/lib/sponsorships/view";
import { weeksWords } from "./weeks-words";

export function PastSponsorships({ sponsorships, zone }: { sponsorships: SponsorshipView[]; zone: string }) {
  if (sponsorships.length === 0) return null;
  return (
    <section aria-labelledby="past" className="flex flex-col gap-3">
      <h2 id="past" className="text-h3">
        Earlier sponsorships
      </h2>
      <ul className="divide-y divide-hairline border-y border-hairline">
        {sponsorships.map(({ id, weeks, price, payments, ended_at }) => (
          <li key={id} className="figures flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
            <span>
              {weeksWords(weeks)} at a time
              {ended_at && <span className="block text-sm text-quiet">Ended {formatLongDay(new Date(ended_at), zone)}</span>}
            </span>
            <span>
              {payments.length} × {formatMoney(price, { short: true })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

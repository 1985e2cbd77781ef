import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { formatDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import { isPackage } from "@/lib/packages/rules";
import type { EarningView } from "@/lib/payouts/earning-view";
import { earningWords } from "./payout-words";

/** Each session with what it brings, where that is, and how the figure comes about. */
export function EarningList({ earnings, zone }: { earnings: EarningView[]; zone: string }) {
  return (
    <ul className="divide-y divide-hairline rounded-card border border-hairline bg-card">
      {earnings.map((earning) => (
        <EarningRow key={earning.booking_id} earning={earning} zone={zone} />
      ))}
    </ul>
  );
}

function EarningRow({ earning, zone }: { earning: EarningView; zone: string }) {
  const { booking_id, subject, client_name, starts_at, currency, net } = earning;
  const { word, tone, sentence } = earningWords(earning, zone);
  return (
    <li className="flex flex-col gap-1 p-4 sm:px-6">
      <div className="flex items-baseline justify-between gap-4">
        <Link href={isPackage(booking_id) ? `/coach/packages#${booking_id}` : `/coach/bookings/${booking_id}`} className="min-w-0 font-medium underline-offset-4 hover:text-brand hover:underline">
          {subject} with {client_name}
        </Link>
        <span className="figures shrink-0 text-lg">{formatMoney({ amount: net, currency })}</span>
      </div>
      <p className="figures flex flex-wrap justify-between gap-x-4 text-sm text-quiet">
        <span>{formatDay(new Date(starts_at), zone)}</span>
        <span>{sum(earning)}</span>
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={tone}>{word}</Badge>
        <span className="text-quiet">{sentence}</span>
      </p>
      <TakenBack earning={earning} />
    </li>
  );
}

/** "$50.00 − $10.00 refunded − $4.00 fee". */
function sum({ gross, refund, fee, currency }: EarningView): string {
  const money = (amount: number) => formatMoney({ amount, currency });
  return [money(gross), ...(refund > 0 ? [`${money(refund)} refunded`] : []), `${money(fee)} fee`].join(" − ");
}

function TakenBack({ earning: { taken_back, owed, currency } }: { earning: EarningView }) {
  if (taken_back === 0) return null;
  const money = (amount: number) => formatMoney({ amount, currency });
  return <p className="text-sm text-quiet">{owed > 0 ? `${money(owed)} of a refund after you were paid is taken from your next payouts.` : `${money(taken_back)} was taken back for a refund after you were paid.`}</p>;
}

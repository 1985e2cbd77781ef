import type { BookingView, PaymentView } from "@/lib/bookings/view";
import { formatLongDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import { PrintButton } from "./print-button";
import type { SessionWords } from "./session-words";

interface ReceiptProps {
  booking: BookingView;
  payment: PaymentView;
  words: SessionWords;
  zone: string;
  paidBy: string;
}

/** What a tax adviser or an employer asks for; the rest of the page stays off the paper. */
export function Receipt({ booking, payment, words, zone, paidBy }: ReceiptProps) {
  const amount = formatMoney(booking.price);
  const rows = [
    { label: "Receipt", value: payment.id },
    { label: "From", value: "MaestroHub" },
    { label: "Paid on", value: payment.paid_at ? formatLongDay(new Date(payment.paid_at), zone) : "" },
    { label: "Paid by", value: payment.card ? `${paidBy}, ${brandName(payment.card.brand)} ending in ${payment.card.last4}` : paidBy },
    { label: "For", value: `${words.what}, with ${booking.coach.name}` },
    { label: "When", value: `${words.time} ${words.zone}` },
    ...booking.refunds.filter(({ done_at }) => done_at !== null).map((refund) => ({ label: "Given back", value: `${formatMoney(refund.amount)} on ${formatLongDay(new Date(refund.done_at ?? ""), zone)}` })),
  ];
  return (
    <section aria-labelledby="receipt">
      <div className="flex items-center justify-between gap-4">
        <h2 id="receipt" className="text-h3">
          Receipt
        </h2>
        <PrintButton />
      </div>
      <dl className="mt-3 border-t border-hairline">
        {rows.map(({ label, value }) => (
          <div key={label + value} className="figures grid gap-x-4 border-b border-hairline py-2.5 sm:grid-cols-[8rem_1fr]">
            <dt className="text-sm text-quiet sm:text-base">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
        <div className="figures flex justify-between gap-4 py-3 font-semibold">
          <dt>Total, service fee included</dt>
          <dd>{amount}</dd>
        </div>
      </dl>
    </section>
  );
}

const brands: Record<string, string> = { visa: "Visa", mastercard: "Mastercard", amex: "American Express", discover: "Discover", jcb: "JCB", diners: "Diners Club", unionpay: "UnionPay" };

function brandName(brand: string): string {
  return brands[brand] ?? "card";
}

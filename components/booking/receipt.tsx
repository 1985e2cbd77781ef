import { FileDown } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";
import { LinkButton } from "@/components/ui/link-button";
import type { BookingView, PaymentView } from "@/lib/bookings/view";
import { cardName } from "@/lib/core/card-brand";
import { formatLongDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";

/** The way to the receipt; what it says is made in one place (lib/receipts). */
export function Receipt({ booking, payment, zone }: { booking: BookingView; payment: PaymentView; zone: string }) {
  const how = payment.card ? ` with ${cardName(payment.card)}` : "";
  const when = payment.paid_at ? ` on ${formatLongDay(new Date(payment.paid_at), zone)}` : "";
  return (
    <section aria-labelledby="receipt" className="print:hidden">
      <h2 id="receipt" className="text-h3">
        Receipt
      </h2>
      <p className="figures mt-2">
        You paid {formatMoney(booking.price)}
        {how}
        {when}.
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <LinkButton href={`/bookings/${booking.id}/receipt`} variant="secondary">
          Open the receipt
        </LinkButton>
        <a href={`/bookings/${booking.id}/receipt.pdf`} download className={buttonStyle({ variant: "secondary" })}>
          <FileDown aria-hidden="true" className="size-4" />
          Download PDF
        </a>
      </div>
    </section>
  );
}

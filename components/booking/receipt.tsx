import { FileDown } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";
import { LinkButton } from "@/components/ui/link-button";
import { cardName } from "@/lib/core/card-brand";
import { formatLongDay } from "@/lib/core/format-time";
import { formatMoney, type Money } from "@/lib/core/money";
import { receiptFilePath, receiptPath } from "@/lib/receipts/paths";

interface ReceiptProps {
  /** Of the session, or of the package's purchase. */
  id: string;
  price: Money;
  /** Null where all of it was paid outside our card payments. */
  payment: { card: { brand: string; last4: string } | null; paid_at: string | null } | null;
  zone: string;
}

/** The way to the receipt; what it says is made in one place (lib/receipts). */
export function Receipt({ id, price, payment, zone }: ReceiptProps) {
  const how = payment?.card ? ` with ${cardName(payment.card)}` : "";
  const when = payment?.paid_at ? ` on ${formatLongDay(new Date(payment.paid_at), zone)}` : "";
  return (
    <section aria-labelledby="receipt" className="print:hidden">
      <h2 id="receipt" className="text-h3">
        Receipt
      </h2>
      <p className="figures mt-2">{payment ? `You paid ${formatMoney(price)}${how}${when}.` : "You paid outside our card payments."}</p>
      <div className="mt-4 flex flex-wrap gap-3">
        <LinkButton href={receiptPath(id)} variant="secondary">
          Open the receipt
        </LinkButton>
        <a href={receiptFilePath(id)} download className={buttonStyle({ variant: "secondary" })}>
          <FileDown aria-hidden="true" className="size-4" />
          Download PDF
        </a>
      </div>
    </section>
  );
}

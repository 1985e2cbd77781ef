import "server-only";
import type { ClientSession } from "mongodb";
import type { StripeCharge } from "@/lib/integrations/stripe/charges";
import { postPaymentFee } from "@/lib/ledger/post-payment";
import { postInvoicePaid } from "@/lib/ledger/post-sponsorship";
import { notify } from "@/lib/notifications/notify";
import { saleOf } from "./rules";
import type { PaidInvoice, SponsorshipDocument } from "./schema";
import { addPaidInvoice } from "./store";

interface Recording {
  sponsorship: SponsorshipDocument;
  invoice: Omit<PaidInvoice, "charge_id">;
  /** Null where Stripe took nothing for it; then nothing is booked. */
  charge: StripeCharge | null;
  now: Date;
  session: ClientSession;
}

/**
 * Money came in for a sponsorship: writes it down once, in the transaction that extends what was paid for, whoever hears of it and however often.
 * This is the one place that does; what else must follow from a paid invoice belongs after the guard.
 */
export async function recordPaidInvoice({ sponsorship, invoice, charge, now, session }: Recording): Promise<void> {
  if (!(await addPaidInvoice({ id: sponsorship._id, invoice: { ...invoice, charge_id: charge?.id ?? null }, session }))) return;
  if (charge) await bookCharge({ sponsorship, invoice, charge, now, session });
  const isFirst = sponsorship.paid_invoices.length === 0;
  if (!isFirst) return;
  const notice = { kind: "payment" as const, title: "You are sponsored", body: "Clients whose search you fit see you above the results from now on.", href: "/coach/sponsorship" };
  await notify({ key: `sponsorship-began:${sponsorship._id}`, user_id: sponsorship.user_id, ...notice, now, session });
}

/** What Stripe kept may be known already; where it is not, `charge.updated` says it (payments/follow-charge.ts). */
async function bookCharge({ sponsorship, invoice, charge: { id: charge_id, fee }, now, session }: Recording & { charge: StripeCharge }): Promise<void> {
  const booking = saleOf(sponsorship);
  await postInvoicePaid({ sponsorship: booking, invoice, charge_id, now, session });
  if (fee) await postPaymentFee({ charge_id, fee, booking, now, session });
}

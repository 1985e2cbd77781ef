import "server-only";
import { withTransaction } from "@/lib/db/client";
import { findStripeCharge } from "@/lib/integrations/stripe/charges";
import { postPaymentFee } from "@/lib/ledger/post-payment";
import { findSale } from "@/lib/packages/find-sale";
import { findSponsorCharge } from "@/lib/sponsorships/find-sponsor-charge";
import { findPayment, findPaymentOfIntent } from "./store";

/** An event said something of a charge: once Stripe has booked it, what Stripe kept of it is in our books too, once. */
export async function followCharge(chargeId: string, now: Date): Promise<void> {
  const charge = await findStripeCharge(chargeId);
  if (!charge || charge.fee === null || charge.fee === 0) return;
  const { id: charge_id, fee, intent_id, payment_id } = charge;
  const payment = (intent_id && (await findPaymentOfIntent(intent_id))) || (payment_id && (await findPayment(payment_id)));
  const booking = payment ? await findSale(payment.booking_id) : (await findSponsorCharge({ charge_id, intent_id }, now))?.sale;
  // Somebody else's on the same account at Stripe: reconciliation names it.
  if (!booking) return;
  await withTransaction((session) => postPaymentFee({ charge_id, fee, booking, now, session }));
}

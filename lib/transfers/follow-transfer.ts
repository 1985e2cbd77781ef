import "server-only";
import { findStripeTransfer } from "@/lib/integrations/stripe/transfers";
import { PermanentFailure } from "@/lib/jobs/failures";
import { recordTransfer } from "./record-transfer";
import { findTransfer } from "./store";

/**
 * `transfer.created`, `.updated` or `.reversed`: looks at the transfer as Stripe has it now. One that this program ordered is written
 * down, maybe before our own answer came. One that nobody ordered, or of which more was taken back than we ordered (on
 * Stripe's own pages), moves nothing and is for a person to look at.
 */
export async function followTransfer(stripeTransferId: string, now: Date): Promise<void> {
  const atStripe = await findStripeTransfer(stripeTransferId);
  if (!atStripe?.transfer_id) return;
  const transfer = await findTransfer(atStripe.transfer_id);
  const isOrdered =
    transfer !== null &&
    (transfer.status === "ordered" || transfer.status === "made") &&
    transfer.amount === atStripe.amount &&
    transfer.currency === atStripe.currency &&
    transfer.stripe_account_id === atStripe.account_id &&
    (transfer.stripe_transfer_id ?? atStripe.id) === atStripe.id;
  if (!isOrdered) throw new PermanentFailure(`Stripe's transfer ${atStripe.id} of ${atStripe.amount} ${atStripe.currency} was not ordered here`);
  await recordTransfer({ transfer, made: atStripe, now });
  if (atStripe.amount_reversed > transfer.reversal_amount) throw new PermanentFailure(`${atStripe.amount_reversed} of Stripe's transfer ${atStripe.id} was taken back, and only ${transfer.reversal_amount} was ordered here`);
}

import "server-only";
import { withTransaction } from "@/lib/db/client";
import type { StripeRefund } from "@/lib/integrations/stripe/refunds";
import { postSponsorshipRefunded, postSponsorshipRefundReturned } from "@/lib/ledger/post-sponsorship";
import { findSponsorCharge } from "./find-sponsor-charge";

/** Stripe gave something of a sponsorship's charge back, which an admin does on Stripe's pages: it is booked, once. Of any other charge it moves nothing. */
export async function followSponsorRefund({ id, amount, status, charge_id, intent_id }: StripeRefund, now: Date): Promise<void> {
  const charge = charge_id === null ? null : await findSponsorCharge({ charge_id, intent_id }, now);
  if (!charge) return;
  await withTransaction(async (session) => {
    const posting = { sponsorship: charge.sale, refund: { id, amount }, now, session };
    await postSponsorshipRefunded(posting);
    if (status === "failed") await postSponsorshipRefundReturned(posting);
  });
}

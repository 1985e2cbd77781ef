import "server-only";
import { findStripePayout, listPaymentsIn } from "@/lib/integrations/stripe/payouts";
import { findAccountAtStripe } from "@/lib/payout-accounts/store";
import { recordPayout } from "./record-payout";

/** `payout.*` of a connected account: looks at the payout as Stripe has it now, and at what it brings. One of an account that is not ours moves nothing. */
export async function followPayout({ payout_id, stripe_account_id, now }: { payout_id: string; stripe_account_id: string; now: Date }): Promise<void> {
  const account = await findAccountAtStripe(stripe_account_id);
  if (!account) return;
  const payout = await findStripePayout(payout_id, stripe_account_id);
  if (!payout) return;
  const destination_payment_ids = await listPaymentsIn(payout_id, stripe_account_id);
  await recordPayout({ account, stripe_account_id, payout, destination_payment_ids, now });
}

import "server-only";
import { subscriptionOfIntent } from "@/lib/integrations/stripe/invoices";
import type { Sale } from "@/lib/ledger/post-entry";
import { followSubscription } from "./follow-subscription";
import { saleOf } from "./rules";
import { findSponsorshipOfCharge } from "./store";

/** A charge that paid for a sponsorship, as a dispute or a refund needs it. */
export interface SponsorCharge {
  sale: Sale;
  invoice_id: string;
  amount: number;
}

/**
 * What a charge paid for, where that is a sponsorship; null for any other charge. Its event may come before that of its invoice: then
 * the subscription is followed first.
 */
export async function findSponsorCharge({ charge_id, intent_id }: { charge_id: string; intent_id: string | null }, now: Date): Promise<SponsorCharge | null> {
  const known = await findKnown(charge_id);
  if (known || !intent_id) return known;
  const subscription_id = await subscriptionOfIntent(intent_id);
  if (!subscription_id) return null;
  await followSubscription(subscription_id, now);
  return findKnown(charge_id);
}

async function findKnown(charge_id: string): Promise<SponsorCharge | null> {
  const sponsorship = await findSponsorshipOfCharge(charge_id);
  const invoice = sponsorship?.paid_invoices.find((each) => each.charge_id === charge_id);
  return sponsorship && invoice ? { sale: saleOf(sponsorship), invoice_id: invoice.id, amount: invoice.amount } : null;
}

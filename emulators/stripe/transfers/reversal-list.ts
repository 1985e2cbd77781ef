import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";

/** A transfer's reversals as the transfer carries them, the newest first and at most ten. */
export function reversalList(platform: StripeAccount, transfer: string): Stripe.ApiList<Stripe.TransferReversal> {
  const reversals = platform.find("transfer_reversals", "transfer", transfer).reverse();
  return {
    object: "list",
    data: reversals.slice(0, 10),
    has_more: reversals.length > 10,
    total_count: reversals.length,
    url: `/v1/transfers/${transfer}/reversals`,
  } as Stripe.ApiList<Stripe.TransferReversal>;
}

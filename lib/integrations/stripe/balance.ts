import "server-only";
import type Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** A movement of our balance at Stripe in our words: a balance transaction. */
export interface StripeMovement {
  id: string;
  /** What moved it: a charge, a refund, a dispute, a transfer, a payout … */
  object_id: string;
  /** https://docs.stripe.com/reports/reporting-categories */
  category: string;
  /** Before the fee; minor units, below zero where money left. */
  amount: number;
  fee: number;
  currency: string;
  created_at: Date;
}

/** As many as Stripe lists at once. */
const pageSize = 100;

/** The next page of movements, the newest first, from `after` (a movement's id) on backwards; `next` null at the end. */
export async function listMovements({ since, after }: { since: Date | null; after: string | null }): Promise<{ movements: StripeMovement[]; next: string | null }> {
  return callProvider({ provider: "stripe", operation: "listMovements", ids: { after } }, async () => {
    const page = await stripe().balanceTransactions.list({
      limit: pageSize,
      ...(since && { created: { gte: Math.floor(since.getTime() / 1_000) } }),
      ...(after !== null && { starting_after: after }),
    });
    return { movements: page.data.map(toMovement), next: page.has_more ? (page.data.at(-1)?.id ?? null) : null };
  });
}

function toMovement({ id, source, reporting_category, amount, fee, currency, created }: Stripe.BalanceTransaction): StripeMovement {
  const object_id = typeof source === "string" ? source : (source?.id ?? id);
  return { id, object_id, category: reporting_category, amount, fee, currency, created_at: new Date(created * 1_000) };
}

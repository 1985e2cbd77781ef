import "server-only";
import Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** Stripe's Payout in our words: from a connected account's balance to its owner's bank. */
export interface StripePayout {
  id: string;
  status: "pending" | "in_transit" | "paid" | "failed" | "canceled";
  amount: number;
  currency: string;
  /** A calendar date as midnight UTC. */
  arrives_on: Date;
  failure: string | null;
  created_at: Date;
}

/** The payout as Stripe has it now, or null where the account has none by this id, or we may not see the account any more. */
export async function findStripePayout(id: string, account_id: string): Promise<StripePayout | null> {
  try {
    const retrieve = () => stripe().payouts.retrieve(id, {}, { stripeAccount: account_id });
    return toStripePayout(await callProvider({ provider: "stripe", operation: "findStripePayout", ids: { id, account_id } }, retrieve));
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** An account's newest payouts. */
export async function listStripePayouts(account_id: string): Promise<StripePayout[]> {
  try {
    const list = () => stripe().payouts.list({ limit: 20 }, { stripeAccount: account_id });
    return (await callProvider({ provider: "stripe", operation: "listStripePayouts", ids: { account_id } }, list)).data.map(toStripePayout);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** The ids of the payments that a payout brings to the bank (https://docs.stripe.com/api/balance_transactions/list#balance_transaction_list-payout). */
export async function listPaymentsIn(payout_id: string, account_id: string): Promise<string[]> {
  return callProvider({ provider: "stripe", operation: "listPaymentsIn", ids: { payout_id, account_id } }, async () => {
    const ids: string[] = [];
    for await (const { type, source } of stripe().balanceTransactions.list({ payout: payout_id, limit: 100 }, { stripeAccount: account_id })) {
      const id = typeof source === "string" ? source : source?.id;
      if (type === "payment" && id) ids.push(id);
    }
    return ids;
  });
}

function isGone(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && (error.code === "resource_missing" || error.code === "account_invalid");
}

function toStripePayout({ id, amount, currency, status, arrival_date, failure_message, failure_code, created }: Stripe.Payout): StripePayout {
  return {
    ...{ id, amount, currency },
    status: status as StripePayout["status"],
    arrives_on: new Date(arrival_date * 1_000),
    failure: failure_message ?? failure_code ?? null,
    created_at: new Date(created * 1_000),
  };
}

import "server-only";
import Stripe from "stripe";
import type { DisputeStatus } from "@/lib/disputes/schema";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** Stripe's Dispute in our words. */
export interface StripeDispute {
  id: string;
  charge_id: string;
  intent_id: string | null;
  amount: number;
  currency: string;
  reason: string;
  status: DisputeStatus;
  due_at: Date | null;
  /** What left our balance for it; null while nothing did. */
  withdrawn: { amount: number; fee: number } | null;
  /** What came back; null while nothing did. */
  reinstated: { amount: number } | null;
}

/** The dispute as Stripe has it now, or null where Stripe knows none by this id. */
export async function findStripeDispute(id: string): Promise<StripeDispute | null> {
  try {
    return toStripeDispute(await callProvider({ provider: "stripe", operation: "findStripeDispute", ids: { id } }, () => stripe().disputes.retrieve(id)));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
    throw error;
  }
}

/** https://docs.stripe.com/api/disputes/object: at most two movements, the money going and the money coming back. */
function toStripeDispute(dispute: Stripe.Dispute): StripeDispute {
  const { id, charge, payment_intent, amount, currency, reason, balance_transactions, evidence_details } = dispute;
  const gone = balance_transactions.find((movement) => movement.amount < 0);
  const back = balance_transactions.find((movement) => movement.amount > 0);
  return {
    ...{ id, amount, currency, reason },
    charge_id: typeof charge === "string" ? charge : charge.id,
    intent_id: typeof payment_intent === "string" ? payment_intent : (payment_intent?.id ?? null),
    status: toStatus(dispute.status),
    due_at: evidence_details.due_by === null ? null : new Date(evidence_details.due_by * 1_000),
    withdrawn: gone ? { amount: 0 - gone.amount, fee: gone.fee } : null,
    reinstated: back ? { amount: back.amount } : null,
  };
}

function toStatus(status: Stripe.Dispute.Status): DisputeStatus {
  if (status === "won") return "won";
  if (status === "lost") return "lost";
  if (status === "warning_closed" || status === "prevented") return "closed";
  return status.startsWith("warning") ? "inquiry" : "open";
}

import "server-only";
import Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** Stripe's Refund in our words. */
export interface StripeRefund {
  id: string;
  status: "pending" | "succeeded" | "failed";
  failure: string | null;
  amount: number;
  currency: string;
  intent_id: string | null;
  charge_id: string | null;
  /** Our operation; null where it was made by somebody else than this program. */
  refund_id: string | null;
}

export interface StripeRefundOrder {
  refund_id: string;
  payment_id: string;
  intent_id: string;
  amount: number;
}

/** Stripe will not do it, however often it is asked. */
export class RefundRefused extends Error {}

/** The refund of one stored operation: its id is the key, so that repeated and parallel calls get the one that the first made. */
export async function createStripeRefund({ refund_id, payment_id, intent_id, amount }: StripeRefundOrder): Promise<StripeRefund> {
  try {
    const order = { payment_intent: intent_id, amount, reason: "requested_by_customer" as const, metadata: { refund_id, payment_id } };
    const create = () => stripe().refunds.create(order, { idempotencyKey: `refund_${refund_id}` });
    return toStripeRefund(await callProvider({ provider: "stripe", operation: "createStripeRefund", ids: { refund_id, payment_id, intent_id } }, create));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) throw new RefundRefused(error.message);
    throw error;
  }
}

/** The refund that an earlier call for this operation made, whose answer was lost; null where there is none. */
export async function findStripeRefundOf({ refund_id, intent_id }: StripeRefundOrder): Promise<StripeRefund | null> {
  return callProvider({ provider: "stripe", operation: "findStripeRefundOf", ids: { refund_id, intent_id } }, async () => {
    const list = stripe().refunds.list({ payment_intent: intent_id, limit: 100 });
    for await (const refund of list) if (refund.metadata?.refund_id === refund_id) return toStripeRefund(refund);
    return null;
  });
}

/** The refund as Stripe has it now, or null where Stripe knows none by this id. */
export async function findStripeRefund(id: string): Promise<StripeRefund | null> {
  try {
    return toStripeRefund(await callProvider({ provider: "stripe", operation: "findStripeRefund", ids: { id } }, () => stripe().refunds.retrieve(id)));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
    throw error;
  }
}

function toStripeRefund(refund: Stripe.Refund): StripeRefund {
  const { id, amount, currency, payment_intent, charge, metadata } = refund;
  return {
    ...{ id, amount, currency },
    status: refund.status === "succeeded" ? "succeeded" : refund.status === "failed" || refund.status === "canceled" ? "failed" : "pending",
    failure: refund.status === "canceled" ? "It was cancelled at Stripe." : (refund.failure_reason ?? null),
    intent_id: typeof payment_intent === "string" ? payment_intent : (payment_intent?.id ?? null),
    charge_id: typeof charge === "string" ? charge : (charge?.id ?? null),
    refund_id: metadata?.refund_id ?? null,
  };
}

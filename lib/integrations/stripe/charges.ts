import "server-only";
import Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** Stripe's Charge in our words. */
export interface StripeCharge {
  id: string;
  intent_id: string | null;
  payment_id: string | null;
  /** What Stripe kept, in minor units; null until it has booked the charge itself, a moment after the money was taken. */
  fee: number | null;
}

/** The charge as Stripe has it now, or null where Stripe knows none by this id. */
export async function findStripeCharge(id: string): Promise<StripeCharge | null> {
  try {
    const charge = await callProvider({ provider: "stripe", operation: "findStripeCharge", ids: { id } }, () => stripe().charges.retrieve(id, { expand: ["balance_transaction"] }));
    const { payment_intent, balance_transaction, metadata } = charge;
    return {
      id: charge.id,
      intent_id: typeof payment_intent === "string" ? payment_intent : (payment_intent?.id ?? null),
      payment_id: metadata.payment_id ?? null,
      fee: typeof balance_transaction === "object" ? (balance_transaction?.fee ?? null) : null,
    };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
    throw error;
  }
}

import "server-only";
import Stripe from "stripe";
import { AppError } from "@/lib/core/errors";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** Stripe's PaymentIntent in our words: only what a decision needs. */
export interface SessionIntent {
  id: string;
  status: "succeeded" | "processing" | "requires_action" | "open" | "canceled";
  /** Minor units that Stripe holds for us by this intent. */
  amount_received: number;
  currency: string;
  client_secret: string | null;
  payment_id: string | null;
  booking_id: string | null;
  charge_id: string | null;
  card: { brand: string; last4: string } | null;
  /** Whose saved cards may pay it; null while none may. */
  customer_id: string | null;
  /** True where the card that pays is kept for the customer. */
  keeps_card: boolean;
  failure_message: string | null;
}

export interface SessionPaymentOrder {
  payment_id: string;
  booking_id: string;
  consumer_id: string;
  tutor_id: string;
  amount: number;
  currency: string;
  description: string;
}

/**
 * The intent of one payment operation. The key comes from the stored operation, so a repeated call, from any process and
 * after any crash, gets the intent that the first one made (https://docs.stripe.com/api/idempotent_requests).
 */
export async function createSessionPayment(order: SessionPaymentOrder): Promise<SessionIntent> {
  const { payment_id, booking_id, consumer_id, tutor_id, amount, currency, description } = order;
  const intent = await callProvider({ provider: "stripe", operation: "createSessionPayment", ids: { payment_id, booking_id } }, () =>
    stripe().paymentIntents.create(
      {
        amount,
        currency,
        description,
        allowed_payment_method_types: ["card"],
        transfer_group: booking_id,
        metadata: { payment_id, booking_id, consumer_id, tutor_id },
        expand: ["latest_charge"],
      },
      { idempotencyKey: `intent_${payment_id}` },
    ),
  );
  return toSessionIntent(intent);
}

/** The intent as Stripe has it now, or null where Stripe knows none by this id. */
export async function findSessionIntent(id: string): Promise<SessionIntent | null> {
  try {
    const intent = await callProvider({ provider: "stripe", operation: "findSessionIntent", ids: { intent_id: id } }, () => stripe().paymentIntents.retrieve(id, { expand: ["latest_charge"] }));
    return toSessionIntent(intent);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
    throw error;
  }
}

/**
 * Says with whose cards an unpaid intent may be paid, and whether a card that is typed is kept; the money in it stays as it is. The person is there
 * when any of their cards is charged (`on_session`): https://docs.stripe.com/payments/save-during-payment. An intent that is past changing is answered as it is.
 */
export async function bindSessionIntent({ intent_id, customer_id, keeps_card }: { intent_id: string; customer_id: string | null; keeps_card: boolean }): Promise<SessionIntent | null> {
  const change = { ...(customer_id && { customer: customer_id }), setup_future_usage: keeps_card ? ("on_session" as const) : ("" as const), expand: ["latest_charge"] };
  try {
    const call = { provider: "stripe", operation: "bindSessionIntent", ids: { intent_id, customer_id } } as const;
    return toSessionIntent(await callProvider(call, () => stripe().paymentIntents.update(intent_id, change)));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "payment_intent_unexpected_state") return findSessionIntent(intent_id);
    throw error;
  }
}

/** Stripe's own failures as answers: out of reach is ours to admit, never the person's fault. */
export function toPaymentError(error: unknown): unknown {
  if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError || error instanceof Stripe.errors.StripeRateLimitError) {
    return new AppError("unavailable", "The payment service does not answer right now. Nothing was charged; try again in a moment.");
  }
  return error;
}

function toSessionIntent(intent: Stripe.PaymentIntent): SessionIntent {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card;
  return {
    id: intent.id,
    status: toStatus(intent.status),
    amount_received: intent.amount_received,
    currency: intent.currency,
    client_secret: intent.client_secret,
    payment_id: intent.metadata.payment_id ?? null,
    booking_id: intent.metadata.booking_id ?? null,
    charge_id: charge?.id ?? (typeof intent.latest_charge === "string" ? intent.latest_charge : null),
    card: card ? { brand: card.brand ?? "card", last4: card.last4 ?? "" } : null,
    customer_id: typeof intent.customer === "object" ? (intent.customer?.id ?? null) : intent.customer,
    keeps_card: intent.setup_future_usage !== null,
    failure_message: intent.last_payment_error?.message ?? null,
  };
}

function toStatus(status: Stripe.PaymentIntent.Status): SessionIntent["status"] {
  switch (status) {
    case "succeeded":
    case "processing":
    case "requires_action":
    case "canceled":
      return status as SessionIntent["status"];
    default:
      return "open";
  }
}

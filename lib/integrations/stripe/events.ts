import "server-only";
import Stripe from "stripe";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** What we keep of an event: a hint at an object, fetched anew before anything is believed. */
export interface StripeHint {
  id: string;
  type: string;
  object_id: string;
  livemode: boolean;
  /** The connected account in whose books it happened; null for our own. */
  account_id: string | null;
}

/** Stripe signs what it sends to each endpoint with that endpoint's own secret. `connected`: events of coaches' accounts. */
export type WebhookEndpoint = "platform" | "connected";

/**
 * What the inbox follows: an endpoint at Stripe has to be given these (README, the status page), and the poll asks for them by their
 * full names (https://docs.stripe.com/api/events/list#list_events-types).
 */
export const followedEvents = [
  ...["payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.requires_action", "payment_intent.processing", "payment_intent.canceled"],
  ...["refund.created", "refund.updated", "refund.failed", "charge.refund.updated", "charge.updated"],
  ...["charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed", "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated"],
  ...["transfer.created", "transfer.updated", "transfer.reversed"],
  ...["checkout.session.completed", "checkout.session.expired"],
  ...["customer.subscription.created", "customer.subscription.updated", "customer.subscription.deleted"],
  ...["invoice.paid", "invoice.payment_failed", "invoice.payment_action_required"],
];

/** Older than this and a signature proves nothing: Stripe's own default. */
const toleranceSeconds = 300;

/**
 * The event of a webhook call, after its signature was checked over the raw bytes. Throws `malformed` (400) for a wrong or
 * an old signature (https://docs.stripe.com/webhooks#verify-events), for one that was signed for the other endpoint, and for
 * one of the other mode: a test event must never move live money, nor the other way round.
 */
export function readSignedEvent(rawBody: Buffer, signature: string | null, endpoint: WebhookEndpoint): StripeHint {
  const config = env().stripe;
  const secret = endpoint === "platform" ? config?.webhook_secret : config?.connect_webhook_secret;
  if (!config || !secret) throw new AppError("unavailable", "Payments are not set up here.");
  const hint = verify(rawBody, signature, secret);
  if (hint.livemode !== (config.mode === "live")) {
    throw new AppError("malformed", `This is ${hint.livemode ? "a live" : "a test"} event, and this site works in ${config.mode} mode.`, { details: { reason: "wrong_mode" } });
  }
  if ((hint.account_id !== null) !== (endpoint === "connected")) {
    throw new AppError("malformed", "This event belongs to the other endpoint.", { details: { reason: "wrong_endpoint" } });
  }
  return hint;
}

function verify(rawBody: Buffer, signature: string | null, secret: string): StripeHint {
  try {
    return toHint(stripe().webhooks.constructEvent(rawBody, signature ?? "", secret, toleranceSeconds));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) {
      throw new AppError("malformed", "The signature of this event does not fit.");
    }
    if (error instanceof SyntaxError) throw new AppError("malformed", "The event is not valid JSON.");
    throw error;
  }
}

/** Stripe takes so many types in one question. */
const typesAtOnce = 20;

/** The events since an instant, each question's oldest first: what a lost webhook would have brought. */
export async function listEventsSince(since: Date): Promise<StripeHint[]> {
  const created = { gte: Math.floor(since.getTime() / 1_000) };
  return callProvider({ provider: "stripe", operation: "listEventsSince" }, async () => {
    const hints: StripeHint[] = [];
    for (let at = 0; at < followedEvents.length; at += typesAtOnce) {
      const list = stripe().events.list({ created, types: followedEvents.slice(at, at + typesAtOnce), limit: 100 });
      for await (const event of list) hints.push(toHint(event));
    }
    return hints.reverse();
  });
}

function toHint(event: Stripe.Event): StripeHint {
  const { object } = event.data;
  const object_id = "id" in object && typeof object.id === "string" ? object.id : "";
  return { id: event.id, type: event.type, object_id, livemode: event.livemode, account_id: event.account ?? null };
}

import "server-only";
import Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** A card that a person keeps at Stripe, in our words. */
export interface StripeCard {
  id: string;
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  /** The same for the same number, under whatever id it was saved. */
  fingerprint: string | null;
  saved_at: Date;
}

/**
 * The cards that the person agreed to see again, the newest first (https://docs.stripe.com/payments/save-during-payment, allow_redisplay).
 * What a subscription pays with was not saved for that and is not among them; a hundred are more than anybody keeps. None where Stripe knows no such
 * customer any more. With `patience_ms` Stripe is asked once and for so long only.
 */
export async function listStripeCards(customer_id: string, { patience_ms }: { patience_ms?: number | undefined } = {}): Promise<StripeCard[]> {
  const options = patience_ms === undefined ? {} : { timeout: patience_ms, maxNetworkRetries: 0 };
  return callProvider({ provider: "stripe", operation: "listStripeCards", ids: { customer_id } }, async () => {
    const query = { type: "card", allow_redisplay: "always", limit: 100 } as const;
    const methods = await stripe().customers.listPaymentMethods(customer_id, query, options).catch(nullIfMissing);
    return (methods?.data ?? []).flatMap(toStripeCard).toSorted((a, b) => b.saved_at.getTime() - a.saved_at.getTime());
  });
}

/** That card if it is this customer's and they agreed to see it again; null for every other, whoever's it is. */
export async function findStripeCard({ customer_id, card_id }: { customer_id: string; card_id: string }): Promise<StripeCard | null> {
  const call = { provider: "stripe", operation: "findStripeCard", ids: { customer_id, card_id } } as const;
  const method = await callProvider(call, () => stripe().customers.retrievePaymentMethod(customer_id, card_id).catch(nullIfMissing));
  return method?.allow_redisplay === "always" ? (toStripeCard(method)[0] ?? null) : null;
}

/** What the browser adds a card with: for payments that the person starts themselves. https://docs.stripe.com/payments/save-and-reuse */
export async function beginCardSetup(customer_id: string): Promise<string> {
  const { client_secret } = await callProvider({ provider: "stripe", operation: "beginCardSetup", ids: { customer_id } }, () =>
    stripe().setupIntents.create({ customer: customer_id, usage: "on_session", allowed_payment_method_types: ["card"] }),
  );
  if (!client_secret) throw new Error("Stripe gave no secret for adding a card");
  return client_secret;
}

/** Takes the card from its customer for good; one that is nobody's any more is left alone. */
export async function detachStripeCard({ customer_id, card_id }: { customer_id: string; card_id: string }): Promise<void> {
  await callProvider({ provider: "stripe", operation: "detachStripeCard", ids: { customer_id, card_id } }, () => stripe().paymentMethods.detach(card_id)).catch(
    async (error: unknown) => {
      // Somebody was quicker, or an earlier answer was lost: Stripe says so in words only.
      if (error instanceof Stripe.errors.StripeInvalidRequestError && !(await findStripeCard({ customer_id, card_id }))) return;
      throw error;
    },
  );
}

function toStripeCard({ id, card, created }: Stripe.PaymentMethod): StripeCard[] {
  if (!card) return [];
  const { brand, last4, exp_month, exp_year, fingerprint } = card;
  return [{ id, brand, last4, exp_month, exp_year, fingerprint: fingerprint ?? null, saved_at: new Date(created * 1_000) }];
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
  throw error;
}

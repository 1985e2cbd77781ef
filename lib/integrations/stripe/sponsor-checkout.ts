import "server-only";
import Stripe from "stripe";
import { env } from "@/lib/config/env";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** Stripe's page for the first payment, in our words. */
export interface SponsorCheckout {
  id: string;
  /** `paid` may still mean that the bank takes its time; the subscription says so. */
  status: "open" | "paid" | "expired";
  /** Where the coach pays; null once nobody can. */
  url: string | null;
  subscription_id: string | null;
  /** Our operation; null where it is no sponsorship's. */
  sponsorship_id: string | null;
}

export interface CheckoutOrder {
  sponsorship_id: string;
  tutor_id: string;
  customer_id: string;
  price_id: string;
}

/**
 * The checkout of one stored sponsorship: its id is the key, so that repeated and parallel calls share one page and one subscription. Stripe forgets
 * the key after a day, and the page is dead by then too.
 */
export async function createSponsorCheckout({ sponsorship_id, tutor_id, customer_id, price_id }: CheckoutOrder): Promise<SponsorCheckout> {
  const page = `${env().app_url}/coach/sponsorship`;
  const metadata = { sponsorship_id, tutor_id };
  const session = await callProvider({ provider: "stripe", operation: "createSponsorCheckout", ids: { sponsorship_id } }, () =>
    stripe().checkout.sessions.create(
      {
        mode: "subscription",
        customer: customer_id,
        line_items: [{ price: price_id, quantity: 1 }],
        client_reference_id: sponsorship_id,
        success_url: `${page}?from=checkout`,
        cancel_url: page,
        metadata,
        subscription_data: { metadata },
      },
      { idempotencyKey: `sponsor_checkout_${sponsorship_id}` },
    ),
  );
  return toCheckout(session);
}

/** The checkout as it is now, or null where Stripe knows none by this id. */
export async function findSponsorCheckout(id: string): Promise<SponsorCheckout | null> {
  try {
    return toCheckout(await callProvider({ provider: "stripe", operation: "findSponsorCheckout", ids: { checkout_id: id } }, () => stripe().checkout.sessions.retrieve(id)));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
    throw error;
  }
}

/** Makes sure that nobody pays by it any more, and answers what it is now: `paid` where somebody was quicker. */
export async function expireSponsorCheckout(id: string): Promise<SponsorCheckout | null> {
  const call = { provider: "stripe", operation: "expireSponsorCheckout", ids: { checkout_id: id } } as const;
  await callProvider(call, () => stripe().checkout.sessions.expire(id)).catch((error: unknown) => {
    // Refused for what it is already; the look below says what that is.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  });
  return findSponsorCheckout(id);
}

function toCheckout({ id, status, url, subscription, metadata }: Stripe.Checkout.Session): SponsorCheckout {
  return {
    ...{ id, url },
    status: status === "complete" ? "paid" : status === "expired" ? "expired" : "open",
    subscription_id: typeof subscription === "string" ? subscription : (subscription?.id ?? null),
    sponsorship_id: metadata?.sponsorship_id ?? null,
  };
}

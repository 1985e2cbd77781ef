import "server-only";
import { listStripeCards } from "@/lib/integrations/stripe/saved-cards";
import { toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { findUser } from "@/lib/users/store";
import { toSavedCards } from "./rules";
import type { SavedCard } from "./view";

/** The cards that a person keeps. They are at Stripe and nowhere else; throws `unavailable` where that does not answer. */
export async function listOwnCards({ user_id, now, patience_ms }: { user_id: string; now: Date; patience_ms?: number | undefined }): Promise<SavedCard[]> {
  const user = await findUser(user_id);
  if (!user?.stripe_customer_id) return [];
  const cards = await listStripeCards(user.stripe_customer_id, { patience_ms }).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  return toSavedCards(cards, { default_id: user.default_payment_method_id, now });
}

/**
 * The same for the checkout, which does not wait long: without an answer, or with a refusal, the person types a card as if none were saved. What
 * went wrong at Stripe is on record by then (callProvider), and is no reason not to be able to pay.
 */
export async function listCardsToOffer({ user_id, now }: { user_id: string; now: Date }): Promise<SavedCard[]> {
  return listOwnCards({ user_id, now, patience_ms: 3_000 }).catch(() => []);
}

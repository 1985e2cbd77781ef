import "server-only";
import { AppError } from "@/lib/core/errors";
import { findStripeCard, type StripeCard } from "@/lib/integrations/stripe/saved-cards";
import { toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { findUser } from "@/lib/users/store";

/** A card that this person keeps, and whose customer they are at Stripe. Throws 404 for every other id, another person's included. */
export async function requireOwnCard({ user_id, card_id }: { user_id: string; card_id: string }): Promise<{ customer_id: string; card: StripeCard }> {
  const customer_id = (await findUser(user_id))?.stripe_customer_id;
  const card = customer_id
    ? await findStripeCard({ customer_id, card_id }).catch((error: unknown) => {
        throw toPaymentError(error);
      })
    : null;
  if (!customer_id || !card)
    throw new AppError("not_found", "This card is not saved any more. Nothing was changed; choose another.", { details: { reason: "card_gone" } });
  return { customer_id, card };
}

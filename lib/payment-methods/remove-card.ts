import "server-only";
import { detachStripeCard, listStripeCards } from "@/lib/integrations/stripe/saved-cards";
import { toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { requireOwnCard } from "./require-own-card";
import { isSameCard } from "./rules";

/** Forgets a card for good, also where it was saved twice. Throws 404 for what is not this person's: then nothing changes. */
export async function removeCard({ user_id, card_id }: { user_id: string; card_id: string }): Promise<void> {
  const { customer_id, card } = await requireOwnCard({ user_id, card_id });
  try {
    const saved = await listStripeCards(customer_id);
    for (const each of saved.filter((other) => isSameCard(other, card))) await detachStripeCard({ customer_id, card_id: each.id });
  } catch (error) {
    throw toPaymentError(error);
  }
}

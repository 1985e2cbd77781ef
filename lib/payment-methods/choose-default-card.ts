import "server-only";
import { keepDefaultCard } from "@/lib/users/store";
import { requireOwnCard } from "./require-own-card";

/** From now on the checkout offers this card first. Throws 404 for a card that is not this person's. */
export async function chooseDefaultCard({ user_id, card_id, now }: { user_id: string; card_id: string; now: Date }): Promise<void> {
  const { card } = await requireOwnCard({ user_id, card_id });
  await keepDefaultCard({ user_id, card_id: card.id, now });
}

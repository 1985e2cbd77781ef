import type { StripeCard } from "@/lib/integrations/stripe/saved-cards";
import type { SavedCard } from "./view";

/**
 * Saved cards as their owner sees them: a card that was saved twice once, the default first and then the newest. The default is the card that was
 * chosen; where that is gone, the newest that has not expired.
 */
export function toSavedCards(cards: StripeCard[], { default_id, now }: { default_id: string | undefined; now: Date }): SavedCard[] {
  const newestFirst = cards.toSorted((a, b) => b.saved_at.getTime() - a.saved_at.getTime());
  const distinct = newestFirst.filter((card, i) => newestFirst.findIndex((other) => isSameCard(card, other)) === i);
  const chosen = newestFirst.find(({ id }) => id === default_id);
  const first = distinct.find((card) => chosen && isSameCard(card, chosen)) ?? distinct.find((card) => !isExpired(card, now)) ?? distinct[0];
  const views = distinct.map((card) => toView(card, { is_default: card === first, now }));
  return [...views.filter(({ is_default }) => is_default), ...views.filter(({ is_default }) => !is_default)];
}

/** The same number, under whatever id it was saved. */
export function isSameCard(a: Pick<StripeCard, "id" | "fingerprint">, b: Pick<StripeCard, "id" | "fingerprint">): boolean {
  return a.id === b.id || (a.fingerprint !== null && a.fingerprint === b.fingerprint);
}

/** A card is good to the last day of its month. */
function isExpired({ exp_year, exp_month }: Pick<StripeCard, "exp_year" | "exp_month">, now: Date): boolean {
  return Date.UTC(exp_year, exp_month, 1) <= now.getTime();
}

function toView(card: StripeCard, { is_default, now }: { is_default: boolean; now: Date }): SavedCard {
  const { id, brand, last4, exp_month, exp_year } = card;
  return { id, brand, last4, exp_month, exp_year, is_default, is_expired: isExpired(card, now) };
}

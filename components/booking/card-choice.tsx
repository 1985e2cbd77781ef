import { Choice } from "@/components/ui/choice";
import { cardName } from "@/lib/core/card-brand";
import type { SavedCard } from "@/lib/payment-methods/view";
import { expiryWords } from "@/components/payment-methods/expiry-words";

interface CardChoiceProps {
  cards: SavedCard[];
  /** Null: a card that is typed. */
  chosen: SavedCard | null;
  isBusy: boolean;
  onChoose: (card: SavedCard | null) => void;
}

/** The cards that the person keeps, and any other. */
export function CardChoice({ cards, chosen, isBusy, onChoose }: CardChoiceProps) {
  return (
    <fieldset className="figures mb-4" disabled={isBusy}>
      <legend className="mb-1 text-sm font-medium">Pay with</legend>
      {cards.map((card) => (
        <Choice
          key={card.id}
          name="card"
          label={cardName(card)}
          hint={expiryWords(card)}
          value={card.id}
          checked={chosen?.id === card.id}
          disabled={card.is_expired}
          onChange={() => onChoose(card)}
        />
      ))}
      <Choice name="card" label="Another card" value="new" checked={chosen === null} onChange={() => onChoose(null)} />
    </fieldset>
  );
}

"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { cardName } from "@/lib/core/card-brand";
import type { SavedCard } from "@/lib/payment-methods/view";

interface RemoveCardProps {
  /** Null while nothing is to be removed. */
  card: SavedCard | null;
  isPending: boolean;
  onKeep: () => void;
  onRemove: (card: SavedCard) => void;
}

/** Asked before: Stripe gives no removed card back. */
export function RemoveCard({ card, isPending, onKeep, onRemove }: RemoveCardProps) {
  return (
    <ConfirmDialog
      isOpen={card !== null}
      onClose={onKeep}
      title={card ? `Remove ${cardName(card)}?` : "Remove the card?"}
      deed="Remove it"
      isPending={isPending}
      onConfirm={() => card && onRemove(card)}
    >
      <p>
        It is not offered any more when you pay, and to use it again you would type it again. Sessions that you have booked stay as they are, and refunds still
        go back to it.
      </p>
    </ConfirmDialog>
  );
}

"use client";

import { CreditCard } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { cardName } from "@/lib/core/card-brand";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { SavedCard } from "@/lib/payment-methods/view";
import { expiryWords } from "./expiry-words";
import { RemoveCard } from "./remove-card";

const pathOf = (card: SavedCard) => `/api/account/payment-methods/${card.id}`;

/** The cards that the person keeps: which is offered first, and the way to be rid of one. */
export function CardList({ cards }: { cards: SavedCard[] }) {
  const router = useRouter();
  const [pending, setPending] = useState<string | null>(null);
  const [removing, setRemoving] = useState<SavedCard | null>(null);
  const [news, setNews] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const status = useRef<HTMLParagraphElement>(null);

  // The button that was pressed is gone with what it did.
  useEffect(() => {
    if (news) status.current?.focus();
  }, [news]);

  async function change(card: SavedCard, request: { path: string; method: string; done: string }) {
    if (pending) return;
    setPending(card.id);
    setNews("");
    setFailure(null);
    await fetchJson(request.path, { method: request.method }).then(
      () => setNews(request.done),
      (error: RequestFailed) => setFailure(error.message),
    );
    setPending(null);
    setRemoving(null);
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-4">
      {cards.length === 0 ? (
        <EmptyState icon={CreditCard} title="No card is saved">
          Save one here, or tick &ldquo;Keep this card for next time&rdquo; when you pay. Then a session is two clicks away.
        </EmptyState>
      ) : (
        <ul aria-label="Saved cards" className="figures flex flex-col border-t border-hairline">
          {cards.map((card) => (
            <li key={card.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-hairline py-4">
              <CreditCard aria-hidden="true" className="size-5 shrink-0 text-quiet" />
              <div className="min-w-0 flex-1 basis-40">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {cardName(card)}
                  {card.is_default && !card.is_expired && <Badge tone="brand">Default</Badge>}
                  {card.is_expired && <Badge tone="warning">Expired</Badge>}
                </p>
                <p className="text-sm text-quiet">{expiryWords(card)}</p>
              </div>
              <div className="flex flex-wrap gap-2">
                {!card.is_default && !card.is_expired && (
                  <Button
                    variant="secondary"
                    size="small"
                    aria-label={`Make default: ${cardName(card)}`}
                    isPending={pending === card.id && removing === null}
                    onClick={() =>
                      void change(card, { path: `${pathOf(card)}/default`, method: "POST", done: `${cardName(card)} is offered first from now on.` })
                    }
                  >
                    Make default
                  </Button>
                )}
                <Button variant="secondary" size="small" onClick={() => setRemoving(card)}>
                  Remove<span className="sr-only"> {cardName(card)}</span>
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {failure && <Alert tone="danger">{failure}</Alert>}
      <p ref={status} tabIndex={-1} role="status" className="text-sm text-brand empty:hidden">
        {news}
      </p>
      <RemoveCard
        card={removing}
        isPending={pending !== null}
        onKeep={() => setRemoving(null)}
        onRemove={(card) => void change(card, { path: pathOf(card), method: "DELETE", done: `${cardName(card)} is removed.` })}
      />
    </div>
  );
}

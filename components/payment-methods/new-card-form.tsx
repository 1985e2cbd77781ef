"use client";

import { useState } from "react";
import type { CardGate, StripeAddress } from "@/components/booking/stripe-card";
import { useStripeCard } from "@/components/booking/use-stripe-card";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { useNewCard } from "./use-new-card";

interface NewCardFormProps {
  stripe: StripeAddress;
  payer: { name: string; email: string };
  onAdded: () => void;
  onCancel: () => void;
}

/** A card that is typed to be kept. Pressing the button is the agreement, so it says what is agreed to. */
export function NewCardForm({ stripe, payer, onAdded, onCancel }: NewCardFormProps) {
  const sdk = useStripeCard(stripe);
  const [gate, setGate] = useState<CardGate | null>(null);
  const { isPending, failure, save } = useNewCard({ gate, onAdded });
  return (
    <Card className="flex flex-col gap-5 sm:p-7">
      <h2 className="text-h4">Add a card</h2>
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {sdk.hasFailed ? (
          <Alert tone="danger">
            <p>The card field did not load. Check your connection and try again.</p>
            <Button variant="secondary" size="small" className="mt-3" onClick={sdk.retry}>
              Load it again
            </Button>
          </Alert>
        ) : (
          <fieldset className="relative min-h-12 min-w-0">
            <legend className="sr-only">Card</legend>
            {!gate && <Skeleton className="absolute inset-x-0 top-0 h-12" />}
            {sdk.loaded && <sdk.loaded.NewCard stripe={sdk.loaded.stripe} payer={payer} takesFocus onGate={setGate} onFailure={sdk.fail} />}
          </fieldset>
        )}
        <p className="max-w-prose text-sm text-quiet">
          By saving it you allow MaestroHub to keep this card at Stripe and to offer it when you pay. It is charged only when you press the button that says so,
          and you can remove it here at any time.
        </p>
        {failure && <Alert tone="danger">{failure}</Alert>}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" isPending={isPending} disabled={!gate || sdk.hasFailed}>
            Save this card
          </Button>
          <Button variant="secondary" disabled={isPending} onClick={onCancel}>
            Cancel
          </Button>
        </div>
        {stripe.emulator_url && <p className="figures text-sm text-quiet">Test mode: 4242 4242 4242 4242 can be saved.</p>}
      </form>
    </Card>
  );
}

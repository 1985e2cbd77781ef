"use client";

import { useEffect, useMemo, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import { cardName } from "@/lib/core/card-brand";
import { formatMoney, type Money } from "@/lib/core/money";
import type { SavedCard } from "@/lib/payment-methods/view";
import { CardChoice } from "./card-choice";
import { isSettled } from "./follow-payment";
import { PaymentTrouble } from "./payment-trouble";
import type { CardGate, StripeAddress } from "./stripe-card";
import type { HoldClock } from "./use-hold-clock";
import { type Payment, type PaymentOrder, usePayment, useReturnedIntent } from "./use-payment";
import { useStripeCard } from "./use-stripe-card";

interface PayFormProps {
  order: Omit<PaymentOrder, "card" | "gate">;
  price: Money;
  stripe: StripeAddress;
  payer: { name: string; email: string };
  savedCards: SavedCard[];
  /** Where the bank's page has sent the person back. */
  returnedIntent: string | null;
  /** True where the card is what comes next. */
  takesFocus?: boolean;
  /** Null where no time is held meanwhile. */
  hold: HoldClock | null;
  words: { afterwards: string; leaving: string };
}

/** The card, one that is kept or one that is typed, and one button with the amount on it: for sessions and packages alike. */
export function PayForm({ order, price, stripe, payer, savedCards, returnedIntent, takesFocus = false, hold, words }: PayFormProps) {
  const [typedGate, setTypedGate] = useState<CardGate | null>(null);
  const [saved, setSaved] = useState<SavedCard | null>(() => savedCards.find(({ is_default, is_expired }) => is_default && !is_expired) ?? null);
  const [keeps, setKeeps] = useState(false);
  const sdk = useStripeCard(stripe);
  const savedGate = useMemo(() => saved && sdk.loaded && sdk.loaded.savedCardGate(sdk.loaded.stripe, saved.id), [saved, sdk.loaded]);
  const gate = saved ? savedGate : typedGate;
  const card = saved ? { payment_method_id: saved.id } : { save_card: keeps };
  const payment = usePayment({ ...order, card, gate });
  useReturnedIntent(returnedIntent, payment);
  useHoldWatch(payment, hold);

  // The button that was pressed goes; somebody who walks through the choices by arrow keys stays with them.
  const [leadsToField, setLeadsToField] = useState(takesFocus);
  const choose = (next: SavedCard | null, isLed = false) => {
    setSaved(next);
    setTypedGate(null);
    setLeadsToField(isLed);
    payment.forget();
  };
  const isBusy = payment.phase !== "idle";
  const isTimeOver = hold?.is_over ?? false;
  const isOver = isTimeOver && !isBusy;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isOver) void payment.pay();
      }}
    >
      {savedCards.length > 0 && <CardChoice cards={savedCards} chosen={saved} isBusy={isBusy} onChoose={(card) => choose(card)} />}
      {sdk.hasFailed ? (
        <Alert tone="danger">
          <p>
            The card field did not load. {hold && "Your time is still held; "}
            {hold ? "check" : "Check"} your connection and try again.
          </p>
          <Button variant="secondary" size="small" className="mt-3" onClick={sdk.retry}>
            Load it again
          </Button>
        </Alert>
      ) : (
        !saved && (
          <fieldset className="min-w-0">
            <legend className="sr-only">Card</legend>
            <div className="relative min-h-12">
              {!typedGate && <Skeleton className="absolute inset-x-0 top-0 h-12" />}
              {sdk.loaded && (
                <sdk.loaded.Card
                  stripe={sdk.loaded.stripe}
                  price={price}
                  keeps={keeps}
                  payer={payer}
                  takesFocus={leadsToField}
                  onGate={setTypedGate}
                  onFailure={sdk.fail}
                />
              )}
            </div>
            <div className="mt-4">
              <Checkbox label={keepWords} checked={keeps} disabled={isBusy} onChange={(event) => setKeeps(event.target.checked)} />
            </div>
          </fieldset>
        )
      )}
      <PaymentTrouble payment={payment} isHeld={hold !== null && !hold.is_over} onOtherCard={saved && !isTimeOver ? () => choose(null, true) : null} />
      <Button type="submit" size="large" isWide className="figures mt-5" isPending={isBusy} disabled={isOver || !gate || sdk.hasFailed}>
        {buttonWords(payment.phase, formatMoney(price), saved)}
      </Button>
      <p role="status" className="mt-3 text-center text-sm text-quiet">
        {statusWords(payment.phase, words)}
      </p>
      {stripe.emulator_url && <p className="figures mt-1 text-center text-sm text-quiet">Test mode: pay with 4242 4242 4242 4242.</p>}
    </form>
  );
}

/** What ticking it agrees to. */
const keepWords = (
  <>
    Keep this card for next time<span className="block text-quiet">Kept at Stripe and charged only when you press pay. You can remove it in your account.</span>
  </>
);

/** While the bank is asked, the hold may be made longer, and the booking may be confirmed behind our back. */
function useHoldWatch(payment: Payment, hold: HoldClock | null): void {
  const check = hold?.check ?? null;
  const is_over = hold?.is_over ?? false;
  const isSent = payment.phase === "sent";
  useEffect(() => {
    if (!isSent || !check) return;
    const timer = setInterval(() => void check(), 5_000);
    return () => clearInterval(timer);
  }, [isSent, check]);

  useEffect(() => {
    if (!is_over || !check) return;
    void check().then((fresh) => {
      if (fresh && isSettled(fresh)) location.assign(`/bookings/${fresh.id}`);
    });
  }, [is_over, check]);
}

function buttonWords(phase: Payment["phase"], amount: string, saved: SavedCard | null): string {
  if (phase === "idle") return saved ? `Pay ${amount} with ${cardName(saved)}` : `Pay ${amount}`;
  if (phase === "checking") return "Checking";
  return phase === "done" ? "Paid" : `Paying ${amount}`;
}

function statusWords(phase: Payment["phase"], { afterwards, leaving }: PayFormProps["words"]): string {
  if (phase === "checking") return "We lost sight of your payment for a moment and are checking what became of it. Please keep this page open.";
  return phase === "done" ? leaving : afterwards;
}

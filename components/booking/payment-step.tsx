"use client";

import { CircleAlert } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import type { BookingView } from "@/lib/bookings/view";
import { cardName } from "@/lib/core/card-brand";
import { formatMoney } from "@/lib/core/money";
import type { SavedCard } from "@/lib/payment-methods/view";
import { CardChoice } from "./card-choice";
import { problemSentence } from "./card-problem";
import { isSettled } from "./follow-payment";
import type { CardGate, StripeAddress } from "./stripe-card";
import type { HoldClock } from "./use-hold-clock";
import { type Payment, usePayment, useReturnedIntent } from "./use-payment";
import { useStripeCard } from "./use-stripe-card";

interface PaymentStepProps {
  booking: BookingView;
  stripe: StripeAddress;
  payer: { name: string; email: string };
  hold: HoldClock;
  saveNote: () => Promise<void>;
  /** True right after the account was made here: the card is what comes next. */
  takesFocus: boolean;
  returnedIntent: string | null;
  savedCards: SavedCard[];
}

/** The card, one that is kept or one that is typed, and one button with the amount on it. */
export function PaymentStep({ booking, stripe, payer, hold, saveNote, takesFocus, returnedIntent, savedCards }: PaymentStepProps) {
  const [typedGate, setTypedGate] = useState<CardGate | null>(null);
  const [saved, setSaved] = useState<SavedCard | null>(() => savedCards.find(({ is_default, is_expired }) => is_default && !is_expired) ?? null);
  const [keeps, setKeeps] = useState(false);
  const sdk = useStripeCard(stripe);
  const savedGate = useMemo(() => saved && sdk.loaded && sdk.loaded.savedCardGate(sdk.loaded.stripe, saved.id), [saved, sdk.loaded]);
  const gate = saved ? savedGate : typedGate;
  const card = saved ? { payment_method_id: saved.id } : { save_card: keeps };
  const payment = usePayment({ booking_id: booking.id, card, gate, saveNote, onExpired: () => void hold.check() });
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
  const isOver = hold.is_over && !isBusy;
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
          <p>The card field did not load. Your time is still held; check your connection and try again.</p>
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
                  price={booking.price}
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
      <Trouble payment={payment} isHeld={!hold.is_over} onOtherCard={saved && (() => choose(null, true))} />
      <Button type="submit" size="large" isWide className="figures mt-5" isPending={isBusy} disabled={isOver || !gate || sdk.hasFailed}>
        {buttonWords(payment.phase, formatMoney(booking.price), saved)}
      </Button>
      <p role="status" className="mt-3 text-center text-sm text-quiet">
        {statusWords(payment.phase)}
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
function useHoldWatch(payment: Payment, hold: HoldClock): void {
  const { check, is_over } = hold;
  const isSent = payment.phase === "sent";
  useEffect(() => {
    if (!isSent) return;
    const timer = setInterval(() => void check(), 5_000);
    return () => clearInterval(timer);
  }, [isSent, check]);

  useEffect(() => {
    if (!is_over) return;
    void check().then((fresh) => {
      if (fresh && isSettled(fresh)) location.assign(`/bookings/${fresh.id}`);
    });
  }, [is_over, check]);
}

/** `onOtherCard`: the card was a saved one, and another can be typed. */
function Trouble({ payment, isHeld, onOtherCard }: { payment: Payment; isHeld: boolean; onOtherCard: (() => void) | null }) {
  const { trouble } = payment;
  return (
    <div role="alert" className="text-sm text-danger">
      {trouble && (
        <div className="mt-2 flex gap-1.5">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {trouble.kind === "card" && (
            <div>
              <p>{problemSentence(trouble.problem, { isHeld })}</p>
              {onOtherCard && isHeld && (
                <Button variant="secondary" size="small" className="mt-2" onClick={onOtherCard}>
                  Use another card
                </Button>
              )}
            </div>
          )}
          {trouble.kind === "sentence" && <p>{trouble.message}</p>}
          {trouble.kind === "unknown" && (
            <div>
              <p>We could not find out whether your payment went through. You will not be charged twice: we keep asking, and write to you as soon as we know.</p>
              <Button variant="secondary" size="small" className="mt-2" onClick={() => payment.checkAgain(trouble.intent_id)}>
                Check again
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function buttonWords(phase: Payment["phase"], amount: string, saved: SavedCard | null): string {
  if (phase === "idle") return saved ? `Pay ${amount} with ${cardName(saved)}` : `Pay ${amount}`;
  if (phase === "checking") return "Checking";
  return phase === "done" ? "Paid" : `Paying ${amount}`;
}

function statusWords(phase: Payment["phase"]): string {
  if (phase === "checking") return "We lost sight of your payment for a moment and are checking what became of it. Please keep this page open.";
  if (phase === "done") return "Taking you to your booking.";
  return "You will get a receipt and a calendar entry by mail.";
}

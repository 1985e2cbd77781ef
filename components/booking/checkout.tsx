"use client";

import dynamic from "next/dynamic";
import { useCallback, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { BookingView } from "@/lib/bookings/view";
import { UsePackage } from "@/components/packages/use-package";
import type { PackageLeft } from "@/lib/packages/read-purchases";
import type { SavedCard } from "@/lib/payment-methods/view";
import { HoldAgain } from "./hold-again";
import { HeldFor, HoldLine } from "./hold-countdown";
import { LetGo } from "./let-go";
import { NoteField } from "./note-field";
import { PriceLines } from "./price-lines";
import { Promises } from "./promises";
import { SessionCard } from "./session-card";
import type { SessionWords } from "./session-words";
import type { StripeAddress } from "./stripe-card";
import { useHoldClock } from "./use-hold-clock";
import { useNote } from "./use-note";

const loading = () => <Skeleton className="h-48" />;
// A person sees one of the two at a time, so nobody waits for both.
const AccountStep = dynamic(() => import("./account-step").then((step) => step.AccountStep), { loading });
const PaymentStep = dynamic(() => import("./payment-step").then((step) => step.PaymentStep), { loading });

export interface CheckoutProps {
  booking: BookingView;
  words: SessionWords;
  zone: string;
  server_now: string;
  user: { name: string; email: string } | null;
  /** False while the hold belongs to the visitor that this browser was before signing in. */
  is_own: boolean;
  /** Null where no payment provider is set up. */
  stripe: StripeAddress | null;
  returned_intent: string | null;
  /** A package of theirs that this session can be booked from. */
  package_left: PackageLeft | null;
  saved_cards: SavedCard[];
}

/** One page from a held time to a paid one: what and when, who, and the card. */
export function Checkout({ booking, words, zone, server_now, user, is_own, stripe, returned_intent, package_left, saved_cards }: CheckoutProps) {
  const hold = useHoldClock(booking, server_now);
  const note = useNote(booking.id, booking.note);
  const [isNewHere, setNewHere] = useState(false);
  const onAccount = useCallback(() => setNewHere(true), []);

  return (
    <>
      <HoldLine leftMs={hold.left_ms} />
      <main id="content" className="wrap grid max-w-[64rem] flex-1 content-start gap-8 py-8 md:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] lg:grid-cols-[minmax(0,30rem)_minmax(0,27.5rem)] lg:justify-between lg:py-11">
        <div>
          <HeldFor leftMs={hold.left_ms} />
          <h1 className="mt-1.5 text-h2 lg:text-h1">{words.headline}</h1>
          <div className="mt-6">
            <SessionCard coach={booking.coach} words={words} />
          </div>
          <div className="mt-5">
            <Promises words={words} />
          </div>
          <div className="mt-8">
            <NoteField note={note} firstName={words.first_name} isHeld={!hold.is_over} />
          </div>
        </div>
        <div className="flex flex-col gap-4">
          {hold.is_over && <HoldAgain booking={booking} zone={zone} note={note.text} />}
          {package_left && !hold.is_over && <UsePackage booking={booking} left={package_left} zone={zone} note={note.text} />}
          <Card isFloating className="flex flex-col gap-6 sm:p-7">
            <PriceLines price={booking.price} />
            {!user || !is_own ? (
              !hold.is_over && <AccountStep bookingId={booking.id} isSignedIn={user !== null} onDone={onAccount} />
            ) : stripe ? (
              <PaymentStep
                booking={booking}
                stripe={stripe}
                payer={user}
                hold={hold}
                saveNote={note.save}
                takesFocus={isNewHere}
                returnedIntent={returned_intent}
                savedCards={saved_cards}
              />
            ) : (
              <Alert tone="warning" isNews={false}>
                Payments are not set up here yet, so nothing can be paid online. Nothing was charged.
              </Alert>
            )}
          </Card>
          {!hold.is_over && <LetGo booking={booking} firstName={words.first_name} />}
        </div>
      </main>
    </>
  );
}

"use client";

import { useMemo, useState } from "react";
import { buttonWords, statusWords, Trouble } from "@/components/booking/payment-step";
import type { CardGate, StripeAddress } from "@/components/booking/stripe-card";
import { type Payable, usePayment, useReturnedIntent } from "@/components/booking/use-payment";
import { useStripeCard } from "@/components/booking/use-stripe-card";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/core/money";
import { fetchJson } from "@/lib/http/fetch-json";
import type { PurchaseView } from "@/lib/packages/purchase-view";

interface PackageCheckoutProps {
  purchase: PurchaseView;
  payer: { name: string; email: string };
  stripe: StripeAddress;
  returnedIntent: string | null;
}

const nothingToSave = () => Promise.resolve();
const nothingHeld = () => undefined;

/** The card, and one button with the amount on it: the same payment as a session's, and nothing is held meanwhile. */
export function PackageCheckout({ purchase, payer, stripe, returnedIntent }: PackageCheckoutProps) {
  const [gate, setGate] = useState<CardGate | null>(null);
  const sdk = useStripeCard(stripe);
  const payable = useMemo(() => toPayable(purchase.id), [purchase.id]);
  const payment = usePayment({ booking_id: purchase.id, payable, gate, saveNote: nothingToSave, onExpired: nothingHeld });
  useReturnedIntent(returnedIntent, payment);
  const isBusy = payment.phase !== "idle";
  const amount = formatMoney(purchase.price);
  return (
    <Card isFloating className="flex flex-col gap-6 sm:p-7">
      <PriceOf purchase={purchase} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void payment.pay();
        }}
      >
        <fieldset className="min-w-0">
          <legend className="sr-only">Card</legend>
          {sdk.hasFailed ? (
            <Alert tone="danger">
              <p>The card field did not load. Check your connection and try again.</p>
              <Button variant="secondary" size="small" className="mt-3" onClick={sdk.retry}>
                Load it again
              </Button>
            </Alert>
          ) : (
            <div className="relative min-h-12">
              {!gate && <Skeleton className="absolute inset-x-0 top-0 h-12" />}
              {sdk.loaded && <sdk.loaded.Card stripe={sdk.loaded.stripe} price={purchase.price} payer={payer} takesFocus={false} onGate={setGate} onFailure={sdk.fail} />}
            </div>
          )}
        </fieldset>
        <Trouble payment={payment} isHeld={false} />
        <Button type="submit" size="large" isWide className="figures mt-5" isPending={isBusy} disabled={!gate || sdk.hasFailed}>
          {buttonWords(payment.phase, amount)}
        </Button>
        <p role="status" className="mt-3 text-center text-sm text-quiet">
          {payment.phase === "done" ? "Taking you to your package." : statusWords(payment.phase, "You will get a receipt by mail.")}
        </p>
        {stripe.emulator_url && <p className="figures mt-1 text-center text-sm text-quiet">Test mode: pay with 4242 4242 4242 4242.</p>}
      </form>
    </Card>
  );
}

function PriceOf({ purchase }: { purchase: PurchaseView }) {
  const { sessions, single_price, discount_percent, price } = purchase;
  const single = { ...single_price, amount: single_price.amount * sessions };
  const saved = { ...price, amount: single.amount - price.amount };
  return (
    <dl className="figures">
      <div className="flex justify-between gap-4">
        <dt>
          {sessions} sessions at {formatMoney(single_price)}
        </dt>
        <dd>{formatMoney(single)}</dd>
      </div>
      {saved.amount > 0 && (
        <div className="mt-2 flex justify-between gap-4">
          <dt>{discount_percent} % less</dt>
          <dd>−{formatMoney(saved)}</dd>
        </div>
      )}
      <div className="mt-2 flex justify-between gap-4 text-quiet">
        <dt>Service fee</dt>
        <dd>included</dd>
      </div>
      <div className="mt-3.5 flex items-baseline justify-between gap-4 border-t border-hairline pt-3">
        <dt className="font-semibold">Total today</dt>
        <dd className="font-display text-[1.375rem] font-semibold">{formatMoney(price)}</dd>
      </div>
    </dl>
  );
}

function toPayable(id: string): Payable {
  const isSettledNow = async () => {
    const purchase = await fetchJson<PurchaseView>(`/api/package-purchases/${id}`).catch(() => null);
    return purchase !== null && purchase.status !== "ordered";
  };
  return { body: { package_purchase_id: id }, path: `/packages/${id}`, isSettledNow };
}

"use client";

import { useMemo } from "react";
import { PayForm } from "@/components/booking/pay-form";
import type { StripeAddress } from "@/components/booking/stripe-card";
import type { Payable } from "@/components/booking/use-payment";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/core/money";
import { fetchJson } from "@/lib/http/fetch-json";
import type { PurchaseView } from "@/lib/packages/purchase-view";
import type { SavedCard } from "@/lib/payment-methods/view";

interface PackageCheckoutProps {
  purchase: PurchaseView;
  payer: { name: string; email: string };
  stripe: StripeAddress;
  savedCards: SavedCard[];
  returnedIntent: string | null;
}

/** The same payment as a session's, and nothing is held meanwhile. */
export function PackageCheckout({ purchase, ...card }: PackageCheckoutProps) {
  const payable = useMemo(() => toPayable(purchase.id), [purchase.id]);
  const order = { booking_id: purchase.id, payable, saveNote: nothingToSave, onExpired: nothingHeld };
  return (
    <Card isFloating className="flex flex-col gap-6 sm:p-7">
      <PriceOf purchase={purchase} />
      <PayForm order={order} price={purchase.price} hold={null} words={words} {...card} />
    </Card>
  );
}

const words = { afterwards: "You will get a receipt by mail.", leaving: "Taking you to your package." };
const nothingToSave = () => Promise.resolve();
const nothingHeld = () => undefined;

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

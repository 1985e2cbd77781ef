"use client";

import { useState } from "react";
import type { StripeAddress } from "@/components/booking/stripe-card";
import { Button } from "@/components/ui/button";
import { NewCardForm } from "./new-card-form";

interface AddCardProps {
  isFirst: boolean;
  stripe: StripeAddress;
  payer: { name: string; email: string };
}

/** The card field is fetched once somebody wants it. */
export function AddCard({ isFirst, stripe, payer }: AddCardProps) {
  const [isOpen, setOpen] = useState(false);
  const [news, setNews] = useState("");
  if (isOpen) {
    const close = (said: string) => {
      setNews(said);
      setOpen(false);
    };
    return <NewCardForm stripe={stripe} payer={payer} onAdded={() => close("Your card is saved.")} onCancel={() => close("")} />;
  }
  return (
    <div>
      <Button
        variant={isFirst ? "primary" : "secondary"}
        onClick={() => {
          setNews("");
          setOpen(true);
        }}
      >
        Add a card
      </Button>
      <p role="status" className="mt-3 text-sm text-brand empty:hidden">
        {news}
      </p>
    </div>
  );
}

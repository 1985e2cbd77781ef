"use client";

import { useEffect, useRef, useState } from "react";
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
  /** What to say of the form that was just closed; "" where it was given up. */
  const [news, setNews] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const status = useRef<HTMLParagraphElement>(null);

  // What had the focus went with the form.
  useEffect(() => {
    if (!isOpen && news !== null) (news ? status : button).current?.focus();
  }, [isOpen, news]);

  if (isOpen) {
    const close = (said: string) => {
      setNews(said);
      setOpen(false);
    };
    return <NewCardForm stripe={stripe} payer={payer} onAdded={() => close("Your card is saved.")} onCancel={() => close("")} />;
  }
  return (
    <div>
      <Button ref={button} variant={isFirst ? "primary" : "secondary"} onClick={() => setOpen(true)}>
        Add a card
      </Button>
      <p ref={status} tabIndex={-1} role="status" className="mt-3 text-sm text-brand empty:hidden">
        {news}
      </p>
    </div>
  );
}

"use client";

import { useState, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatMoney } from "@/lib/core/money";
import type { OwnSponsorship } from "@/lib/sponsorships/read-own-sponsorship";
import type { SponsorshipWeeks } from "@/lib/sponsorships/schema";
import { useSponsorshipRequest } from "./use-sponsorship-request";
import { weeksWords } from "./weeks-words";

interface BuySponsorshipProps {
  offers: OwnSponsorship["offers"];
  /** What was begun and not paid. */
  chosen: SponsorshipWeeks | null;
}

/** Chooses how long, and leads to Stripe's page to pay. */
export function BuySponsorship({ offers, chosen }: BuySponsorshipProps) {
  const [weeks, setWeeks] = useState<SponsorshipWeeks>(chosen ?? 4);
  const { send, isPending, error } = useSponsorshipRequest();
  const offer = offers.find((each) => each.weeks === weeks);
  if (!offer) return <EmptyState title="Not in your currency yet">Sponsorships are sold in US dollars and Indian rupees for now.</EmptyState>;

  async function buy(event: FormEvent) {
    event.preventDefault();
    const answer = await send<{ checkout_url: string }>("/api/tutor/sponsorships", { weeks });
    if (answer) window.location.assign(answer.checkout_url);
  }

  const price = formatMoney(offer.price, { short: true });
  return (
    <Card>
      <form onSubmit={(event) => void buy(event)} className="flex flex-col gap-5">
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-3 text-h3 font-display font-semibold">For how long?</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {offers.map((each) => (
              <label
                key={each.weeks}
                className="flex cursor-pointer items-center gap-3 rounded-control border border-hairline p-3 transition-colors hover:border-brand has-checked:border-brand has-checked:bg-brand-tint"
              >
                <input type="radio" name="weeks" value={each.weeks} checked={each.weeks === weeks} onChange={() => setWeeks(each.weeks)} className="size-5 shrink-0 accent-brand" />
                <span className="min-w-0 flex-1 font-medium">{weeksWords(each.weeks)}</span>
                <span className="figures text-right">
                  <span className="block font-semibold">{formatMoney(each.price, { short: true })}</span>
                  {each.weeks > 1 && <span className="block text-sm text-quiet">{perWeek(each)} a week</span>}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <p className="text-quiet">
          <span className="figures">{price}</span> now, and again every {weeks === 1 ? "week" : `${weeks} weeks`} until you end it. You pay on Stripe’s page and come back here.
        </p>
        {error && <Alert tone="danger">{error}</Alert>}
        <Button type="submit" isPending={isPending} className="figures self-start max-sm:w-full">
          Go to payment, {price}
        </Button>
      </form>
    </Card>
  );
}

function perWeek({ weeks, price }: OwnSponsorship["offers"][number]): string {
  return formatMoney({ ...price, amount: Math.round(price.amount / weeks) }, { short: true });
}

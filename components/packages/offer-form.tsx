"use client";

import { useState, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { policy } from "@/lib/config/policy";
import { formatMoney, splitPrice } from "@/lib/core/money";
import { packagePrice } from "@/lib/packages/rules";
import type { OwnOffers } from "@/lib/packages/read-offers";
import { usePackageRequest } from "./use-package-request";

const limits = policy.packages;

/** A new package, with what it costs and what the coach receives while it is typed. */
export function OfferForm({ lengths, currency, fee_basis_points }: Omit<OwnOffers, "offers">) {
  const [terms, setTerms] = useState({ duration_minutes: String(lengths[0]?.duration_minutes ?? 60), sessions: "5", discount_percent: "10", valid_days: "90" });
  const { send, isPending, failure } = usePackageRequest();
  const change = (name: keyof typeof terms) => (event: { target: { value: string } }) => setTerms({ ...terms, [name]: event.target.value });
  const number = (name: Exclude<keyof typeof terms, "duration_minutes">) => ({ name, value: terms[name], onChange: change(name), inputMode: "numeric" as const, autoComplete: "off", error: failure?.fields[name] });

  async function offer(event: FormEvent) {
    event.preventDefault();
    await send("/api/tutor/packages", { body: Object.fromEntries(Object.entries(terms).map(([name, text]) => [name, numberOf(text)])) });
  }

  return (
    <Card>
      <form noValidate onSubmit={(event) => void offer(event)} className="flex flex-col gap-5">
        <h2 className="text-h3">Offer a package</h2>
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="Length of a session"
            name="duration_minutes"
            value={terms.duration_minutes}
            onChange={change("duration_minutes")}
            error={failure?.fields.duration_minutes}
            options={lengths.map(({ duration_minutes, price }) => ({ value: String(duration_minutes), label: `${duration_minutes} minutes, ${formatMoney({ amount: price, currency })}` }))}
          />
          <TextField label="Sessions" hint={`${limits.sessions_min} to ${limits.sessions_max}`} {...number("sessions")} />
          <TextField label="Discount in percent" hint={`0 to ${limits.discount_max_percent}`} {...number("discount_percent")} />
          <TextField label="Valid for days" hint={`${limits.valid_days_min} to ${limits.valid_days_max}, from the purchase on`} {...number("valid_days")} />
        </div>
        <p role="status" className="figures text-quiet">
          {preview(terms, { lengths, currency, fee_basis_points })}
        </p>
        {failure && Object.keys(failure.fields).length === 0 && <Alert tone="danger">{failure.message}</Alert>}
        <Button type="submit" isPending={isPending} className="self-start max-sm:w-full">
          Offer this package
        </Button>
      </form>
    </Card>
  );
}

function preview(terms: Record<"duration_minutes" | "sessions" | "discount_percent", string>, { lengths, currency, fee_basis_points }: Omit<OwnOffers, "offers">): string {
  const single_price = lengths.find(({ duration_minutes }) => String(duration_minutes) === terms.duration_minutes)?.price;
  const [sessions, discount_percent] = [numberOf(terms.sessions), numberOf(terms.discount_percent)];
  const isWithin = (value: unknown, min: number, max: number): value is number => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  if (single_price === undefined || !isWithin(sessions, limits.sessions_min, limits.sessions_max) || !isWithin(discount_percent, 0, limits.discount_max_percent)) return "Fill in the numbers to see the price.";
  const price = packagePrice({ single_price, sessions, discount_percent });
  const each = Math.floor(price / sessions);
  const money = (amount: number) => formatMoney({ amount, currency });
  return `Clients pay ${money(price)} at once, ${money(each)} a session. You receive ${money(splitPrice(each, fee_basis_points).share)} for each session that was held.`;
}

/** What is no number is sent as it is, and refused with a sentence. */
function numberOf(text: string): number | string {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : text;
}

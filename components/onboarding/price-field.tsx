"use client";

import { useState, type ReactNode } from "react";
import { controlStyle, describedBy, Field } from "@/components/ui/field";
import { classNames } from "@/components/ui/class-names";
import { formatMoney, splitPrice } from "@/lib/core/money";
import { currencySign, priceText, readPrice, type PriceLimits } from "./price-text";

interface PriceFieldProps {
  id: string;
  label: string;
  /** Minor units; null while there is none. */
  price: number | null;
  limits: PriceLimits;
  fee_basis_points: number;
  hint?: ReactNode;
  error?: string | undefined;
  onChange: (price: number | null) => void;
  onLeave: () => void;
}

/** A price as one types it. Whatever is no price is kept on the screen with its sentence and never sent. */
export function PriceField({ id, label, price, limits, fee_basis_points, hint, error, onChange, onLeave }: PriceFieldProps) {
  const { currency } = limits;
  // What is being typed; null when the field shows the price.
  const [text, setText] = useState<string | null>(null);
  const [isLeft, setLeft] = useState(false);
  const read = text === null ? null : readPrice(text, limits);
  const problem = isLeft && read?.kind === "wrong" ? read.problem : error;

  function type(next: string) {
    setText(next);
    setLeft(false);
    const typed = readPrice(next, limits);
    if (typed.kind === "price") onChange(typed.amount);
  }

  function leave() {
    setLeft(true);
    // A field that is blank for a moment, on the way to another price, has not been given up yet.
    if (read?.kind === "blank" && price !== null) onChange(null);
    if (read?.kind !== "wrong") setText(null);
    onLeave();
  }

  return (
    <Field id={id} label={label} error={problem} hint={hint}>
      <span className="relative block max-w-48">
        <span aria-hidden="true" className="absolute top-1/2 left-3 -translate-y-1/2 text-quiet">
          {currencySign(currency)}
        </span>
        <input
          {...describedBy(id, { error: problem, hint })}
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={text ?? (price === null ? "" : priceText(price, currency))}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
          maxLength={16}
          className={classNames(controlStyle, "figures h-11", currencySign(currency).length > 1 ? "pl-14" : "pl-8")}
        />
      </span>
      {price !== null && (read === null || read.kind === "price") && <p className="figures text-sm">{receiveSentence(price, { currency, fee_basis_points })}</p>}
    </Field>
  );
}

function receiveSentence(price: number, { currency, fee_basis_points }: { currency: string; fee_basis_points: number }): ReactNode {
  const { fee, share } = splitPrice(price, fee_basis_points);
  return (
    <>
      You receive <strong className="font-semibold">{formatMoney({ amount: share, currency })}</strong>
      <span className="text-quiet"> after our fee of {formatMoney({ amount: fee, currency })}</span>
    </>
  );
}

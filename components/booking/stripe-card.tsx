"use client";

import { Elements, PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";
import type { Stripe, StripeElements, StripeElementsOptionsMode, StripeError, StripePaymentElementOptions } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { useEffect, useMemo } from "react";
import type { Money } from "@/lib/core/money";
import { useCardAppearance } from "./card-appearance";
import { type CardProblem, cardProblem } from "./card-problem";

/** The one file that knows the payment provider's browser SDK; loaded when a card is about to be asked for. */
export interface CardGate {
  /** False where something is missing: the field itself says what. */
  validate: () => Promise<boolean>;
  /** Null: of a payment, ask the server what became of it; of a card to keep, it is kept. Throws where nobody can tell of the latter. */
  confirm: (payment: { client_secret: string; return_url: string }) => Promise<CardProblem | null>;
}

interface FieldProps {
  stripe: Stripe;
  payer: { name: string; email: string };
  takesFocus: boolean;
  onGate: (gate: CardGate) => void;
  onFailure: () => void;
}

/**
 * A card that is typed to pay this price, and kept where `keeps` says so: then it may be shown to its owner again (`allow_redisplay`), and
 * the payment says the same (`setup_future_usage`), or Stripe refuses it.
 */
export function StripeCard({ price, keeps = false, ...field }: FieldProps & { price: Money; keeps?: boolean }) {
  const { amount, currency } = price;
  const appearance = useCardAppearance();
  const options = useMemo<StripeElementsOptionsMode>(
    () => ({ mode: "payment", amount, currency, setupFutureUsage: keeps ? "on_session" : null, ...common, appearance }),
    [amount, currency, keeps, appearance],
  );
  return (
    <Elements stripe={field.stripe} options={options}>
      <CardField {...field} intent="payment" keeps={keeps} />
    </Elements>
  );
}

/** A card that is typed to be kept, without paying now. */
export function NewStripeCard(field: FieldProps) {
  const appearance = useCardAppearance();
  const options = useMemo<StripeElementsOptionsMode>(() => ({ mode: "setup", setupFutureUsage: "on_session", ...common, appearance }), [appearance]);
  return (
    <Elements stripe={field.stripe} options={options}>
      <CardField {...field} intent="setup" keeps />
    </Elements>
  );
}

const common = { allowedPaymentMethodTypes: ["card"], locale: "en", loader: "never" } as const satisfies Partial<StripeElementsOptionsMode>;

/** Pays with a card that is kept already: nothing is typed, and the bank may ask all the same. */
export function savedCardGate(stripe: Stripe, cardId: string): CardGate {
  return {
    validate: () => Promise.resolve(true),
    async confirm({ client_secret, return_url }) {
      const { error } = await stripe.confirmPayment({ clientSecret: client_secret, confirmParams: { payment_method: cardId, return_url }, redirect: "if_required" });
      return problemOf(error);
    },
  };
}

interface CardFieldProps extends FieldProps {
  intent: "payment" | "setup";
  keeps: boolean;
}

function CardField({ payer, takesFocus, onGate, onFailure, intent, keeps }: CardFieldProps) {
  const stripe = useStripe();
  const elements = useElements();
  const { name, email } = payer;
  const options = useMemo<StripePaymentElementOptions>(
    () => ({
      layout: "tabs",
      business: { name: "MaestroHub" },
      defaultValues: { billingDetails: { name, email } },
      fields: { billingDetails: { name: "never", email: "never", address: "if_required" } },
      wallets: { link: "never" },
      terms: { card: "never" },
    }),
    [name, email],
  );

  useEffect(() => {
    if (!stripe || !elements) return;
    onGate({
      async validate() {
        const { error } = await elements.submit();
        if (error) elements.getElement("payment")?.focus();
        return !error;
      },
      async confirm({ client_secret, return_url }) {
        const confirmParams = { return_url, payment_method_data: { billing_details: { name, email }, ...(keeps && { allow_redisplay: "always" as const }) } };
        const error = await confirmWith({ stripe, elements, intent, client_secret, confirmParams });
        const problem = problemOf(error);
        if (error && !problem && intent === "setup") throw new Error(error.message);
        return problem;
      },
    });
  }, [stripe, elements, name, email, intent, keeps, onGate]);

  return <PaymentElement options={options} onReady={(element) => takesFocus && element.focus()} onLoadError={onFailure} />;
}

interface Confirmation {
  stripe: Stripe;
  elements: StripeElements;
  intent: "payment" | "setup";
  client_secret: string;
  confirmParams: { return_url: string; payment_method_data: { billing_details: { name: string; email: string }; allow_redisplay?: "always" } };
}

async function confirmWith({ stripe, elements, intent, client_secret, confirmParams }: Confirmation): Promise<StripeError | undefined> {
  const confirmation = { elements, clientSecret: client_secret, confirmParams, redirect: "if_required" as const };
  return (await (intent === "payment" ? stripe.confirmPayment(confirmation) : stripe.confirmSetup(confirmation))).error;
}

/** Null for everything else: a lost connection or an intent that is through already says nothing about the card. */
function problemOf(error: StripeError | undefined): CardProblem | null {
  const isAboutTheCard = error && (error.type === "card_error" || error.type === "validation_error" || authenticationFailed.has(error.code ?? ""));
  return isAboutTheCard ? cardProblem(error) : null;
}

const authenticationFailed = new Set(["payment_intent_authentication_failure", "setup_intent_authentication_failure"]);

export interface StripeAddress {
  publishable_key: string;
  /** Where the stand-in for Stripe.js is; null means js.stripe.com. */
  emulator_url: string | null;
}

/** Rejects where the script cannot be had; a later call tries again. */
export async function loadStripeJs({ publishable_key, emulator_url }: StripeAddress): Promise<Stripe> {
  if (emulator_url && !window.Stripe) await addScript(`${emulator_url}/stripe-js/v3.js`);
  const stripe = await loadStripe(publishable_key);
  if (!stripe) throw new Error("Stripe.js needs a browser");
  return stripe;
}

function addScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error("Stripe.js did not load"));
    };
    document.head.append(script);
  });
}

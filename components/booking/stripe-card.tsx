"use client";

import { Elements, PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";
import type { Appearance, Stripe, StripeElementsOptionsMode, StripeError, StripePaymentElementOptions } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Money } from "@/lib/core/money";
import { type CardProblem, cardProblem } from "./card-problem";

/** The one file that knows the payment provider's browser SDK; loaded when a card is about to be asked for. */
export interface CardGate {
  /** False where something is missing: the field itself says what. */
  validate: () => Promise<boolean>;
  /** Null means: ask the server what became of it. */
  confirm: (payment: { client_secret: string; return_url: string }) => Promise<CardProblem | null>;
}

interface StripeCardProps {
  stripe: Stripe;
  price: Money;
  payer: { name: string; email: string };
  takesFocus: boolean;
  onGate: (gate: CardGate) => void;
  onFailure: () => void;
}

export function StripeCard({ stripe, price, ...field }: StripeCardProps) {
  const isDark = useSyncExternalStore(watchScheme, isSchemeDark, () => false);
  const { amount, currency } = price;
  const options = useMemo<StripeElementsOptionsMode>(
    () => ({ mode: "payment", amount, currency, allowedPaymentMethodTypes: ["card"], locale: "en", loader: "never", appearance: appearance(isDark) }),
    [amount, currency, isDark],
  );
  return (
    <Elements stripe={stripe} options={options}>
      <CardField {...field} />
    </Elements>
  );
}

function CardField({ payer, takesFocus, onGate, onFailure }: Omit<StripeCardProps, "stripe" | "price">) {
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
        const payment_method_data = { billing_details: { name, email } };
        const confirmParams = { return_url, payment_method_data };
        const { error } = await stripe.confirmPayment({ elements, clientSecret: client_secret, confirmParams, redirect: "if_required" });
        return error && isAboutTheCard(error) ? cardProblem(error) : null;
      },
    });
  }, [stripe, elements, name, email, onGate]);

  return <PaymentElement options={options} onReady={(element) => takesFocus && element.focus()} onLoadError={onFailure} />;
}

/** Everything else, a lost connection or an intent that is paid already, says nothing about the money. */
function isAboutTheCard({ type, code }: StripeError): boolean {
  return type === "card_error" || type === "validation_error" || code === "payment_intent_authentication_failure";
}

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

const darkScheme = "(prefers-color-scheme: dark)";

function watchScheme(onChange: () => void): () => void {
  const query = matchMedia(darkScheme);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}

function isSchemeDark(): boolean {
  return matchMedia(darkScheme).matches;
}

/** The page's own tokens, read as they are in this scheme: the field lives in a frame and inherits nothing. */
function appearance(isDark: boolean): Appearance {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    theme: isDark ? "night" : "stripe",
    labels: "above",
    variables: {
      fontFamily: '"Instrument Sans Variable", ui-sans-serif, system-ui, sans-serif',
      fontSizeBase: "16px",
      spacingUnit: "4px",
      borderRadius: "10px",
      colorPrimary: token("brand"),
      colorBackground: token("card"),
      colorText: token("ink"),
      colorTextSecondary: token("quiet"),
      colorTextPlaceholder: token("quiet"),
      colorDanger: token("danger"),
      iconColor: token("quiet"),
    },
    rules: {
      ".Label": { fontSize: "14px", fontWeight: "500", color: token("ink") },
      ".Input": { borderColor: token("field"), boxShadow: "none", padding: "11px 12px" },
      ".Input:focus": { borderColor: token("brand"), boxShadow: "none", outline: `2px solid ${token("brand")}`, outlineOffset: "1px" },
      ".Input--invalid": { borderColor: token("danger"), boxShadow: "none" },
    },
  };
}

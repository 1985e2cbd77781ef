"use client";

import { useCallback, useEffect, useState } from "react";
import type { StripeAddress } from "./stripe-card";

type Sdk = typeof import("./stripe-card");
type Loaded = { Card: Sdk["StripeCard"]; NewCard: Sdk["NewStripeCard"]; savedCardGate: Sdk["savedCardGate"]; stripe: Awaited<ReturnType<Sdk["loadStripeJs"]>> };

export interface CardSdk {
  loaded: Loaded | null;
  hasFailed: boolean;
  fail: () => void;
  retry: () => void;
}

/** Fetches the card field and the provider's script, which the rest of the page does not wait for. */
export function useStripeCard({ publishable_key, emulator_url }: StripeAddress): CardSdk {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    let isGone = false;
    load({ publishable_key, emulator_url }).then(
      (next) => !isGone && setLoaded(next),
      () => !isGone && setFailed(true),
    );
    return () => {
      isGone = true;
    };
  }, [publishable_key, emulator_url, attempt]);

  const fail = useCallback(() => {
    setLoaded(null);
    setFailed(true);
  }, []);
  const retry = useCallback(() => {
    setFailed(false);
    setAttempt((count) => count + 1);
  }, []);
  return { loaded, hasFailed, fail, retry };
}

async function load(address: StripeAddress): Promise<Loaded> {
  const sdk = await import("./stripe-card");
  return { Card: sdk.StripeCard, NewCard: sdk.NewStripeCard, savedCardGate: sdk.savedCardGate, stripe: await sdk.loadStripeJs(address) };
}

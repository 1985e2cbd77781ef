"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import type { CardProblem } from "./card-problem";
import { followPayment } from "./follow-payment";
import type { CardGate } from "./stripe-card";

/** `sent`: the money is with the bank · `checking`: nobody could say yet · `done`: this page is being left. */
export type PaymentPhase = "idle" | "starting" | "sent" | "checking" | "done";

export type PaymentTrouble =
  | { kind: "card"; problem: CardProblem }
  | { kind: "sentence"; message: string }
  /** It is not known whether money moved; asking again is safe. */
  | { kind: "unknown"; intent_id: string };

/** What is paid for, where it is not a session. */
export interface Payable {
  body: { package_purchase_id: string };
  /** The page that it is paid on and shown on. */
  path: string;
  isSettledNow: () => Promise<boolean>;
}

export interface PaymentOrder {
  booking_id: string;
  payable?: Payable;
  /** With which card, as the server is told. */
  card: { payment_method_id: string } | { save_card: boolean };
  gate: CardGate | null;
  saveNote: () => Promise<void>;
  /** Called when the server says that the time is not held any more. */
  onExpired: () => void;
}

export function usePayment({ booking_id, payable, card, gate, saveNote, onExpired }: PaymentOrder) {
  const router = useRouter();
  const [phase, setPhase] = useState<PaymentPhase>("idle");
  const [trouble, setTrouble] = useState<PaymentTrouble | null>(null);
  // State comes a render too late for a double click.
  const isBusy = useRef(false);

  async function exclusively(work: () => Promise<"leaving" | "staying">) {
    if (isBusy.current) return;
    isBusy.current = true;
    setTrouble(null);
    const outcome = await work().catch((error: unknown) => {
      setTrouble({ kind: "sentence", message: error instanceof RequestFailed ? error.message : "Something went wrong here. Nothing was charged; try again." });
      return "staying" as const;
    });
    if (outcome === "staying") {
      isBusy.current = false;
      setPhase("idle");
    }
  }

  function leave(): "leaving" {
    setPhase("done");
    router.push(payable?.path ?? `/bookings/${booking_id}`);
    // The page of what was paid is the one that is on show.
    if (payable) router.refresh();
    return "leaving";
  }

  async function start(): Promise<"leaving" | "staying"> {
    if (!gate) return "staying";
    setPhase("starting");
    if (!(await gate.validate())) return "staying";
    await saveNote();
    const intent = await orderIntent();
    if (intent === "paid") return leave();
    if (intent === "expired") return "staying";

    setPhase("sent");
    const return_url = `${location.origin}${payable?.path ?? `/checkout/${booking_id}`}`;
    const problem = await gate.confirm({ client_secret: intent.client_secret, return_url }).catch(() => null);
    if (!problem) return follow(intent.payment_intent_id);
    setTrouble({ kind: "card", problem });
    return "staying";
  }

  async function orderIntent(): Promise<{ payment_intent_id: string; client_secret: string } | "paid" | "expired"> {
    try {
      return await fetchJson("/api/payments/create-intent", { body: { ...(payable?.body ?? { booking_id }), ...card } });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (error.details.reason === "confirmed") return "paid";
      if (error.details.reason !== "expired") throw error;
      onExpired();
      return "expired";
    }
  }

  async function follow(intent_id: string): Promise<"leaving" | "staying"> {
    setPhase("sent");
    const outcome = await followPayment({ booking_id, isSettledNow: payable?.isSettledNow, intent_id, onWait: () => setPhase("checking") });
    switch (outcome.end) {
      case "settled":
        return leave();
      case "unpaid":
        setTrouble({ kind: "card", problem: outcome.problem });
        return "staying";
      case "refused":
        setTrouble({ kind: "sentence", message: outcome.message });
        return "staying";
      case "unknown":
        setTrouble({ kind: "unknown", intent_id });
        return "staying";
    }
  }

  return {
    phase,
    trouble,
    pay: () => exclusively(start),
    checkAgain: (intentId: string) => exclusively(() => follow(intentId)),
    /** Another card is about to be tried: what was said of the last one is over. */
    forget: () => setTrouble(null),
  };
}

export type Payment = ReturnType<typeof usePayment>;

/** Takes up a payment whose bank sent the person to its own page and back. */
export function useReturnedIntent(intentId: string | null, payment: Payment): void {
  const hasTaken = useRef(false);
  useEffect(() => {
    if (!intentId || hasTaken.current) return;
    hasTaken.current = true;
    // The address holds a secret of the payment: it must not stay in the history or in a shared link.
    history.replaceState(null, "", location.pathname);
    void payment.checkAgain(intentId);
  }, [intentId, payment]);
}

"use client";

import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import type { CardGate } from "@/components/booking/stripe-card";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

/** Saves the card that is typed: what is wrong with it is said at the field, what the bank says below it. */
export function useNewCard({ gate, onAdded }: { gate: CardGate | null; onAdded: () => void }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [isRefreshing, startTransition] = useTransition();
  const [failure, setFailure] = useState<string | null>(null);
  // State comes a render too late for a double click.
  const isBusy = useRef(false);

  async function save(): Promise<void> {
    if (!gate || isBusy.current) return;
    isBusy.current = true;
    setPending(true);
    setFailure(null);
    const trouble = await tryToSave(gate).catch((error: unknown) =>
      error instanceof RequestFailed ? error.message : "We could not find out whether your card was saved. Look at the list again before you try once more.",
    );
    isBusy.current = trouble === null;
    setPending(false);
    if (trouble === "unfinished") return;
    setFailure(trouble);
    // In one step with the list, so that no page says both that a card is saved and that there is none.
    startTransition(() => {
      router.refresh();
      if (trouble === null) onAdded();
    });
  }

  return { isPending: isPending || isRefreshing, failure, save };
}

/** Null: it is saved. */
async function tryToSave(gate: CardGate): Promise<string | "unfinished" | null> {
  if (!(await gate.validate())) return "unfinished";
  const { client_secret } = await fetchJson<{ client_secret: string }>("/api/account/payment-methods/setup-intent", { method: "POST" });
  const problem = await gate.confirm({ client_secret, return_url: `${location.origin}/account/payment-methods` });
  return problem && `${problem.what} It was not saved. ${problem.advice}`;
}

"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { policy } from "@/lib/config/policy";
import { formatMoney, minorUnitDigits } from "@/lib/core/money";
import { toFailure, type RequestFailed } from "@/lib/http/fetch-json";

interface ManualFormProps {
  booking_id: string;
  currency: string;
  /** The most of each direction, in minor units. */
  most: { received: number; returned: number };
}

type Direction = "received" | "returned";

/** Money outside Stripe: which way, how much and why; asked once more before it is written. */
export function ManualForm({ booking_id, currency, most }: ManualFormProps) {
  const router = useRouter();
  // Of this form as it is filled in now: pressing twice, or again after the connection was lost, records once.
  const key = useRef(crypto.randomUUID());
  const [direction, setDirection] = useState<Direction>(most.received > 0 ? "received" : "returned");
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const [done, setDone] = useState<string | null>(null);

  const money = (minor: number) => formatMoney({ amount: minor, currency });
  const minor = toMinor(amount, currency);

  async function record() {
    setPending(true);
    const headers = { "content-type": "application/json", "idempotency-key": key.current };
    const response = await fetch("/api/payments/manual", { method: "POST", headers, body: JSON.stringify({ booking_id, amount: minor, direction, reason }) }).catch(() => null);
    const answer: unknown = await response?.json().catch(() => null);
    setPending(false);
    setAsking(false);
    if (!response?.ok) return setFailure(response ? toFailure(response.status, answer) : toFailure(0, { error: { code: "offline", message: "We could not be reached. Check your connection and try again: it is recorded once." } }));
    key.current = crypto.randomUUID();
    setDone((answer as { status: string }).status === "waiting" ? "It waits for a second admin, who was told." : "It is recorded.");
    setFailure(null);
    setAmount("");
    setReason("");
    router.refresh();
  }

  /** What is changed is another request. */
  function change(apply: () => void) {
    key.current = crypto.randomUUID();
    setDone(null);
    setFailure(null);
    apply();
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      <fieldset className="figures">
        <legend className="font-semibold">Which way?</legend>
        <Choice name="direction" label="Received from the client" hint={most.received > 0 ? `At most ${money(most.received)} is due` : "Nothing is due"} checked={direction === "received"} onChange={() => change(() => setDirection("received"))} />
        <Choice name="direction" label="Given back to the client" hint={most.returned > 0 ? `At most ${money(most.returned)} is owed` : "Nothing is owed, or it is on its way"} checked={direction === "returned"} onChange={() => change(() => setDirection("returned"))} />
      </fieldset>
      <TextField label={`Amount in ${currency.toUpperCase()}`} inputMode="decimal" autoComplete="off" value={amount} onChange={(event) => change(() => setAmount(event.target.value))} error={failure?.fields.amount} />
      <TextArea label="Why" hint="Others must understand it later." rows={3} maxLength={500} value={reason} onChange={(event) => change(() => setReason(event.target.value))} error={failure?.fields.reason} />
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      {done && <Alert tone="success">{done}</Alert>}
      <Button type="submit" isWide disabled={minor === null || reason.trim().length < 5}>
        Record
      </Button>
      <Dialog isOpen={isAsking} onClose={() => !isPending && setAsking(false)} title="Record this?">
        <div className="figures flex flex-col gap-4">
          <p>
            {money(minor ?? 0)} {direction === "received" ? "received from the client" : "given back to the client"}, outside Stripe. It goes into the books under your name and cannot be taken out again.
            {minor !== null && minor > policy.manual_payment_alone_max_major * 10 ** minorUnitDigits(currency) && " A second admin has to agree before it counts."}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button isPending={isPending} onClick={() => void record()}>
              Record {money(minor ?? 0)}
            </Button>
            <Button variant="quiet" disabled={isPending} onClick={() => setAsking(false)}>
              Not yet
            </Button>
          </div>
        </div>
      </Dialog>
    </form>
  );
}

/** "50", "50.00" or "50,00" as minor units; null for what is no amount of this currency, or nothing. */
export function toMinor(text: string, currency: string): number | null {
  const digits = minorUnitDigits(currency);
  const [, whole = "", fraction = ""] = /^\s*(\d{1,9})(?:[.,](\d+))?\s*$/.exec(text) ?? [];
  if (whole === "" || fraction.length > digits) return null;
  const minor = Number(whole + fraction.padEnd(digits, "0"));
  return minor > 0 ? minor : null;
}

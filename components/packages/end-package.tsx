"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatMoney } from "@/lib/core/money";
import { sessionsWords } from "@/lib/packages/package-words";
import type { EndQuote } from "@/lib/packages/purchase-view";
import { usePackageRequest } from "./use-package-request";

interface EndPackageProps {
  /** Where the ending is sent. */
  path: string;
  as: "client" | "coach";
  quote: EndQuote;
  /** The other one's first name. */
  other: string;
  single_price: { amount: number; currency: string };
}

/** Ends a package after showing exactly what goes back. The server takes the figure that stands on the button, or says the new one. */
export function EndPackage({ path, as, quote, other, single_price }: EndPackageProps) {
  const [isOpen, setOpen] = useState(false);
  const { send, isPending, failure, forget } = usePackageRequest();
  const amount = formatMoney(quote.refund);
  const hasChanged = failure?.details.reason === "refund_changed";

  async function end() {
    const sent = await send(path, { body: { expected_refund: quote.refund.amount } });
    if ("answer" in sent) setOpen(false);
  }

  return (
    <>
      <Button
        variant="secondary"
        aria-haspopup="dialog"
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        End the package
        {as === "coach" && <span className="sr-only"> of {other}</span>}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={as === "client" ? `End the package with ${other}?` : `End the package of ${other}?`}
        error={hasChanged ? null : failure?.message}
        deed={quote.refund.amount === 0 ? "End it without a refund" : as === "client" ? `End it and get ${amount} back` : `End it and give ${amount} back`}
        isPending={isPending}
        onConfirm={() => void end()}
      >
        {hasChanged && <Alert tone="warning">Something has just changed, so another amount goes back. Nothing is ended yet.</Alert>}
        <p className="figures text-lg">{backSentence({ as, quote, other, amount })}</p>
        {quote.rate === "single" && (
          <p className="figures text-quiet">The sessions that you had then count at the price of a single one, {formatMoney(single_price)}.</p>
        )}
        <p>
          {upperFirst(sessionsWords(quote.sessions_left))} can no longer be booked, and {other} is told. Sessions that are booked stay booked. This cannot be
          undone.
        </p>
        <p className="sr-only" role="status">
          {hasChanged ? `Now ${amount} goes back.` : ""}
        </p>
      </ConfirmDialog>
    </>
  );
}

function backSentence({ as, quote, other, amount }: { as: "client" | "coach"; quote: EndQuote; other: string; amount: string }): string {
  if (quote.refund.amount === 0)
    return as === "client" ? "Nothing comes back: one by one, the sessions you had cost as much as the package." : "Nothing goes back: no session is left.";
  if (as === "coach") return `${other} gets ${amount} back: what each unused session cost.`;
  return `You get ${amount} back to the card that you paid with. Banks take 5 to 10 days to show it.`;
}

function upperFirst(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}

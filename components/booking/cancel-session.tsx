"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { BookingView } from "@/lib/bookings/view";
import { formatMoney } from "@/lib/core/money";
import { fetchJson } from "@/lib/http/fetch-json";
import { cancelButtonWords, refundSentence, type RefundQuoteView, untilSentence } from "./refund-words";
import { useBookingAction } from "./use-booking-action";

interface CancelSessionProps {
  booking: Pick<BookingView, "id" | "price">;
  quote: RefundQuoteView;
  card: { last4: string } | null;
  firstName: string;
  zone: string;
}

/** Cancels after showing exactly what comes back. The server takes the figure that stands on the button, or says the new one. */
export function CancelSession({ booking, quote: atFirst, card, firstName, zone }: CancelSessionProps) {
  const [isOpen, setOpen] = useState(false);
  const [quote, setQuote] = useState(atFirst);
  const [hasChanged, setChanged] = useState(false);
  const { send, isPending, failure, forget } = useBookingAction(`/api/bookings/${booking.id}/cancel`);

  /** The page may have been open for hours. */
  function open() {
    forget();
    setChanged(false);
    setOpen(true);
    void readQuote(booking.id).then((fresh) => fresh && setQuote(fresh));
  }

  async function cancel() {
    const refused = await send({ expected_refund: quote.amount });
    if (!refused) return setOpen(false);
    if (refused.details.reason !== "refund_changed") return;
    const fresh = await readQuote(booking.id);
    if (fresh) setQuote(fresh);
    setChanged(true);
  }

  const until = untilSentence(quote, zone);
  return (
    <>
      <Button variant="secondary" onClick={open} aria-haspopup="dialog">
        Cancel the session
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={`Cancel with ${firstName}?`}
        error={hasChanged ? null : failure?.message}
        deed={cancelButtonWords(quote)}
        isPending={isPending}
        onConfirm={() => void cancel()}
      >
        {hasChanged && <Alert tone="warning">The time limit has just passed, so another amount comes back. Nothing is cancelled yet.</Alert>}
        <p className="figures text-lg">{refundSentence(quote, { price: booking.price, card })}</p>
        {until && <p className="figures text-sm text-quiet">{until}</p>}
        <p>The time is free for others at once, and {firstName} is told. This cannot be undone.</p>
        <p className="sr-only" role="status">
          {hasChanged ? `Now ${formatMoney(quote)} comes back.` : ""}
        </p>
      </ConfirmDialog>
    </>
  );
}

/** What would come back now; null where it could not be asked or nothing can be cancelled any more: the server decides anyway. */
async function readQuote(bookingId: string): Promise<RefundQuoteView | null> {
  const booking = await fetchJson<BookingView>(`/api/bookings/${bookingId}`).catch(() => null);
  return booking?.refund_if_canceled ?? null;
}

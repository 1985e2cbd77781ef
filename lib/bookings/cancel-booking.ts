import "server-only";
import { AppError } from "@/lib/core/errors";
import { formatMoney } from "@/lib/core/money";
import { withTransaction } from "@/lib/db/client";
import { wake } from "@/lib/jobs/wake";
import type { Role } from "@/lib/users/schema";
import { callOff } from "./call-off";
import { refundFor, type RefundQuote } from "./cancellation";
import { refuse, requireBooking } from "./require-booking";
import type { BookingDocument } from "./schema";
import { whyNotCancel } from "./why-not";

interface Order {
  booking_id: string;
  user: { id: string; role: Role };
  now: Date;
}

/**
 * Cancels a session for the client who booked it. `expected_refund` is what they were shown: where the clock or a move has
 * changed it since, nothing happens and the 409 carries the new figure. One of any number of callers cancels, the others get 409.
 */
export function cancelOwnBooking({ expected_refund, ...order }: Order & { expected_refund: number }): Promise<RefundQuote> {
  return cancel(order, "client", (quote) => {
    if (quote.amount === expected_refund) return;
    const { amount, currency } = quote;
    const sentence = amount === 0 ? "Nothing comes back any more" : `You would now get ${formatMoney(quote)} back`;
    throw new AppError("conflict", `${sentence}, so nothing was cancelled yet.`, { details: { reason: "refund_changed", refund: { amount, currency } } });
  });
}

/** Cancels a session for the coach who teaches it; the client gets everything back. */
export function cancelTaughtBooking(order: Order): Promise<RefundQuote> {
  return cancel(order, "coach", () => {});
}

async function cancel({ booking_id, user, now }: Order, by: "client" | "coach", check: (quote: RefundQuote) => void): Promise<RefundQuote> {
  const quote = await withTransaction(async (session) => {
    const booking: BookingDocument = await requireBooking({ booking_id, user_id: user.id, as: by, session });
    refuse(whyNotCancel(booking, now));
    const due = refundFor({ booking, now, by });
    check(due);
    if (!(await callOff({ booking, by, actor: user, action: "booking.cancel", now, session }))) throw new AppError("conflict", "This session has just changed. Look at it again.");
    return due;
  });
  wake("outbox");
  return quote;
}

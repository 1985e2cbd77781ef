import type { BookingView } from "@/lib/bookings/view";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import { type CardProblem, unpaidProblem } from "./card-problem";

/** `settled`: the booking's page has the outcome · `unpaid`: nothing was charged · `unknown`: nobody could say in time. */
export type PaymentEnd = { end: "settled" } | { end: "unpaid"; problem: CardProblem } | { end: "refused"; message: string } | { end: "unknown" };

interface Follow {
  booking_id: string;
  /** Whether what is paid for has been settled by now; a booking unless said otherwise. */
  isSettledNow?: (() => Promise<boolean>) | undefined;
  intent_id: string;
  /** Called once, where the answer is not there at once. */
  onWait: () => void;
  sleep?: (ms: number) => Promise<void>;
}

const pause_ms = 2_000;
const asked_at_most = 45;

/**
 * Follows a payment until it is known what became of it. Asking the server to confirm is safe to repeat; the webhook may
 * have confirmed first, which the booking itself then says.
 */
export async function followPayment({ booking_id, isSettledNow = () => isBookingSettled(booking_id), intent_id, onWait, sleep = wait }: Follow): Promise<PaymentEnd> {
  for (let asked = 0; asked < asked_at_most; asked += 1) {
    if (asked === 1) onWait();
    if (asked > 0) await sleep(pause_ms);
    const end = (await askToConfirm(intent_id)) ?? (asked > 0 && (await isSettledNow()) ? { end: "settled" as const } : null);
    if (end) return end;
  }
  return { end: "unknown" };
}

/** Null where this call could not tell. */
async function askToConfirm(intentId: string): Promise<PaymentEnd | null> {
  try {
    await fetchJson("/api/payments/confirm", { body: { payment_intent_id: intentId } });
    return { end: "settled" };
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (error.status === 402 && error.details.reason === "processing") return null;
    if (error.status === 402) return { end: "unpaid", problem: unpaidProblem(error.details.reason) };
    if (error.status === 0 || error.status === 429 || error.status >= 500) return null;
    return { end: "refused", message: error.message };
  }
}

async function isBookingSettled(bookingId: string): Promise<boolean> {
  const booking = await fetchJson<BookingView>(`/api/bookings/${bookingId}`).catch(() => null);
  return booking !== null && isSettled(booking);
}

/** Paid, in whatever way it ended: there is nothing left to do on the checkout. */
export function isSettled(booking: Pick<BookingView, "status" | "payment">): boolean {
  const isGivenBack = booking.payment?.status === "refund_pending" || booking.payment?.status === "refunded";
  return isGivenBack || (booking.status !== "held" && booking.status !== "expired");
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

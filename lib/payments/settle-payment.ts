import "server-only";
import type { ClientSession } from "mongodb";
import { planCompletion } from "@/lib/bookings/plan-completion";
import { releaseInTheWay } from "@/lib/bookings/release-in-the-way";
import type { BookingDocument } from "@/lib/bookings/schema";
import { cancelUnconfirmed, confirmExpired, confirmHeld, findBooking, isFirstOfTutor, isTrialLock } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { duplicateKeyFields } from "@/lib/db/errors";
import { track } from "@/lib/integrations/analytics/track";
import { noteBooking, notePayment } from "@/lib/integrations/monitoring/business";
import type { SessionIntent } from "@/lib/integrations/stripe/session-payments";
import { wake } from "@/lib/jobs/wake";
import { postPaymentCaptured } from "@/lib/ledger/post-payment";
import { isPackage } from "@/lib/packages/rules";
import { settlePurchase } from "@/lib/packages/settle-purchase";
import { planReminders } from "@/lib/reminders/plan-reminders";
import { orderRefund } from "@/lib/refunds/order-refund";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import { addConfirmationMails } from "./confirmation-mails";
import type { PaymentDocument } from "./schema";
import { findPayment, settleUnpaid } from "./store";
import { tellOfBooking } from "./tell-of-booking";
import { tellOfCancellation } from "./tell-of-cancellation";

/**
 * `confirmed`: the session is booked, or the package can be used · `refunded`: the time, or the coach, was gone, so everything is on
 * its way back. `booking_id` is what was paid for.
 */
export interface Settlement {
  booking_id: string;
  outcome: "confirmed" | "refunded";
}

/**
 * Turns an intent that Stripe says has succeeded into what was bought, a confirmed booking or a package, exactly once: the payment's conditional move, the
 * booking's, and the mails are one transaction, and whoever comes second finds it done. Called by the browser's confirm,
 * the webhook and the poll, in any order and at the same time. Throws `payment_required` where the intent is not
 * the one that was ordered: then nothing changes.
 */
export async function settlePayment(intent: SessionIntent, now: Date): Promise<Settlement> {
  const payment = await requireOrderedPayment(intent);
  if (isPackage(payment.booking_id)) return settlePurchase({ intent, payment, now });
  const booking = await findBooking(payment.booking_id);
  if (!booking) throw new Error(`payment ${payment._id} is for a booking that is not there`);

  const settling = { intent, payment, booking, now };
  const isNew = await takeTime(settling).catch((error: unknown) => {
    if (error instanceof CoachGone) return cancel(settling);
    if (isTimeGone(error)) return giveBack(settling);
    throw error;
  });
  wake("outbox");

  const settled = await findPayment(payment._id);
  const outcome = settled?.status === "succeeded" ? "confirmed" : "refunded";
  if (isNew && outcome === "confirmed") await announce(payment, booking);
  return { booking_id: booking._id, outcome };
}

interface Settling {
  intent: SessionIntent;
  payment: PaymentDocument;
  booking: BookingDocument;
  now: Date;
}

async function requireOrderedPayment(intent: SessionIntent): Promise<PaymentDocument> {
  const payment = intent.payment_id === null ? null : await findPayment(intent.payment_id);
  const isOrdered =
    payment !== null &&
    intent.status === "succeeded" &&
    intent.booking_id === payment.booking_id &&
    intent.amount_received === payment.amount &&
    intent.currency === payment.currency &&
    (payment.stripe_payment_intent_id === undefined || payment.stripe_payment_intent_id === intent.id);
  if (!isOrdered) throw new AppError("payment_required", "This payment is not for this booking.");
  return payment;
}

/** Nobody can meet at this time any more: it has begun, somebody else has it, or the client is gone. */
class TimeGone extends Error {}

/** The coach was suspended while it was being paid for. */
class CoachGone extends Error {}

/** Confirms; a hold that ran out takes the time from nobody, so that one which stands in the way is ended. */
async function takeTime(settling: Settling): Promise<boolean> {
  const { booking, now } = settling;
  for (;;) {
    try {
      return await confirm(settling);
    } catch (error) {
      if (!(await releaseInTheWay({ booking, times: booking, now }, duplicateKeyFields(error)))) throw error;
    }
  }
}

function confirm({ intent, payment, booking, now }: Settling): Promise<boolean> {
  return withTransaction(async (session) => {
    if (!(await takePayment({ intent, payment, booking, now, session }))) return false;
    // Read in the transaction: a suspension writes this booking too (dropUnpaidOf), so that one of the two comes after the other.
    const tutor = await findTutor(booking.tutor_id, session);
    if (tutor?.status !== "approved") throw new CoachGone();
    // An old tab can pay for an account that was deleted since.
    const consumer = await findUser(booking.consumer_id, session);
    if (consumer?.deleted_at) throw new TimeGone();
    if (booking.starts_at.getTime() <= now.getTime()) throw new TimeGone();
    // The hold if it still stands, lapsed or not; else the time anew, which the slot locks refuse where it is taken.
    const isTaken = (await confirmHeld(booking._id, now, session)) || (await confirmExpired(booking, now, session));
    if (!isTaken) throw new TimeGone();
    await addConfirmationMails({ booking, now, session });
    await tellOfBooking({ booking, tutor, consumer, now, session });
    await planReminders({ booking, now, session });
    await planCompletion({ booking, now, session });
    return true;
  });
}

/** Paid, in our books too; false where it was before. */
async function takePayment({ intent, payment, booking, now, session }: Settling & { session: ClientSession }): Promise<boolean> {
  if (!(await settleUnpaid({ id: payment._id, intent, now, session }))) return false;
  await postPaymentCaptured({ payment, charge_id: intent.charge_id, booking, now, session });
  return true;
}

function isTimeGone(error: unknown): boolean {
  const fields = duplicateKeyFields(error);
  return error instanceof TimeGone || isTrialLock(fields) || (fields?.some((field) => field.endsWith("_cells")) ?? false);
}

function giveBack({ intent, payment, booking, now }: Settling): Promise<boolean> {
  return withTransaction(async (session) => {
    if (!(await takePayment({ intent, payment, booking, now, session }))) return false;
    await orderRefund({ payment, amount: payment.amount, reason: "slot_lost", source: `slot_lost:${payment._id}`, now, session });
    return true;
  });
}

/** The client reads that the session was cancelled; the coach has never heard of it. */
function cancel({ intent, payment, booking, now }: Settling): Promise<boolean> {
  const cancellation = { by: "maestrohub" as const, at: now, refund_percent: 100, refund_amount: payment.amount };
  return withTransaction(async (session) => {
    if (!(await takePayment({ intent, payment, booking, now, session }))) return false;
    await cancelUnconfirmed({ id: booking._id, cancellation, now, session });
    await orderRefund({ payment, amount: payment.amount, reason: "session_canceled", source: `cancel:${booking._id}`, now, session });
    await tellOfCancellation({ booking: { ...booking, cancellation }, is_coach_told: false, now, session });
    return true;
  });
}

async function announce(payment: PaymentDocument, booking: BookingDocument): Promise<void> {
  const tutor = await findTutor(booking.tutor_id);
  const category = tutor?.categories[0] ?? "none";
  noteBooking({ category, price: booking.price, currency: booking.currency, duration_minutes: booking.duration_minutes });
  notePayment({ amount: payment.amount, currency: payment.currency, method: "card" });
  track("payment_completed", booking.consumer_id, { amount: payment.amount, method: "card" });
  track("booking_created", booking.consumer_id, { category, price: booking.price });
  if (await isFirstOfTutor(booking)) track("first_booking_received", booking.tutor_user_id, { category });
}

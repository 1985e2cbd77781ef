import "server-only";
import type { Recipient } from "@/emails/parts/session";
import { cancellationTerms } from "@/lib/bookings/cancellation";
import { payday } from "@/lib/bookings/deadlines";
import { earningsOf } from "@/lib/bookings/earnings";
import type { BookingDocument, Cancellation } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { sessionInvite } from "@/lib/calendar/own-session-file";
import { env } from "@/lib/config/env";
import type { Money } from "@/lib/core/money";
import { type RenderedMail, renderMail } from "@/emails/render-mail";
import { NoLongerNeeded, PermanentFailure } from "@/lib/jobs/queue";
import type { MailTask, MailTemplate } from "@/lib/outbox/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import type { ComposedMail, SessionFacts } from "./account-mail";
import { readerOf, requireRecipient } from "./recipient";

type BookingTemplate = Exclude<MailTemplate, "welcome" | "password-reset"> | VersionedTask["template"];
type VersionedTask = Extract<MailTask, { template: "session-reminder" | "session-rescheduled" }>;
export type BookingTask = VersionedTask | { template: Exclude<BookingTemplate, VersionedTask["template"]>; recipient_id: string; booking_id?: string };

interface Facts extends SessionFacts {
  task: BookingTask;
  /** Only where the mail speaks of money. */
  payment: PaymentDocument | null;
  /** How whose mail it is reads it. */
  recipient: Recipient;
  /** Which of the two reads it. */
  is_for_coach: boolean;
}

/** A mail about one booking, from what stands in the database when it is sent. */
export async function bookingMail(task: BookingTask, now: Date): Promise<ComposedMail> {
  const facts = await findFacts(task);
  if (!facts) throw new PermanentFailure(`nothing to say in ${task.template} about ${task.booking_id}`);
  requireStillTrue(facts, now);
  const content = await render[task.template](facts);
  return { to: facts.user.email, content, facts, ...(withCalendarEntry.has(task.template) && { attachments: [calendarEntry(facts)] }) };
}

/** Nobody is reminded of a session that was moved or cancelled, or has begun; nobody is asked to pay what cannot be paid any more. */
function requireStillTrue(facts: Facts, now: Date): void {
  const { task, booking } = facts;
  const forget = (why: string) => new NoLongerNeeded(`${task.template} of ${booking._id}: ${why}`);
  if (task.template === "payment-failed") {
    if (booking.status !== "held") throw forget(`it is ${booking.status}`);
    const { status } = paymentOf(facts);
    if (status !== "failed") throw forget(`its payment is ${status}`);
    if (!booking.hold_expires_at || booking.hold_expires_at.getTime() <= now.getTime()) throw forget("nobody holds the time any more");
  }
  if (!("version" in task)) return;
  if (booking.version !== task.version) throw forget("it was moved since");
  if (booking.status !== "confirmed") throw forget(`it is ${booking.status}`);
  if (task.template === "session-reminder" && booking.starts_at.getTime() <= now.getTime()) throw forget("it has begun");
}

/** Those that put the session into the calendar, move it there, or take it out. */
const withCalendarEntry: ReadonlySet<BookingTemplate> = new Set(["booking-confirmation", "new-booking", "session-rescheduled", "session-canceled"] as const);

const speaksOfMoney: ReadonlySet<BookingTemplate> = new Set(["payment-receipt", "booking-refunded", "session-canceled", "problem-decided", "payment-failed"] as const);

function paymentOf({ payment, task }: Facts): PaymentDocument {
  if (!payment) throw new Error(`${task.template} speaks of a payment that was not read`);
  return payment;
}

async function findFacts(task: BookingTask): Promise<Facts | null> {
  const { recipient_id: recipientId, booking_id: bookingId = "" } = task;
  const booking = await findBooking(bookingId);
  if (!booking) return null;
  const is_for_coach = recipientId !== booking.consumer_id;
  const [tutor, payment, user, client] = await Promise.all([
    findTutor(booking.tutor_id),
    speaksOfMoney.has(task.template) ? findPaymentOfBooking(bookingId) : null,
    requireRecipient(recipientId),
    is_for_coach ? findUser(booking.consumer_id) : null,
  ]);
  const consumer = is_for_coach ? client : user;
  if (!tutor || !consumer || (speaksOfMoney.has(task.template) && !payment)) return null;
  // A person reads a session's time in the zone in which they chose or offer it.
  const timezone = is_for_coach ? booking.tutor_timezone : booking.consumer_timezone;
  return { task, booking, tutor, consumer, payment, is_for_coach, user, recipient: { ...readerOf(user), timezone } };
}

/** Each of the two has a page of their own for the session. */
function bookingUrl({ booking, is_for_coach }: Facts): string {
  return `${env().app_url}${is_for_coach ? "/coach" : ""}/bookings/${booking._id}`;
}

const render: Record<BookingTemplate, (facts: Facts) => Promise<RenderedMail>> = {
  "booking-confirmation": (facts) =>
    renderMail("booking-confirmation", {
      ...common(facts),
      coach: { name: facts.tutor.name, timezone: facts.booking.tutor_timezone },
      booking_url: bookingUrl(facts),
      cancellation_terms: cancellationTerms({ ...facts.booking, preset: facts.booking.cancellation_preset }),
    }),
  "payment-receipt": (facts) => {
    const payment = paymentOf(facts);
    return renderMail("payment-receipt", {
      ...common(facts),
      receipt_number: payment._id,
      paid_at: payment.paid_at ?? payment.created_at,
      amount: payment,
      card: payment.card,
      coach_name: facts.tutor.name,
      booking_url: bookingUrl(facts),
      receipt_url: `${bookingUrl(facts)}/receipt`,
    });
  },
  "new-booking": (facts) => {
    const { price, fee_amount, tutor_amount, currency, note, consumer_timezone } = facts.booking;
    return renderMail("new-booking", {
      ...common(facts),
      client: { name: facts.consumer.name, timezone: consumer_timezone },
      note,
      price: { amount: price, currency },
      fee: { amount: fee_amount, currency },
      receives: { amount: tutor_amount, currency },
      booking_url: bookingUrl(facts),
    });
  },
  "booking-refunded": (facts) =>
    renderMail("booking-refunded", {
      ...common(facts),
      coach_name: facts.tutor.name,
      amount: paymentOf(facts),
      card: paymentOf(facts).card,
      find_url: `${env().app_url}/coaches/${facts.tutor.slug}`,
    }),
  "session-canceled": (facts) => {
    const { booking, tutor, is_for_coach } = facts;
    const { by: canceled_by, refund_amount, returns_session = false } = requireCancellation(booking);
    return renderMail("session-canceled", {
      ...common(facts),
      ...readerAndOther(facts),
      canceled_by,
      refund: refundOf(facts, refund_amount),
      returns_session,
      receives: receivesOf(booking),
      next_url: is_for_coach ? bookingUrl(facts) : `${env().app_url}/coaches${canceled_by === "maestrohub" ? "" : `/${tutor.slug}`}`,
    });
  },
  "session-reported": (facts) => {
    const { booking, is_for_coach } = facts;
    const reports = booking.problem?.reports ?? [];
    const report = reports.find(({ by }) => by === (is_for_coach ? "client" : "coach"));
    if (!report) throw new PermanentFailure(`${booking._id}: nobody reported it`);
    // Whoever reports first moves the booking: a client who was called absent can contest that for a while.
    const isContestable = report.by === "coach" && reports[0] === report;
    return renderMail("session-reported", {
      ...common(facts),
      ...readerAndOther(facts),
      kind: report.kind,
      contest_until: isContestable ? payday({ ends_at: booking.ends_at, settled_at: report.at }) : null,
      booking_url: bookingUrl(facts),
    });
  },
  "problem-decided": (facts) => {
    const decision = facts.booking.problem?.decision;
    if (!decision) throw new PermanentFailure(`${facts.booking._id}: nothing was decided`);
    const { outcome, note, refund_amount } = decision;
    return renderMail("problem-decided", {
      ...common(facts),
      ...readerAndOther(facts),
      ...{ outcome, note },
      refund: refundOf(facts, refund_amount),
      receives: receivesOf(facts.booking),
      booking_url: bookingUrl(facts),
    });
  },
  "payment-failed": (facts) =>
    renderMail("payment-failed", {
      ...common(facts),
      coach_name: facts.tutor.name,
      amount: paymentOf(facts),
      reason: paymentOf(facts).failure_message,
      checkout_url: `${env().app_url}/checkout/${facts.booking._id}`,
    }),
  "session-reminder": (facts) => {
    const { lead } = facts.task as Extract<BookingTask, { template: "session-reminder" }>;
    return renderMail("session-reminder", { ...common(facts), ...between(facts), lead, booking_url: bookingUrl(facts), settings_url: `${env().app_url}/account/notices` });
  },
  "session-rescheduled": (facts) => {
    const { moved_by, from } = facts.task as Extract<BookingTask, { template: "session-rescheduled" }>;
    return renderMail("session-rescheduled", { ...common(facts), ...between(facts), moved_by, from, booking_url: bookingUrl(facts) });
  },
};

/** Who reads it, and who the other one is. */
function between({ is_for_coach, tutor, consumer, booking }: Facts) {
  return is_for_coach
    ? { reader: "coach" as const, other: { name: consumer.name, timezone: booking.consumer_timezone } }
    : { reader: "client" as const, other: { name: tutor.name, timezone: booking.tutor_timezone } };
}

function readerAndOther({ is_for_coach, tutor, consumer }: Facts) {
  return is_for_coach ? { reader: "coach" as const, other: { name: consumer.name } } : { reader: "client" as const, other: { name: tutor.name } };
}

function requireCancellation({ _id, status, cancellation }: BookingDocument): Cancellation {
  if (!cancellation) throw new PermanentFailure(`${_id} is ${status}: nobody cancelled it`);
  return cancellation;
}

/** What was decided when it was decided, whether it is through or still under way: a second try says the same. */
function refundOf(facts: Facts, amount: number): { amount: Money; card: PaymentDocument["card"] } | null {
  return amount > 0 ? { amount: { amount, currency: facts.booking.currency }, card: paymentOf(facts).card } : null;
}

function receivesOf(booking: BookingDocument): Money | null {
  const { share } = earningsOf(booking);
  return share > 0 ? { amount: share, currency: booking.currency } : null;
}

function common({ booking, recipient }: Facts) {
  const { starts_at, ends_at, subject, duration_minutes, modality, place } = booking;
  return { app_url: env().app_url, recipient, session: { starts_at, ends_at, subject, duration_minutes, modality, place } };
}

function calendarEntry({ booking, tutor, consumer, user, is_for_coach }: Facts) {
  return sessionInvite({ booking, user, other: is_for_coach ? consumer.name : tutor.name });
}

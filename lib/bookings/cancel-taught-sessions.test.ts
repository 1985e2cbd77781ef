import { beforeEach, describe, expect, it } from "vitest";
import { GET as slotsRoute } from "@/app/api/tutors/[tutor_id]/slots/route";
import { collections } from "@/lib/db/collections";
import { getClient, withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { findSessionIntent, type SessionIntent } from "@/lib/integrations/stripe/session-payments";
import { bookingMail } from "@/lib/mails/booking-mail";
import { createIntent } from "@/lib/payments/create-intent";
import { settlePayment } from "@/lib/payments/settle-payment";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { searchCoaches } from "@/lib/tutors/search";
import { coachSearchFromParams } from "@/lib/tutors/search-params";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutor, findTutorBySlug } from "@/lib/tutors/store";
import { suspendCoach } from "@/lib/tutors/suspend-coach";
import { callOff } from "./call-off";
import { cancelTaughtSessions } from "./cancel-taught-sessions";
import { holdBooking } from "./hold-booking";
import { readFutureSessions } from "./read-future-sessions";
import type { BookingDocument } from "./schema";
import { confirmExpired, expireLapsedHolds, findBooking, insertHold } from "./store";
import { aHold, anOrder, aTutor, minutesAfter, now, tomorrowAtTen } from "./test-marketplace";

setUpTestDatabase();

beforeEach(async () => {
  for (const rows of [collections().tutors, collections().bookings, collections().payments, collections().refunds, collections().outbox, collections().notifications, collections().audit_log]) await rows.deleteMany({});
});

const robin = { id: "user_robin", role: "admin" as const };
const other = { id: "user_other_admin", role: "admin" as const };
const suspend = (tutor: TutorDocument) => suspendCoach({ tutor_id: tutor._id, note: "Did not come.", admin: robin, now });
const cancel = (tutor: TutorDocument, admin = robin) => cancelTaughtSessions({ tutor_id: tutor._id, admin, now });

async function pay(booking: BookingDocument): Promise<SessionIntent> {
  const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
  return payIntent(intent.id);
}

async function payIntent(id: string): Promise<SessionIntent> {
  await stripe().paymentIntents.confirm(id, { payment_method: "pm_card_visa", return_url: "http://localhost:3000/checkout" });
  const paid = await findSessionIntent(id);
  if (!paid) throw new Error("Stripe lost it");
  return paid;
}

/** Booked and paid: one tomorrow for each hour from ten on. */
async function sessionsOf(tutor: TutorDocument, count: number): Promise<BookingDocument[]> {
  const holds = await Promise.all(Array.from({ length: count }, (_, index) => aHold({ tutor, starts_at: minutesAfter(tomorrowAtTen, 90 * index) })));
  for (const hold of holds) await settlePayment(await pay(hold), now);
  await collections().outbox.deleteMany({});
  return holds;
}

const tasks = async () => (await collections().outbox.find({}).toArray()).map(({ task }) => (task.kind === "mail" ? `${task.template} ${task.recipient_id}` : task.kind)).toSorted();
const refundsOf = async (booking: BookingDocument) => {
  const payment = await findPaymentOfBooking(booking._id);
  return (await stripe().refunds.list({ payment_intent: payment?.stripe_payment_intent_id ?? "" })).data.map(({ amount }) => amount);
};

describe("cancelling a suspended coach's sessions", () => {
  it("frees the times, orders each refund and tells both, once, by five clicks at once", async () => {
    const tutor = await aTutor();
    const bookings = await sessionsOf(tutor, 3);
    await suspend(tutor);
    await collections().outbox.deleteMany({});
    expect(await readFutureSessions(tutor._id, now)).toMatchObject({ count: 3, sessions: [{ id: bookings[0]?._id, client_name: "Maya Lindqvist", price: { amount: 5_000, currency: "usd" } }, {}, {}] });

    const answers = await Promise.all([cancel(tutor), cancel(tutor, other), cancel(tutor), cancel(tutor, other), cancel(tutor)]);
    expect(answers.reduce((sum, { canceled }) => sum + canceled, 0)).toBe(3);
    expect(await cancel(tutor)).toEqual({ canceled: 0, remaining: 0 });

    for (const { _id } of bookings) {
      const canceled = await findBooking(_id);
      expect(canceled).toMatchObject({ status: "canceled_by_tutor" });
      expect(canceled).not.toHaveProperty("tutor_cells");
      expect(canceled).not.toHaveProperty("consumer_cells");
      expect(canceled).toMatchObject({ cancellation: { by: "maestrohub", refund_percent: 100, refund_amount: 5_000 } });
      expect(await findPaymentOfBooking(_id)).toMatchObject({ status: "refund_pending", refund_amount: 5_000 });
      expect(await listRefundsOf(_id)).toMatchObject([{ amount: 5_000, reason: "session_canceled", status: "ordered" }]);
    }
    const expected = bookings.flatMap(({ consumer_id, tutor_user_id }) => ["refund", `session-canceled ${consumer_id}`, `session-canceled ${tutor_user_id}`]);
    expect(await tasks()).toEqual(expected.toSorted());
    expect(await collections().notifications.countDocuments({ kind: "booking", key: /^session-canceled/ })).toBe(6);
    expect(await collections().audit_log.countDocuments({ action: "booking.cancel_for_tutor" })).toBe(3);
  });

  it("gives each client the whole price back once, and sends no second mail for it", async () => {
    const tutor = await aTutor();
    const bookings = await sessionsOf(tutor, 2);
    await suspend(tutor);
    await Promise.all([cancel(tutor), cancel(tutor, other)]);
    const before = await tasks();
    for (const booking of bookings) {
      const [refund] = await listRefundsOf(booking._id);
      await Promise.all([executeRefund(refund?._id ?? "", now), executeRefund(refund?._id ?? "", now)]);
      expect(await refundsOf(booking)).toEqual([5_000]);
      expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded", refund_amount: 5_000 });
    }
    expect(await tasks()).toEqual(before);
  });

  it("writes mails that say who cancelled and what comes back", async () => {
    const tutor = await aTutor();
    const [booking] = await sessionsOf(tutor, 1);
    await suspend(tutor);
    await cancel(tutor);
    const mail = await bookingMail({ template: "session-canceled", recipient_id: booking?.consumer_id ?? "", booking_id: booking?._id ?? "" }, now);
    expect(mail.content.text).toContain("does not teach on MaestroHub at present");
    expect(mail.content.text).toContain("$50.00");
  });

  it("gives nothing back twice where the money went back before", async () => {
    const tutor = await aTutor();
    const [booking] = await sessionsOf(tutor, 1);
    await collections().payments.updateOne({ booking_id: booking?._id ?? "" }, { $set: { status: "refunded", refund_amount: 5_000 } });
    await suspend(tutor);
    expect(await cancel(tutor)).toEqual({ canceled: 1, remaining: 0 });
    expect(await findPaymentOfBooking(booking?._id ?? "")).toMatchObject({ status: "refunded" });
    expect(await collections().outbox.countDocuments({ "task.kind": "refund" })).toBe(0);
  });

  it("goes on where a crash left off", async () => {
    const tutor = await aTutor();
    const bookings = await sessionsOf(tutor, 2);
    await suspend(tutor);
    await cancel(tutor);
    // As if the process had died before the second one: its transaction left no trace.
    const [, second] = bookings;
    await collections().bookings.replaceOne({ _id: second?._id ?? "" }, { ...(second as BookingDocument), status: "confirmed", hold_expires_at: null });
    await collections().payments.updateOne({ booking_id: second?._id ?? "" }, { $set: { status: "succeeded", refund_amount: 0 } });
    await collections().refunds.deleteOne({ booking_id: second?._id ?? "" });
    expect(await cancel(tutor)).toEqual({ canceled: 1, remaining: 0 });
  });

  it("leaves sessions that have begun, and other coaches' ones", async () => {
    const tutor = await aTutor();
    const another = await aTutor();
    const [mine] = await sessionsOf(tutor, 1);
    const [theirs] = await sessionsOf(another, 1);
    await suspend(tutor);
    const during = minutesAfter(tomorrowAtTen, 5);
    expect(await cancelTaughtSessions({ tutor_id: tutor._id, admin: robin, now: during })).toEqual({ canceled: 0, remaining: 0 });
    expect(await cancel(tutor)).toMatchObject({ canceled: 1 });
    expect(await findBooking(mine?._id ?? "")).toMatchObject({ status: "canceled_by_tutor" });
    expect(await findBooking(theirs?._id ?? "")).toMatchObject({ status: "confirmed" });
  });

  it("is refused while the coach is not suspended", async () => {
    const tutor = await aTutor();
    const [booking] = await sessionsOf(tutor, 1);
    await expect(cancel(tutor)).rejects.toMatchObject({ code: "conflict" });
    await expect(cancelTaughtSessions({ tutor_id: "tutor_nobody", admin: robin, now })).rejects.toMatchObject({ code: "not_found" });
    expect(await findBooking(booking?._id ?? "")).toMatchObject({ status: "confirmed" });
  });

  it("does more than one share in more than one request", async () => {
    const tutor = await aTutor();
    const [first] = await sessionsOf(tutor, 1);
    const copies = Array.from({ length: 60 }, (_, index) => {
      const starts_at = minutesAfter(tomorrowAtTen, 10_000 + 100 * index);
      const { tutor_cells: _t, consumer_cells: _c, hold_seat: _s, ...rest } = first as BookingDocument;
      return { ...rest, _id: `bk_copy${String(index).padStart(10, "0")}`, status: "confirmed" as const, starts_at, ends_at: minutesAfter(starts_at, 60) };
    });
    await collections().bookings.insertMany(copies);
    await suspend(tutor);
    expect(await cancel(tutor)).toEqual({ canceled: 50, remaining: 11 });
    expect(await cancel(tutor)).toEqual({ canceled: 11, remaining: 0 });
  });
});

describe("a suspension", () => {
  it("hides the coach from search, page, slots and holds at once", async () => {
    const tutor = await aTutor();
    const search = coachSearchFromParams({}, { market_id: "US_USD" });
    expect((await searchCoaches({ search, now })).total).toBe(1);
    await suspend(tutor);
    expect((await searchCoaches({ search, now })).total).toBe(0);
    expect(await findTutorBySlug(tutor.slug)).toBeNull();
    const request = new Request(`http://localhost:3000/api/tutors/${tutor._id}/slots?days=7`);
    expect((await slotsRoute(request, { params: Promise.resolve({ tutor_id: tutor._id }) })).status).toBe(404);
    await expect(holdBooking(anOrder(tutor), now)).rejects.toMatchObject({ code: "not_found" });
  });

  it("lets held times go, so that they cannot be paid for", async () => {
    const tutor = await aTutor();
    const hold = await aHold({ tutor });
    await suspend(tutor);
    const released = await findBooking(hold._id);
    expect(released).toMatchObject({ status: "expired" });
    expect(released).not.toHaveProperty("tutor_cells");
    await expect(createIntent({ booking_id: hold._id, user_id: hold.consumer_id, now })).rejects.toMatchObject({ code: "conflict" });
  });

  it("lets no hold be paid for that came in behind it", async () => {
    const tutor = await aTutor();
    const hold = await aHold({ tutor });
    await suspend(tutor);
    await collections().bookings.deleteOne({ _id: hold._id });
    await insertHold(hold);
    await expect(createIntent({ booking_id: hold._id, user_id: hold.consumer_id, now })).rejects.toMatchObject({ code: "conflict", details: { reason: "coach_gone" } });
    expect(await findPaymentOfBooking(hold._id)).toBeNull();
  });

  it("gives money back that was under way, says so once, and books nothing", async () => {
    for (const lapse of [false, true]) {
      const tutor = await aTutor();
      const hold = await aHold({ tutor });
      const intent = await pay(hold);
      if (lapse) await expireLapsedHolds({ _id: hold._id }, minutesAfter(now, 20));
      await suspend(tutor);
      await collections().outbox.deleteMany({});
      const outcomes = await Promise.all(Array.from({ length: 4 }, () => settlePayment(intent, minutesAfter(now, 1))));
      expect(outcomes.every(({ outcome }) => outcome === "refunded")).toBe(true);
      expect(await findBooking(hold._id)).toMatchObject({ status: "canceled_by_tutor" });
      const [refund] = await listRefundsOf(hold._id);
      await executeRefund(refund?._id ?? "", now);
      expect(await refundsOf(hold)).toEqual([5_000]);
      expect(await tasks()).toEqual(["refund", `session-canceled ${hold.consumer_id}`]);
      expect(await collections().notifications.countDocuments({ kind: "booking", user_id: hold.consumer_id })).toBe(1);
      expect(await collections().notifications.countDocuments({ kind: "booking", user_id: hold.tutor_user_id })).toBe(0);
    }
  });

  it("is not overlooked by a payment that has read the coach before and takes the time again after", async () => {
    const tutor = await aTutor();
    const hold = await aHold({ tutor });
    await expireLapsedHolds({ _id: hold._id }, minutesAfter(now, 20));
    await getClient().withSession(async (session) => {
      session.startTransaction({ readConcern: { level: "snapshot" } });
      expect(await findTutor(tutor._id, session)).toMatchObject({ status: "approved" });
      await suspend(tutor);
      await expect(confirmExpired(hold, now, session)).rejects.toMatchObject({ code: 112 });
      await session.abortTransaction();
    });
  });

  it("and a payment at the very same time agree: booked and listed, or given back", async () => {
    for (let round = 0; round < 8; round += 1) {
      const tutor = await aTutor();
      const hold = await aHold({ tutor });
      const intent = await pay(hold);
      if (round % 2 === 1) await expireLapsedHolds({ _id: hold._id }, minutesAfter(now, 20));
      const [settled] = await Promise.all([settlePayment(intent, now), suspend(tutor)]);
      const { count } = await readFutureSessions(tutor._id, now);
      const booking = await findBooking(hold._id);
      const payment = await findPaymentOfBooking(hold._id);
      if (settled.outcome === "confirmed") {
        expect([count, booking?.status, payment?.status]).toEqual([1, "confirmed", "succeeded"]);
      } else {
        expect([count, booking?.status, payment?.status]).toEqual([0, "canceled_by_tutor", "refund_pending"]);
      }
    }
  });
});

it("a session that is not confirmed is not cancelled", async () => {
  const hold = await aHold();
  const order = { booking: hold, by: "maestrohub", actor: robin, action: "booking.cancel_for_tutor", now } as const;
  expect(await withTransaction((session) => callOff({ ...order, session }))).toBe(false);
  expect(await findBooking(hold._id)).toMatchObject({ status: "held" });
});

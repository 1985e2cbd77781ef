import { describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { listRefundsOf } from "@/lib/refunds/store";
import { cancelOwnBooking, cancelTaughtBooking } from "./cancel-booking";
import { completeTaughtSession } from "./complete-session";
import { holdBooking } from "./hold-booking";
import { rescheduleBooking } from "./reschedule-booking";
import type { BookingDocument } from "./schema";
import { findBooking } from "./store";
import { aBookedSession, anOrder, aTutor, minutesAfter, noticesOf, now, tasksOf, tomorrowAtTen } from "./test-marketplace";

setUpTestDatabase();

const client = ({ consumer_id }: BookingDocument) => ({ id: consumer_id, role: "consumer" as const });
const coach = ({ tutor_user_id }: BookingDocument) => ({ id: tutor_user_id, role: "tutor" as const });
const hoursBefore = (booking: BookingDocument, hours: number) => minutesAfter(booking.starts_at, -60 * hours);
const cancel = (booking: BookingDocument, expected_refund: number, at = now) => cancelOwnBooking({ booking_id: booking._id, user: client(booking), expected_refund, now: at });
const aFarSession = () => aBookedSession({ starts_at: minutesAfter(tomorrowAtTen, 3 * 24 * 60) });

describe("a client who cancels", () => {
  it("gets what was shown: the time is free, half is ordered back, both are told, and it is on record", async () => {
    const tutor = await aTutor({ name: "Amara Okafor" });
    const booking = await aBookedSession({ tutor, starts_at: minutesAfter(tomorrowAtTen, 3 * 24 * 60) });
    const at = hoursBefore(booking, 20);
    expect(await cancel(booking, 2_500, at)).toMatchObject({ percent: 50, amount: 2_500 });

    const canceled = await findBooking(booking._id);
    expect(canceled).toMatchObject({ status: "canceled_by_consumer", settled_at: at, cancellation: { by: "client", at, refund_percent: 50, refund_amount: 2_500 } });
    for (const lock of ["tutor_cells", "consumer_cells"]) expect(canceled).not.toHaveProperty(lock);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refund_pending", refund_amount: 2_500 });
    expect(await listRefundsOf(booking._id)).toMatchObject([{ amount: 2_500, currency: "usd", reason: "session_canceled", status: "ordered", source: `cancel:${booking._id}` }]);
    expect(await tasksOf(booking)).toEqual(["session-canceled to client", "session-canceled to coach"]);
    expect(await noticesOf(booking.consumer_id)).toEqual(["Your session with Amara Okafor is cancelled. You get $25.00 back."]);
    expect(await noticesOf(booking.tutor_user_id)).toEqual(["Your session with Maya Lindqvist is cancelled. It was cancelled late: you receive $22.50. The time is free again."]);
    expect(await collections().audit_log.findOne({ subject_id: booking._id })).toMatchObject({ action: "booking.cancel", actor_id: booking.consumer_id, after: { refund_amount: 2_500 } });
    await holdBooking(anOrder(tutor, { starts_at: booking.starts_at }), now);
  });

  it("too late gets nothing, and nothing is ordered", async () => {
    const booking = await aFarSession();
    await cancel(booking, 0, hoursBefore(booking, 2));
    expect(await findBooking(booking._id)).toMatchObject({ status: "canceled_by_consumer", cancellation: { refund_amount: 0 } });
    expect(await listRefundsOf(booking._id)).toEqual([]);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "succeeded", refund_amount: 0 });
  });

  it("and was shown another figure changes nothing and reads the new one", async () => {
    const booking = await aFarSession();
    const boundary = hoursBefore(booking, 24);
    const late = cancel(booking, 5_000, boundary);
    await expect(late).rejects.toMatchObject({ code: "conflict", details: { reason: "refund_changed", refund: { amount: 2_500, currency: "usd" } }, message: expect.stringContaining("$25.00") as string });
    for (const wrong of [2_501, 0, 5_001]) await expect(cancel(booking, wrong, boundary)).rejects.toMatchObject({ details: { reason: "refund_changed" } });
    expect(await findBooking(booking._id)).toEqual(booking);
    expect(await listRefundsOf(booking._id)).toEqual([]);
    expect(await cancel(booking, 5_000, minutesAfter(boundary, -1))).toMatchObject({ amount: 5_000 });
  });

  it("ten times at once cancels once", async () => {
    const booking = await aFarSession();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => cancel(booking, 5_000)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" });
    await expect(cancel(booking, 5_000)).rejects.toMatchObject({ code: "conflict", details: { reason: "canceled" } });
    expect(await listRefundsOf(booking._id)).toHaveLength(1);
    expect(await tasksOf(booking)).toEqual(["session-canceled to client", "session-canceled to coach"]);
  });

  it("cannot once it has begun, and never what is not theirs", async () => {
    const booking = await aFarSession();
    await expect(cancel(booking, 0, booking.starts_at)).rejects.toMatchObject({ code: "conflict", details: { reason: "begun" } });
    for (const id of ["user_other", booking.tutor_user_id]) {
      await expect(cancelOwnBooking({ booking_id: booking._id, user: { id, role: "consumer" }, expected_refund: 5_000, now })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await findBooking(booking._id)).toEqual(booking);
  });
});

describe("a coach who cancels", () => {
  it("returns everything, a minute before the start too", async () => {
    const booking = await aFarSession();
    await cancelTaughtBooking({ booking_id: booking._id, user: coach(booking), now: minutesAfter(booking.starts_at, -1) });
    expect(await findBooking(booking._id)).toMatchObject({ status: "canceled_by_tutor", cancellation: { by: "coach", refund_percent: 100, refund_amount: 5_000 } });
    expect(await listRefundsOf(booking._id)).toMatchObject([{ amount: 5_000 }]);
  });

  it("finds neither another's session nor one that is only held", async () => {
    const booking = await aFarSession();
    const cancelAs = (id: string) => cancelTaughtBooking({ booking_id: booking._id, user: { id, role: "tutor" }, now });
    await expect(cancelAs("user_other")).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelAs(booking.consumer_id)).rejects.toMatchObject({ code: "not_found" });
    const { booking: held } = await holdBooking(anOrder(await aTutor()), now);
    await expect(cancelTaughtBooking({ booking_id: held._id, user: coach(held), now })).rejects.toMatchObject({ code: "not_found" });
    expect(await findBooking(booking._id)).toEqual(booking);
  });
});

it("of cancelling by both, moving and completing at once one happens, and the money fits it", async () => {
  for (let round = 0; round < 3; round += 1) {
    const booking = await aFarSession();
    const order = { booking_id: booking._id, now };
    const [byClient, byCoach, moved, completed] = await Promise.allSettled([
      cancelOwnBooking({ ...order, user: client(booking), expected_refund: 5_000 }),
      cancelTaughtBooking({ ...order, user: coach(booking) }),
      rescheduleBooking({ ...order, user: client(booking), starts_at: minutesAfter(booking.starts_at, 24 * 60) }),
      completeTaughtSession({ ...order, user: coach(booking) }),
    ]);
    const after = await findBooking(booking._id);
    expect(completed.status).toBe("rejected");
    expect([byClient, byCoach].filter(({ status }) => status === "fulfilled")).toHaveLength(after?.cancellation ? 1 : 0);
    // A move comes before a cancellation or not at all.
    expect(after?.version).toBe(moved.status === "fulfilled" ? 1 : 0);
    expect([byClient, byCoach, moved].some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await listRefundsOf(booking._id)).map(({ amount }) => amount)).toEqual(after?.cancellation ? [5_000] : []);
  }
});

import { afterAll, afterEach, describe, expect, it } from "vitest";
import { startServer } from "../../emulators/server";
import { createStripeEmulator } from "../../emulators/stripe/stripe-emulator";
import { aUser, minutesAfter, noticesOf, now } from "@/lib/bookings/test-marketplace";
import { cancelOwnBooking, cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import type { BookingDocument } from "@/lib/bookings/schema";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { PermanentFailure } from "@/lib/jobs/queue";
import type { PaymentDocument } from "@/lib/payments/schema";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { processEvent } from "@/lib/webhook-events/process-event";
import { executeRefund } from "./execute-refund";
import { orderRefund } from "./order-refund";
import { retryRefund } from "./retry-refund";
import type { RefundDocument } from "./schema";
import { countTroubledRefunds, findRefund, listRefundsOf } from "./store";
import { aPaidSession, refundsAtStripe } from "./test-paid-session";

// Faults are for the refunds of this file alone: on the emulator that all files share, another's refund would use them up.
const emulators = await startServer({ port: 0, data: null, emulators: [createStripeEmulator] });
process.env.EMULATORS_URL = emulators.url;
afterAll(() => emulators.close());
setUpTestDatabase();

const control = async (path: string, method: string, body?: object) => {
  const answer = await fetch(`${process.env.EMULATORS_URL}/_control/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(await answer.text());
};
const fault = (parts: object) => control("faults", "POST", { emulator: "stripe", method: "POST", path: "/v1/refunds", ...parts });
afterEach(() => control("faults", "DELETE"));

const robin = { id: "user_robin", role: "admin" as const };
const order = (payment: PaymentDocument, amount: number, source: string) => withTransaction((session) => orderRefund({ payment, amount, reason: "problem_decided", source, now, session }));
const cancel = (booking: BookingDocument) => cancelOwnBooking({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, expected_refund: 2_500, now: minutesAfter(booking.starts_at, -20 * 60) });
const hint = (type: string, object_id: string) => ({ _id: `evt_${object_id}`, type, object_id, livemode: false, status: "pending", attempts: 1, run_at: now, last_error: null, received_at: now, done_at: null }) as const;
/** The one that stands: what was ordered again in the same moment is not told apart by its date. */
async function theRefund(booking: BookingDocument): Promise<RefundDocument> {
  const refund = (await listRefundsOf(booking._id)).find(({ replaced_by }) => replaced_by === null);
  if (!refund) throw new Error("none was ordered");
  return refund;
}

describe("a refund of a part", () => {
  it("is that part at Stripe, once, by four workers at once and again later", async () => {
    const { booking, intent_id } = await aPaidSession();
    await cancel(booking);
    const { _id } = await theRefund(booking);
    await Promise.all(Array.from({ length: 4 }, () => executeRefund(_id, now)));
    await executeRefund(_id, now);
    expect(await refundsAtStripe(intent_id)).toEqual([[2_500, "succeeded"]]);
    expect(await findRefund(_id)).toMatchObject({ status: "succeeded", stripe_refund_id: expect.stringMatching(/^re_/) as string, done_at: now });
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded", refund_amount: 2_500, refunded_at: now });
  });

  it("whose answer was lost after Stripe had done it is found again: one refund", async () => {
    const { booking, intent_id } = await aPaidSession();
    await cancel(booking);
    const { _id } = await theRefund(booking);
    // The SDK tries three times by itself, with the same key; then this process is as good as dead.
    await fault({ kind: "drop_after", times: 3 });
    await expect(executeRefund(_id, now)).rejects.toThrow();
    expect(await findRefund(_id)).toMatchObject({ status: "ordered" });
    await executeRefund(_id, now);
    expect(await refundsAtStripe(intent_id)).toEqual([[2_500, "succeeded"]]);
  });

  it("is found again even where Stripe has forgotten its key", async () => {
    const { booking, intent_id } = await aPaidSession();
    await cancel(booking);
    const { _id, payment_id } = await theRefund(booking);
    // As an earlier try left it: made, under a key that nobody knows any more.
    await stripe().refunds.create({ payment_intent: intent_id, amount: 2_500, metadata: { refund_id: _id, payment_id } });
    await executeRefund(_id, now);
    expect(await refundsAtStripe(intent_id)).toEqual([[2_500, "succeeded"]]);
    expect(await findRefund(_id)).toMatchObject({ status: "succeeded" });
  });

  it("stays ordered while Stripe is away", async () => {
    const { booking, intent_id } = await aPaidSession();
    await cancel(booking);
    const { _id } = await theRefund(booking);
    await fault({ kind: "status", status: 500, times: 3 });
    await expect(executeRefund(_id, now)).rejects.toThrow();
    expect(await refundsAtStripe(intent_id)).toEqual([]);
    expect(await findRefund(_id)).toMatchObject({ status: "ordered", failure: null });
    expect(await countTroubledRefunds(minutesAfter(now, 59))).toBe(0);
    expect(await countTroubledRefunds(minutesAfter(booking.starts_at, 61 - 20 * 60))).toBe(1);
    await executeRefund(_id, now);
    expect(await refundsAtStripe(intent_id)).toEqual([[2_500, "succeeded"]]);
  });
});

describe("giving back more than was charged", () => {
  it("is impossible in parallel pieces: those that fit are ordered, the others change nothing", async () => {
    const { payment, booking, intent_id } = await aPaidSession();
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, piece) => order(payment, 1_700, `problem:piece${piece}`)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict", details: { reason: "refund_too_large" } });
    const refunds = await listRefundsOf(booking._id);
    expect(refunds.map(({ amount }) => amount)).toEqual([1_700, 1_700]);
    expect(await collections().outbox.countDocuments({ "task.kind": "refund", "task.refund_id": { $in: refunds.map(({ _id }) => _id) } })).toBe(2);
    await order(payment, 1_600, "problem:the-rest");
    await expect(order(payment, 1, "problem:one-cent")).rejects.toMatchObject({ code: "conflict" });
    for (const { _id } of await listRefundsOf(booking._id)) await executeRefund(_id, now);
    expect((await refundsAtStripe(intent_id)).map(([amount]) => amount).toSorted()).toEqual([1_600, 1_700, 1_700]);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded", refund_amount: 5_000 });
  });

  it.each([5_001, 0, -1, 0.5])("an amount of %d is refused", async (amount) => {
    const { payment, booking } = await aPaidSession();
    await expect(order(payment, amount, "problem:wrong")).rejects.toThrow();
    expect(await listRefundsOf(booking._id)).toEqual([]);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "succeeded", refund_amount: 0 });
  });

  it("is impossible for the same reason twice", async () => {
    const { payment, booking } = await aPaidSession();
    await order(payment, 1_000, "problem:twice");
    await expect(order(payment, 1_000, "problem:twice")).rejects.toMatchObject({ code: 11_000 });
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ refund_amount: 1_000 });
  });

  it("and the payment says that money is on its way until every piece has arrived", async () => {
    const { payment, booking } = await aPaidSession();
    const [first, second] = [await order(payment, 1_000, "problem:a"), await order(payment, 2_000, "problem:b")];
    await executeRefund(first._id, now);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refund_pending", refunded_at: null });
    await Promise.all([executeRefund(second._id, now), executeRefund(second._id, now)]);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded", refund_amount: 3_000 });
  });
});

describe("a refund that the bank sends back", () => {
  /** Cancelled by the coach, called through by Stripe, and then returned by the bank. */
  async function aFailedRefund() {
    const admin = await aUser({ role: "admin" });
    const { booking, intent_id } = await aPaidSession("pm_card_refundFail");
    await cancelTaughtBooking({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" }, now });
    const { _id } = await theRefund(booking);
    await executeRefund(_id, now);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded" });
    await expect.poll(async () => (await refundsAtStripe(intent_id)).at(-1)?.[1], { timeout: 10_000 }).toBe("failed");
    const refund = await theRefund(booking);
    for (const type of ["refund.updated", "refund.failed", "charge.refund.updated", "refund.failed"]) await processEvent(hint(type, refund.stripe_refund_id ?? ""), now);
    return { admin, booking, intent_id, refund };
  }

  it("is owed again: the payment says so, every admin and the client are told once, and it counts as a problem", async () => {
    const before = await countTroubledRefunds(now);
    const { admin, booking, refund } = await aFailedRefund();
    expect(await findRefund(refund._id)).toMatchObject({ status: "failed", failure: "unknown", done_at: null });
    // What is owed stays set aside: nothing else can have it.
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refund_pending", refund_amount: 5_000, refunded_at: null });
    expect(await noticesOf(admin._id)).toEqual([expect.stringContaining("A refund failed")]);
    expect((await noticesOf(booking.consumer_id)).filter((notice) => notice.includes("did not arrive yet"))).toHaveLength(1);
    expect(await countTroubledRefunds(now)).toBe(before + 1);
  });

  it("is ordered again by an admin, once, by six presses at once, under a key of its own", async () => {
    const { booking, intent_id, refund } = await aFailedRefund();
    const presses = await Promise.allSettled(Array.from({ length: 6 }, () => retryRefund({ refund_id: refund._id, admin: robin, now })));
    expect(presses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const again = await theRefund(booking);
    expect(await findRefund(refund._id)).toMatchObject({ status: "failed", replaced_by: again._id });
    expect(again).toMatchObject({ source: `retry:${refund._id}`, amount: 5_000, status: "ordered" });
    await executeRefund(again._id, now);
    expect((await refundsAtStripe(intent_id)).map(([amount]) => amount)).toEqual([5_000, 5_000]);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded", refund_amount: 5_000 });
    expect(await collections().audit_log.findOne({ subject_id: booking._id, action: "refund.retry" })).toMatchObject({ actor_id: robin.id });
    await expect(retryRefund({ refund_id: refund._id, admin: robin, now })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("what Stripe says of a refund", () => {
  it("waits for the bank where the bank takes its time", async () => {
    const { booking, intent_id } = await aPaidSession("pm_card_pendingRefund");
    await cancel(booking);
    const { _id } = await theRefund(booking);
    await executeRefund(_id, now);
    expect(await findRefund(_id)).toMatchObject({ status: "pending" });
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refund_pending" });
    await expect.poll(async () => (await refundsAtStripe(intent_id)).at(-1)?.[1], { timeout: 10_000 }).toBe("succeeded");
    await processEvent(hint("refund.updated", (await theRefund(booking)).stripe_refund_id ?? ""), now);
    expect(await findRefund(_id)).toMatchObject({ status: "succeeded" });
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded" });
  });

  it("may come before our own answer", async () => {
    const { booking, intent_id } = await aPaidSession();
    await cancel(booking);
    const { _id, payment_id } = await theRefund(booking);
    const made = await stripe().refunds.create({ payment_intent: intent_id, amount: 2_500, metadata: { refund_id: _id, payment_id } });
    await processEvent(hint("refund.created", made.id), now);
    expect(await findRefund(_id)).toMatchObject({ status: "succeeded", stripe_refund_id: made.id });
    await executeRefund(_id, now);
    expect(await refundsAtStripe(intent_id)).toHaveLength(1);
  });

  it("is put aside for a person where nobody ordered it, or ordered another amount", async () => {
    const { booking, intent_id } = await aPaidSession();
    const foreign = await stripe().refunds.create({ payment_intent: intent_id, amount: 300 });
    await expect(processEvent(hint("refund.created", foreign.id), now)).rejects.toThrow(PermanentFailure);
    await cancel(booking);
    const { _id } = await theRefund(booking);
    const wrong = await stripe().refunds.create({ payment_intent: intent_id, amount: 301, metadata: { refund_id: _id } });
    await expect(processEvent(hint("refund.created", wrong.id), now)).rejects.toThrow("was not ordered here");
    expect(await findRefund(_id)).toMatchObject({ status: "ordered" });
    await processEvent(hint("refund.created", "re_nobody"), now);
  });

  it("may be no, for good: then the money is owed and an admin sees why", async () => {
    const { booking, intent_id } = await aPaidSession();
    await stripe().refunds.create({ payment_intent: intent_id });
    await cancel(booking);
    const { _id } = await theRefund(booking);
    await executeRefund(_id, now);
    expect(await findRefund(_id)).toMatchObject({ status: "failed", failure: expect.stringContaining("already been refunded") as string });
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refund_pending" });
  });
});

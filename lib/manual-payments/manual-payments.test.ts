import { describe, expect, it } from "vitest";
import { cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { aBookedSession, aHold, aTutor, aUser, noticesOf, now } from "@/lib/bookings/test-marketplace";
import type { BookingDocument } from "@/lib/bookings/schema";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { postPaymentCaptured } from "@/lib/ledger/post-payment";
import { isExplained, statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { recordRefund } from "@/lib/refunds/record-refund";
import { retryRefund } from "@/lib/refunds/retry-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { decideManualPayment } from "./decide-manual-payment";
import { type ManualOrder, recordManualPayment } from "./record-manual-payment";
import { needsSecondAdmin } from "./rules";
import { listManualPaymentsOf } from "./store";

setUpTestDatabase();

const robin = { id: "user_robin", role: "admin" as const };
const sam = { id: "user_sam", role: "admin" as const };
const record = (booking: BookingDocument, parts: Partial<ManualOrder> = {}) =>
  recordManualPayment({ booking_id: booking._id, amount: 1_000, direction: "received", reason: "Paid in cash at the door", key: null, admin: robin, now, ...parts });
const cash = async (booking: BookingDocument) => (await listEntriesOf(booking._id)).flatMap(({ lines }) => lines).filter(({ account }) => account === "offline_cash").reduce((sum, { amount }) => sum + amount, 0);
const balances = async (booking: BookingDocument) => statementOf(await listEntriesOf(booking._id));

/** Paid, cancelled by the coach, and the refund of 50.00 came back from the bank. */
async function aFailedRefund() {
  const booking = await aBookedSession();
  const payment = await findPaymentOfBooking(booking._id);
  if (!payment) throw new Error("not paid");
  await withTransaction((session) => postPaymentCaptured({ payment, charge_id: null, booking, now, session }));
  await cancelTaughtBooking({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" }, now });
  const [refund] = await listRefundsOf(booking._id);
  if (!refund) throw new Error("nothing was ordered");
  await recordRefund({ refund, outcome: { status: "failed", id: `re_${booking._id}`, failure: "expired_or_canceled_card" }, now });
  return { booking, refund };
}

describe("money received by hand", () => {
  it("is in an account of its own, on record with its reason, and never the coach's to be transferred", async () => {
    const booking = await aHold();
    const { manual } = await record(booking, { amount: 5_000 });
    expect(manual).toMatchObject({ status: "booked", currency: "usd", recorded_by: robin.id });
    expect((await listEntriesOf(booking._id)).map(({ kind, lines }) => [kind, lines])).toEqual([["manual_received", [{ account: "offline_cash", amount: 5_000 }, { account: "customer_clearing", amount: -5_000 }]]]);
    expect(await collections().audit_log.findOne({ subject_id: booking._id, action: "manual_payment.record" })).toMatchObject({ actor_id: robin.id, note: "Paid in cash at the door" });
  });

  it("is capped by what is due, also by twelve at once", async () => {
    const booking = await aHold();
    await expect(record(booking, { amount: 5_001 })).rejects.toMatchObject({ code: "invalid", fields: { amount: "At most $50.00 is due from the client for this booking." } });
    expect(await listManualPaymentsOf(booking._id)).toEqual([]);
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => record(booking, { amount: 1_700, key: `piece-number-${i}` })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(await cash(booking)).toBe(3_400);
    await record(booking, { amount: 1_600, key: "the-rest-of-it" });
    await expect(record(booking, { amount: 1, key: "one-cent-more" })).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("Nothing is due") as string });
  });

  it("of a session that Stripe charged is nothing, and nothing changes", async () => {
    const { booking } = await aFailedRefund();
    await expect(record(booking)).rejects.toMatchObject({ code: "invalid" });
    expect(await cash(booking)).toBe(0);
    await expect(record({ ...booking, _id: "bk_nobody0000000" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is one payment for one request, six times at once and again later; the same key for something else is refused", async () => {
    const booking = await aHold();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => record(booking, { key: "request-0001" })));
    expect(new Set(outcomes.map(({ manual }) => manual._id)).size).toBe(1);
    expect(outcomes.filter(({ is_new }) => is_new)).toHaveLength(1);
    await expect(record(booking, { key: "request-0001", amount: 900 })).rejects.toMatchObject({ code: "conflict" });
    expect(await cash(booking)).toBe(1_000);
  });

  it("without a key is the same request where one admin says the same words on the same day", async () => {
    const booking = await aHold();
    await record(booking);
    expect((await record(booking)).is_new).toBe(false);
    expect((await record(booking, { reason: "Second half, in cash" })).is_new).toBe(true);
    expect(await cash(booking)).toBe(2_000);
  });
});

describe("a large sum", () => {
  it.each([
    ["usd", 50_000, false],
    ["usd", 50_001, true],
    ["jpy", 500, false],
    ["jpy", 501, true],
  ])("in %s, of %d minor units, needs a second admin: %s", (currency, amount, needs) => {
    expect(needsSecondAdmin({ currency, amount })).toBe(needs);
  });

  async function aLargeOne() {
    const [first, second] = [await aUser({ role: "admin" }), await aUser({ role: "admin" })];
    const booking = await aHold({ tutor: await aTutor({ offers: [{ duration_minutes: 60, price: 60_000 }] }) });
    const { manual } = await record(booking, { amount: 55_000, admin: { id: first._id, role: "admin" } });
    return { booking, manual, first: { id: first._id, role: "admin" as const }, second: { id: second._id, role: "admin" as const } };
  }

  it("counts once a second admin agrees: not by the first, not twice, by however many at once", async () => {
    const { booking, manual, first, second } = await aLargeOne();
    expect(manual.status).toBe("waiting");
    expect(await cash(booking)).toBe(0);
    expect((await noticesOf(second.id)).filter((notice) => notice.includes("waits for you"))).toHaveLength(1);
    expect((await noticesOf(first.id)).filter((notice) => notice.includes("waits for you"))).toHaveLength(0);
    await expect(decideManualPayment({ manual_id: manual._id, outcome: "approve", admin: first, now })).rejects.toMatchObject({ code: "forbidden" });
    const presses = await Promise.allSettled(Array.from({ length: 5 }, () => decideManualPayment({ manual_id: manual._id, outcome: "approve", admin: second, now })));
    expect(presses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await cash(booking)).toBe(55_000);
  });

  it("that waits is counted in what is due, and gives it back once it is rejected", async () => {
    const { booking, manual, second } = await aLargeOne();
    await expect(record(booking, { amount: 5_001, key: "while-it-waits" })).rejects.toMatchObject({ code: "invalid" });
    await decideManualPayment({ manual_id: manual._id, outcome: "reject", admin: second, now });
    await record(booking, { amount: 5_001, key: "once-rejected" });
    expect(await cash(booking)).toBe(5_001);
    await expect(decideManualPayment({ manual_id: manual._id, outcome: "approve", admin: sam, now })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("money given back by hand", () => {
  it("makes a failed refund good: it is not owed any more, and cannot be ordered again", async () => {
    const { booking, refund } = await aFailedRefund();
    expect(await balances(booking)).toMatchObject({ owed_to_client: 5_000 });
    await expect(record(booking, { direction: "returned", amount: 5_001 })).rejects.toMatchObject({ code: "invalid" });
    const { manual } = await record(booking, { direction: "returned", amount: 5_000, reason: "Bank transfer" });
    const statement = await balances(booking);
    expect(statement).toMatchObject({ charged: 5_000, refunded: 5_000, owed_to_client: 0 });
    expect(isExplained(statement)).toBe(true);
    expect((await listRefundsOf(booking._id))[0]).toMatchObject({ status: "failed", replaced_by: manual._id });
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded" });
    await expect(retryRefund({ refund_id: refund._id, admin: robin, now })).rejects.toMatchObject({ code: "conflict" });
  });

  it("in part leaves too little owed to order the whole again; of both at once, one happens", async () => {
    const { booking, refund } = await aFailedRefund();
    const both = await Promise.allSettled([record(booking, { direction: "returned", amount: 2_000, reason: "Bank transfer" }), retryRefund({ refund_id: refund._id, admin: robin, now })]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is refused while Stripe is giving it back", async () => {
    const { booking, refund } = await aFailedRefund();
    await retryRefund({ refund_id: refund._id, admin: robin, now });
    await expect(record(booking, { direction: "returned", amount: 1, reason: "Bank transfer" })).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("on its way through Stripe") as string });
  });
});

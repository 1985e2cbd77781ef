import { describe, expect, it } from "vitest";
import { cancelOwnBooking, cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { completeTaughtSession } from "@/lib/bookings/complete-session";
import { payday } from "@/lib/bookings/deadlines";
import { decideProblem } from "@/lib/bookings/decide-problem";
import { earningsOf } from "@/lib/bookings/earnings";
import { reportAsClient } from "@/lib/bookings/report-problem";
import { rescheduleBooking } from "@/lib/bookings/reschedule-booking";
import type { BookingDocument } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { aHold, aTutor, aUser, minutesAfter, now, tasksOf, tomorrowAtTen } from "@/lib/bookings/test-marketplace";
import { findOwnBooking } from "@/lib/bookings/read-own-bookings";
import { withTransaction } from "@/lib/db/client";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { balancesOf, isExplained, statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { refundsAtStripe } from "@/lib/refunds/test-paid-session";
import { executeTransfer } from "@/lib/transfers/execute-transfer";
import { findTransferOfBooking } from "@/lib/transfers/store";
import { onboard } from "@/lib/transfers/test-earned";
import { bookWithPackage } from "./book-with-package";
import { spend } from "./purchase-store";
import { aBoughtPackage, type BoughtPackage, purchaseNow } from "./test-packages";

setUpTestDatabase();

const days = (count: number, start = tomorrowAtTen) => minutesAfter(start, count * 24 * 60);
const book = ({ purchase, user }: BoughtPackage, starts_at: Date, at = now) => bookWithPackage({ purchase_id: purchase._id, user, consumer_timezone: "America/New_York", starts_at, now: at });
const asClient = (booking: BookingDocument) => ({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" as const } });
const asCoach = (booking: BookingDocument) => ({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" as const } });
const outcome = (call: Promise<unknown>) => call.then(() => "done", (error: { details?: { reason?: string }; code?: string }) => error.details?.reason ?? error.code ?? String(error));
const statement = async (id: string) => statementOf(await listEntriesOf(id));

/** The package and its sessions together: what was charged is accounted for, and nothing is on its way between the two. */
async function expectWholeBooks({ purchase }: BoughtPackage): Promise<void> {
  const bookings = await collections().bookings.find({ package_purchase_id: purchase._id }).toArray();
  const entries = (await Promise.all([purchase._id, ...bookings.map(({ _id }) => _id)].map((id) => listEntriesOf(id)))).flat();
  for (const id of [purchase._id, ...bookings.map(({ _id }) => _id)]) expect(isExplained(await statement(id)), id).toBe(true);
  const total = statementOf(entries);
  expect(total.charged).toBe(purchase.price);
  expect(isExplained(total)).toBe(true);
  expect(balancesOf(entries).package_delivery ?? 0).toBe(0);
  const { remaining_value } = await purchaseNow(purchase._id);
  expect(0 - (balancesOf(await listEntriesOf(purchase._id)).package_liability ?? 0)).toBe(remaining_value);
}

describe("booking from a package", () => {
  it("needs no card: confirmed at once at its part of the price, with its mails but no second receipt", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought, tomorrowAtTen);
    expect(booking).toMatchObject({ status: "confirmed", price: 4_500, fee_amount: 450, tutor_amount: 4_050, package_purchase_id: bought.purchase._id, cancellation_preset: "moderate" });
    expect(await purchaseNow(bought.purchase._id)).toMatchObject({ remaining: 4, remaining_value: 18_000 });
    expect(await tasksOf(booking)).toEqual(["booking-confirmation to client", "complete-booking", "new-booking to coach", "session-reminder to client", "session-reminder to coach"]);
    expect(await statement(booking._id)).toMatchObject({ charged: 4_500, held: 4_500, fee: 0 });
    await expectWholeBooks(bought);
  });

  it("six requests for five sessions at once book five, and the sixth changes nothing", async () => {
    const bought = await aBoughtPackage();
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, i) => outcome(book(bought, days(i)))));
    expect(outcomes.filter((each) => each === "done")).toHaveLength(5);
    expect(outcomes.filter((each) => each === "all_booked")).toHaveLength(1);
    expect(await purchaseNow(bought.purchase._id)).toMatchObject({ remaining: 0, remaining_value: 0 });
    const bookings = await collections().bookings.find({ package_purchase_id: bought.purchase._id }).toArray();
    expect(bookings.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "confirmed"));
    expect(bookings.reduce((sum, { price }) => sum + price, 0)).toBe(22_500);
    await expectWholeBooks(bought);
  });

  it("is a write that takes nothing where another was taken since it was read, or none is left: never below zero", async () => {
    const { purchase } = await aBoughtPackage({ terms: { sessions: 2 } });
    const take = (read: typeof purchase) => withTransaction((session) => spend({ purchase: read, part: 4_500, now, session }));
    expect([await take(purchase), await take(purchase)]).toEqual([true, false]);
    expect(await take(await purchaseNow(purchase._id))).toBe(true);
    const empty = await purchaseNow(purchase._id);
    expect(await take(empty)).toBe(false);
    expect(empty).toMatchObject({ remaining: 0, remaining_value: 0 });
    expect(await purchaseNow(purchase._id)).toEqual(empty);
  });

  it("of two people who want one time one gets it, and the other keeps the session", async () => {
    const tutor = await aTutor();
    const [mine, other] = [await aBoughtPackage({ tutor }), await aBoughtPackage({ tutor })];
    const outcomes = await Promise.all([outcome(book(mine, tomorrowAtTen)), outcome(book(other, minutesAfter(tomorrowAtTen, 30)))]);
    expect(outcomes.toSorted()).toEqual(["done", "tutor_busy"]);
    const left = await Promise.all([mine, other].map(async ({ purchase }) => (await purchaseNow(purchase._id)).remaining));
    expect(left.toSorted()).toEqual([4, 5]);
  });

  it("pressed three times at once books one session", async () => {
    const bought = await aBoughtPackage();
    const bookings = await Promise.all([1, 2, 3].map(() => book(bought, tomorrowAtTen)));
    expect(new Set(bookings.map(({ _id }) => _id)).size).toBe(1);
    expect((await book(bought, tomorrowAtTen))._id).toBe(bookings[0]?._id);
    expect((await purchaseNow(bought.purchase._id)).remaining).toBe(4);
  });

  it("takes the place of one's own hold of that time", async () => {
    const bought = await aBoughtPackage();
    const hold = await aHold({ tutor: bought.tutor, consumer_id: bought.user.id });
    const booking = await book(bought, hold.starts_at);
    expect([booking.status, (await findBooking(hold._id))?.status]).toEqual(["confirmed", "expired"]);
  });

  it.each([
    ["outside the coach's hours", minutesAfter(tomorrowAtTen, 12 * 60), "invalid"],
    ["after the package's end", new Date("2027-05-03T10:00:00Z"), "after_expiry"],
    ["in the past", minutesAfter(now, -120), "invalid"],
  ])("at a time %s is refused, and nothing is used", async (_, starts_at, reason) => {
    const bought = await aBoughtPackage();
    expect(await outcome(book(bought, starts_at))).toBe(reason);
    expect((await purchaseNow(bought.purchase._id)).remaining).toBe(5);
  });

  it("is for whose package it is", async () => {
    const bought = await aBoughtPackage();
    expect(await outcome(book({ ...bought, user: { ...bought.user, id: (await aUser())._id } }, tomorrowAtTen))).toBe("not_found");
  });
});

describe("calling a session from a package off", () => {
  it("in time gives the session back once, however often it is pressed, and says so before", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought, days(3));
    const view = await findOwnBooking({ booking_id: booking._id, consumer_ids: [booking.consumer_id], now });
    expect(view?.refund_if_canceled).toMatchObject({ percent: 100, amount: 0, returns_session: true });
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcome(cancelOwnBooking({ ...asClient(booking), expected_refund: 0, now }))));
    expect(outcomes.filter((each) => each === "done")).toHaveLength(1);
    expect(await purchaseNow(bought.purchase._id)).toMatchObject({ remaining: 5, remaining_value: 22_500 });
    expect(await listRefundsOf(booking._id)).toEqual([]);
    expect((await findPaymentOfBooking(booking._id))?.status).toBe("returned");
    const canceled = await findBooking(booking._id);
    expect(canceled?.cancellation).toMatchObject({ returns_session: true, refund_amount: 0 });
    expect(canceled && earningsOf(canceled)).toEqual({ kept: 0, fee: 0, share: 0 });
    expect(await findTransferOfBooking(booking._id)).toBeNull();
    await expectWholeBooks(bought);
  });

  it("late keeps the coach's part as the terms say: half back in money, the rest is earned", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought, days(3));
    const late = minutesAfter(booking.starts_at, -18 * 60);
    await cancelOwnBooking({ ...asClient(booking), expected_refund: 2_250, now: late });
    expect((await purchaseNow(bought.purchase._id)).remaining).toBe(4);
    const [refund] = await listRefundsOf(booking._id);
    await executeRefund(refund?._id ?? "", late);
    expect(await refundsAtStripe(bought.intent_id)).toEqual([[2_250, "succeeded"]]);
    expect(await statement(booking._id)).toMatchObject({ charged: 4_500, refunded: 2_250, fee: 225, held: 2_025 });
    expect((await findTransferOfBooking(booking._id))?.amount).toBe(2_025);
    await expectWholeBooks(bought);
  });

  it("too late gives nothing back, and the coach is paid", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought, days(3));
    await cancelOwnBooking({ ...asClient(booking), expected_refund: 0, now: minutesAfter(booking.starts_at, -60) });
    expect((await purchaseNow(bought.purchase._id)).remaining).toBe(4);
    expect(await statement(booking._id)).toMatchObject({ charged: 4_500, refunded: 0, fee: 450, held: 4_050 });
  });

  it("by the coach always gives the session back, with two weeks at least to take it", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought, days(3));
    const minuteBefore = minutesAfter(booking.starts_at, -1);
    await collections().package_purchases.updateOne({ _id: bought.purchase._id }, { $set: { expires_at: minutesAfter(booking.starts_at, 60) } });
    await cancelTaughtBooking({ ...asCoach(booking), now: minuteBefore });
    const purchase = await purchaseNow(bought.purchase._id);
    expect(purchase).toMatchObject({ remaining: 5, remaining_value: 22_500, expires_at: days(14, minuteBefore) });
    const planned = await collections().outbox.find({ "task.purchase_id": purchase._id, due_at: purchase.expires_at as Date }).toArray();
    expect(planned.map(({ task }) => task.kind)).toEqual(["expire-package"]);
    await expectWholeBooks(bought);
  });
});

describe("a session from a package", () => {
  it("keeps its part when it is moved, and does not move past the package's end", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought, days(3));
    const moved = await rescheduleBooking({ ...asClient(booking), starts_at: days(5), now });
    expect(moved).toMatchObject({ version: 1, price: 4_500, package_purchase_id: bought.purchase._id });
    expect((await purchaseNow(bought.purchase._id)).remaining).toBe(4);
    await collections().package_purchases.updateOne({ _id: bought.purchase._id }, { $set: { expires_at: days(6) } });
    expect(await outcome(rescheduleBooking({ ...asClient(booking), starts_at: days(7), now }))).toBe("invalid");
    expect((await findBooking(booking._id))?.starts_at).toEqual(days(5));
  });

  it("that was held is paid to the coach out of the package's charge, and earned only then", async () => {
    const bought = await aBoughtPackage();
    const account = await onboard({ tutor_user_id: bought.tutor.user_id, tutor_id: bought.tutor._id }, { now });
    const booking = await book(bought, tomorrowAtTen);
    expect(await statement(booking._id)).toMatchObject({ fee: 0, held: 4_500 });
    await completeTaughtSession({ ...asCoach(booking), now: minutesAfter(booking.ends_at, 1) });
    expect(await statement(booking._id)).toMatchObject({ fee: 450, held: 4_050 });
    const completed = (await findBooking(booking._id)) ?? booking;
    const due = payday(completed);
    const transfer = await findTransferOfBooking(booking._id);
    await Promise.all([1, 2, 3].map(() => executeTransfer(transfer?._id ?? "", due)));
    const { data } = await stripe().transfers.list({ destination: account, limit: 10 });
    const charge = (await findPaymentOfBooking(bought.purchase._id))?.stripe_charge_id;
    expect(data.map(({ amount, source_transaction, transfer_group, metadata }) => [amount, source_transaction, transfer_group, metadata.booking_id])).toEqual([[4_050, charge, bought.purchase._id, booking._id]]);
    expect(await statement(booking._id)).toMatchObject({ charged: 4_500, transferred: 4_050, fee: 450, held: 0 });
    await expectWholeBooks(bought);
  });

  it("about which an admin decides gives back a part of its part", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought, tomorrowAtTen);
    const after = minutesAfter(booking.ends_at, 10);
    await completeTaughtSession({ ...asCoach(booking), now: after });
    await reportAsClient({ ...asClient(booking), kind: "problem", note: "No sound.", now: after });
    await decideProblem({ booking_id: booking._id, outcome: "took_place", refund_percent: 25, note: null, admin: { id: "user_admin", role: "admin" }, now: after });
    const [refund] = await listRefundsOf(booking._id);
    await executeRefund(refund?._id ?? "", after);
    expect(await refundsAtStripe(bought.intent_id)).toEqual([[1_125, "succeeded"]]);
    expect(await statement(booking._id)).toMatchObject({ charged: 4_500, refunded: 1_125, fee: 338, held: 3_037 });
    expect((await findTransferOfBooking(booking._id))?.status).toBe("waiting");
    await expectWholeBooks(bought);
  });
});

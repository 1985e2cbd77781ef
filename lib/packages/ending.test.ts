import { describe, expect, it } from "vitest";
import { cancelOwnBooking, cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { completeTaughtSession } from "@/lib/bookings/complete-session";
import { decideProblem } from "@/lib/bookings/decide-problem";
import { reportAsClient } from "@/lib/bookings/report-problem";
import type { BookingDocument } from "@/lib/bookings/schema";
import { minutesAfter, noticesOf, now, tomorrowAtTen } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import { isExplained, statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { refundsAtStripe } from "@/lib/refunds/test-paid-session";
import { executeTransfer } from "@/lib/transfers/execute-transfer";
import { findTransferOfBooking } from "@/lib/transfers/store";
import { control, onboard } from "@/lib/transfers/test-earned";
import { processEvent } from "@/lib/webhook-events/process-event";
import { bookWithPackage } from "./book-with-package";
import { endPackage } from "./end-package";
import { expirePackage } from "./expire-package";
import { findOwnPurchase, listSoldPackages } from "./read-purchases";
import { aBoughtPackage, type BoughtPackage, purchaseNow } from "./test-packages";

setUpTestDatabase();

const book = ({ purchase, user }: BoughtPackage, starts_at = tomorrowAtTen) => bookWithPackage({ purchase_id: purchase._id, user, consumer_timezone: "UTC", starts_at, now });
const end = ({ purchase, user, tutor }: BoughtPackage, by: "client" | "coach", expected_refund: number, at = now) =>
  endPackage({ purchase_id: purchase._id, user: by === "client" ? { id: user.id, role: "consumer" } : { id: tutor.user_id, role: "tutor" }, by, expected_refund, now: at });
const outcome = (call: Promise<unknown>) => call.then(() => "done", (error: { details?: { reason?: string }; code?: string }) => error.details?.reason ?? error.code ?? String(error));
const statement = async (id: string) => statementOf(await listEntriesOf(id));

/** One session was held; answers the moment after. */
async function holdOne(bought: BoughtPackage): Promise<Date> {
  const booking = await book(bought);
  const after = minutesAfter(booking.ends_at, 1);
  await completeTaughtSession({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" }, now: after });
  return after;
}

async function refundAll(id: string, at: Date): Promise<void> {
  for (const { _id } of await listRefundsOf(id)) await executeRefund(_id, at);
}

describe("ending a package", () => {
  it("by its client gives back the rest at the single rate, exactly what was shown before", async () => {
    const bought = await aBoughtPackage();
    const after = await holdOne(bought);
    const shown = (await findOwnPurchase({ purchase_id: bought.purchase._id, user_id: bought.user.id, now: after }))?.purchase.if_ended;
    expect(shown).toEqual({ refund: { amount: 17_500, currency: "usd" }, sessions_left: 4, rate: "single" });
    const quote = await end(bought, "client", shown?.refund.amount ?? 0, after);
    expect(quote).toMatchObject({ refund: 17_500, kept: 500 });
    await refundAll(bought.purchase._id, after);
    expect(await refundsAtStripe(bought.intent_id)).toEqual([[17_500, "succeeded"]]);
    expect(await purchaseNow(bought.purchase._id)).toMatchObject({ status: "ended", remaining: 0, remaining_value: 0, ended: { by: "client", refund_amount: 17_500, kept_amount: 500, sessions_left: 4 } });
    // What is kept is earned: ours a tenth, the rest the coach's.
    const books = await statement(bought.purchase._id);
    expect(books).toMatchObject({ charged: 18_000, refunded: 17_500, fee: 50, held: 450 });
    expect(isExplained(books)).toBe(true);
  });

  it("by its coach gives back each unused session at what it cost, exactly what was shown before", async () => {
    const bought = await aBoughtPackage();
    const after = await holdOne(bought);
    const [sold] = await listSoldPackages({ user: { id: bought.tutor.user_id, role: "tutor" }, now: after });
    expect(sold?.if_ended).toEqual({ refund: { amount: 18_000, currency: "usd" }, sessions_left: 4, rate: "package" });
    await end(bought, "coach", 18_000, after);
    await refundAll(bought.purchase._id, after);
    expect(await refundsAtStripe(bought.intent_id)).toEqual([[18_000, "succeeded"]]);
    expect(await statement(bought.purchase._id)).toMatchObject({ charged: 18_000, refunded: 18_000, fee: 0, held: 0 });
    expect(await findTransferOfBooking(bought.purchase._id)).toBeNull();
    const told = (await collections().outbox.find({ "task.purchase_id": bought.purchase._id, "task.template": "package-ended" }).toArray()).length;
    expect(told).toBe(2);
    expect((await noticesOf(bought.user.id)).filter((notice) => notice.includes("You get $180.00 back."))).toHaveLength(1);
  });

  it("with another figure than is due ends nothing and says the new one", async () => {
    const bought = await aBoughtPackage();
    await expect(end(bought, "client", 22_499)).rejects.toMatchObject({ code: "conflict", details: { reason: "refund_changed", refund: { amount: 22_500, currency: "usd" } } });
    expect((await purchaseNow(bought.purchase._id)).status).toBe("active");
    expect(await listRefundsOf(bought.purchase._id)).toEqual([]);
  });

  it("by both at once, several times, ends it once and gives back once", async () => {
    const bought = await aBoughtPackage();
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => outcome(end(bought, i % 2 === 0 ? "client" : "coach", 22_500))));
    expect(outcomes.filter((each) => each === "done")).toHaveLength(1);
    await refundAll(bought.purchase._id, now);
    expect(await refundsAtStripe(bought.intent_id)).toEqual([[22_500, "succeeded"]]);
  });

  it("while sessions are being booked: what is booked is not given back, to the minor unit", async () => {
    const bought = await aBoughtPackage();
    const [ending, ...bookings] = await Promise.all([outcome(end(bought, "coach", 22_500)), ...[0, 1, 2].map((day) => outcome(book(bought, minutesAfter(tomorrowAtTen, day * 1_440))))]);
    const booked = bookings.filter((each) => each === "done").length;
    if (ending === "done") expect(booked).toBe(0);
    else expect(ending).toBe("refund_changed");
    const purchase = await purchaseNow(bought.purchase._id);
    const parts = (await collections().bookings.find({ package_purchase_id: purchase._id }).toArray()).reduce((sum, { price }) => sum + price, 0);
    expect(parts + purchase.remaining_value + (purchase.ended?.refund_amount ?? 0)).toBe(22_500);
  });

  it("by its client waits until no session is ahead; by its coach the session stays, and comes back in money if it is called off", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought);
    expect(await outcome(end(bought, "client", 17_500))).toBe("sessions_ahead");
    await end(bought, "coach", 18_000);
    const later = (await collections().bookings.findOne({ _id: booking._id })) as BookingDocument;
    expect(later.status).toBe("confirmed");
    await cancelTaughtBooking({ booking_id: booking._id, user: { id: bought.tutor.user_id, role: "tutor" }, now });
    await refundAll(bought.purchase._id, now);
    await refundAll(booking._id, now);
    expect((await refundsAtStripe(bought.intent_id)).map(([amount]) => amount).toSorted((a, b) => a - b)).toEqual([4_500, 18_000]);
    expect(await statement(booking._id)).toMatchObject({ charged: 4_500, refunded: 4_500, held: 0, fee: 0 });
  });

  it("and cancelling its session at the same moment gives each cent back once", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought, minutesAfter(tomorrowAtTen, 3 * 1_440));
    await Promise.all([outcome(end(bought, "coach", 18_000)), ...[0, 4_500].map((expected_refund) => outcome(cancelOwnBooking({ booking_id: booking._id, user: { id: bought.user.id, role: "consumer" }, expected_refund, now })))]);
    const purchase = await purchaseNow(bought.purchase._id);
    if (purchase.status === "active") await end(bought, "coach", purchase.remaining_value);
    const back = (await collections().refunds.find({ tutor_id: bought.tutor._id }).toArray()).reduce((sum, { amount }) => sum + amount, 0);
    const canceled = await collections().bookings.findOne({ _id: booking._id });
    expect(back).toBe(canceled?.status === "confirmed" ? 18_000 : 22_500);
  });

  it("after a session that its coach missed, which went back whole, costs the client nothing of the discount", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought);
    const after = minutesAfter(booking.ends_at, 1);
    const ours = { booking_id: booking._id, now: after };
    await reportAsClient({ ...ours, user: { id: bought.user.id, role: "consumer" }, kind: "no_show", note: null });
    await decideProblem({ ...ours, outcome: "coach_absent", refund_percent: 100, note: null, admin: { id: "user_admin", role: "admin" } });
    expect(await end(bought, "client", 18_000, after)).toMatchObject({ refund: 18_000, kept: 0 });
    await refundAll(booking._id, after);
    await refundAll(bought.purchase._id, after);
    expect((await refundsAtStripe(bought.intent_id)).reduce((sum, [amount]) => sum + amount, 0)).toBe(22_500);
  });

  it("of a coach who is gone costs the client nothing of the discount", async () => {
    const bought = await aBoughtPackage();
    const after = await holdOne(bought);
    await collections().tutors.updateOne({ _id: bought.tutor._id }, { $set: { status: "suspended", is_published: false } });
    expect(await end(bought, "client", 18_000, after)).toMatchObject({ refund: 18_000, kept: 0 });
  });

  it("pays the coach the share of what was kept, out of the same charge", async () => {
    const bought = await aBoughtPackage();
    const account = await onboard({ tutor_user_id: bought.tutor.user_id, tutor_id: bought.tutor._id }, { now });
    const after = await holdOne(bought);
    await end(bought, "client", 17_500, after);
    await refundAll(bought.purchase._id, after);
    const transfer = await findTransferOfBooking(bought.purchase._id);
    expect(transfer).toMatchObject({ amount: 450, status: "waiting", due_at: minutesAfter(after, 1_440) });
    await Promise.all([1, 2].map(() => executeTransfer(transfer?._id ?? "", minutesAfter(after, 1_440))));
    const { data } = await stripe().transfers.list({ destination: account, limit: 10 });
    expect(data.map(({ amount, metadata }) => [amount, metadata.booking_id])).toEqual([[450, bought.purchase._id]]);
    expect(await statement(bought.purchase._id)).toMatchObject({ transferred: 450, fee: 50, held: 0 });
  });
});

describe("a package whose time is over", () => {
  it("ends as its client would have ended it, once, and not a moment before", async () => {
    const bought = await aBoughtPackage();
    await holdOne(bought);
    const expires_at = bought.purchase.expires_at as Date;
    await expect(expirePackage(bought.purchase._id, minutesAfter(expires_at, -1))).rejects.toThrow(NoLongerNeeded);
    const outcomes = await Promise.all([1, 2, 3].map(() => outcome(expirePackage(bought.purchase._id, expires_at))));
    expect(outcomes.filter((each) => each === "done")).toHaveLength(1);
    expect(await purchaseNow(bought.purchase._id)).toMatchObject({ status: "ended", ended: { by: "expiry", refund_amount: 17_500, kept_amount: 500 } });
    expect(await listRefundsOf(bought.purchase._id)).toHaveLength(1);
  });

  it("ends without a word where all its sessions were booked", async () => {
    const bought = await aBoughtPackage({ terms: { sessions: 2 } });
    await book(bought);
    await book(bought, minutesAfter(tomorrowAtTen, 1_440));
    await expirePackage(bought.purchase._id, bought.purchase.expires_at as Date);
    expect(await purchaseNow(bought.purchase._id)).toMatchObject({ status: "ended", ended: { sessions_left: 0, refund_amount: 0 } });
    expect(await collections().outbox.countDocuments({ "task.purchase_id": bought.purchase._id, "task.template": "package-ended" })).toBe(0);
  });
});

describe("a package that the client's bank takes back", () => {
  const hint = (object_id: string) => ({ _id: `evt_${object_id}`, type: "charge.dispute.updated", object_id, livemode: false, status: "pending", attempts: 1, run_at: now, last_error: null, received_at: now, done_at: null }) as const;
  const dispute = async (path: string, body: object = {}) => {
    const answer = await fetch(`${process.env.EMULATORS_URL}/_control/stripe/${path}`, { method: "POST", body: JSON.stringify(body) });
    return ((await answer.json()) as { dispute: { id: string } }).dispute.id;
  };

  it("is frozen while it is open, with all its sessions, and ended when it is lost: nothing is owed twice", async () => {
    const bought = await aBoughtPackage();
    const booking = await book(bought);
    const id = await dispute(`charges/${bought.intent_id}/dispute`);
    await processEvent(hint(id), now);
    expect(await outcome(book(bought, minutesAfter(tomorrowAtTen, 1_440)))).toBe("disputed");
    expect(await outcome(end(bought, "client", 17_500))).toBe("disputed");
    expect((await collections().bookings.findOne({ _id: booking._id }))?.chargeback).toEqual({ dispute_id: id, status: "open" });
    await control(`stripe/disputes/${id}/close`, { outcome: "lost" });
    await processEvent(hint(id), now);
    await processEvent(hint(id), now);
    expect(await purchaseNow(bought.purchase._id)).toMatchObject({ status: "ended", remaining: 0, ended: { by: "bank", refund_amount: 0 } });
    const books = await statement(bought.purchase._id);
    expect(books).toMatchObject({ charged: 18_000, refunded: 22_500, disputed: 0 });
    expect(isExplained(books)).toBe(true);
    expect(await listRefundsOf(bought.purchase._id)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { aUser, noticesOf, now } from "@/lib/bookings/test-marketplace";
import { cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import type { BookingDocument } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { PermanentFailure } from "@/lib/jobs/queue";
import { isExplained, statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { orderRefund } from "@/lib/refunds/order-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { aPaidSession } from "@/lib/refunds/test-paid-session";
import { processEvent } from "@/lib/webhook-events/process-event";
import { freezesPayout } from "./rules";

setUpTestDatabase();

const control = async (path: string, body: object = {}) => {
  const answer = await fetch(`${process.env.EMULATORS_URL}/_control/stripe/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as { dispute: { id: string } };
};
const hint = (type: string, object_id: string) => ({ _id: `evt_${type}_${object_id}`, type, object_id, livemode: false, status: "pending", attempts: 1, run_at: now, last_error: null, received_at: now, done_at: null }) as const;
const events = ["charge.dispute.funds_withdrawn", "charge.dispute.created", "charge.dispute.closed", "charge.dispute.updated", "charge.dispute.funds_reinstated"];
/** Every event of a dispute, twice, in any order: each is a hint only. */
const hear = async (id: string) => {
  for (const type of [...events, ...events.toReversed()]) await processEvent(hint(type, id), now);
};
const statement = async (booking: BookingDocument) => statementOf(await listEntriesOf(booking._id));

async function aDispute(body: object = {}) {
  const admin = await aUser({ role: "admin" });
  const { booking, payment, intent_id } = await aPaidSession();
  const { dispute } = await control(`charges/${intent_id}/dispute`, body);
  await hear(dispute.id);
  return { admin, booking, payment, intent_id, id: dispute.id };
}

describe("a dispute", () => {
  it("marks the booking and its payment, freezes the payout, books the money and Stripe's fee, and tells every admin once", async () => {
    const { admin, booking, id } = await aDispute();
    expect((await findBooking(booking._id))?.chargeback).toEqual({ dispute_id: id, status: "open" });
    const payment = await findPaymentOfBooking(booking._id);
    expect(payment?.chargeback).toEqual({ dispute_id: id, status: "open" });
    expect(freezesPayout(payment?.chargeback)).toBe(true);
    expect(await statement(booking)).toMatchObject({ charged: 5_000, disputed: 5_000, refunded: 0, stripe_fees: 1_500, held: 4_500, fee: 500 });
    expect((await noticesOf(admin._id)).filter((notice) => notice.startsWith("A payment is disputed: $50.00"))).toHaveLength(1);
  });

  it("that is won lets everything go on as before, but for Stripe's fee", async () => {
    const { booking, id } = await aDispute();
    await control(`disputes/${id}/close`, { outcome: "won" });
    await hear(id);
    expect(freezesPayout((await findBooking(booking._id))?.chargeback)).toBe(false);
    expect(await statement(booking)).toMatchObject({ charged: 5_000, disputed: 0, refunded: 0, stripe_fees: 1_500, held: 4_500, fee: 500 });
  });

  it("that is lost is the client's, and nobody is paid for the session", async () => {
    const { admin, booking, id } = await aDispute();
    await control(`disputes/${id}/close`, { outcome: "lost" });
    await hear(id);
    expect(freezesPayout((await findBooking(booking._id))?.chargeback)).toBe(true);
    const lost = await statement(booking);
    expect(lost).toMatchObject({ charged: 5_000, refunded: 5_000, held: 0, fee: 0, disputed: 0 });
    expect(isExplained(lost)).toBe(true);
    expect((await noticesOf(admin._id)).filter((notice) => notice.includes("dispute was lost"))).toHaveLength(1);
  });

  it("that is lost takes the place of a refund that had not left yet", async () => {
    const { booking, id } = await aDispute();
    await cancelTaughtBooking({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" }, now });
    expect(await statement(booking)).toMatchObject({ owed_to_client: 5_000, fee: 0 });
    await control(`disputes/${id}/close`, { outcome: "lost" });
    await hear(id);
    expect(await statement(booking)).toMatchObject({ charged: 5_000, refunded: 5_000, owed_to_client: 0, held: 0, fee: 0 });
  });

  it("that is lost is not given back once more: a cancellation orders nothing, and nobody can order it", async () => {
    const { booking, payment, id } = await aDispute();
    await control(`disputes/${id}/close`, { outcome: "lost" });
    await hear(id);
    await cancelTaughtBooking({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" }, now });
    expect(await findBooking(booking._id)).toMatchObject({ status: "canceled_by_tutor", cancellation: { refund_percent: 100, refund_amount: 5_000 } });
    expect(await listRefundsOf(booking._id)).toEqual([]);
    const again = withTransaction((session) => orderRefund({ payment, amount: 1, reason: "problem_decided", source: `problem:${booking._id}`, now, session }));
    await expect(again).rejects.toMatchObject({ code: "conflict", details: { reason: "refund_too_large" } });
    expect(await statement(booking)).toMatchObject({ charged: 5_000, refunded: 5_000, owed_to_client: 0, held: 0, fee: 0 });
  });

  it("that is only an inquiry freezes the payout and moves no money", async () => {
    const { booking, id } = await aDispute({ inquiry: true });
    expect((await findBooking(booking._id))?.chargeback).toEqual({ dispute_id: id, status: "inquiry" });
    expect(freezesPayout((await findBooking(booking._id))?.chargeback)).toBe(true);
    expect(await statement(booking)).toMatchObject({ disputed: 0, stripe_fees: 0 });
    await control(`disputes/${id}/close`, { outcome: "won" });
    await hear(id);
    expect(freezesPayout((await findBooking(booking._id))?.chargeback)).toBe(false);
  });

  it("about a charge that is none of ours is put aside for a person", async () => {
    const intent = await stripe().paymentIntents.create({ amount: 700, currency: "usd", payment_method: "pm_card_visa", confirm: true, allowed_payment_method_types: ["card"] });
    const { dispute } = await control(`charges/${intent.id}/dispute`);
    await expect(processEvent(hint("charge.dispute.created", dispute.id), now)).rejects.toThrow(PermanentFailure);
    await processEvent(hint("charge.dispute.created", "du_nobody"), now);
  });
});

describe("what Stripe keeps of a charge", () => {
  it("is booked once, from the moment that Stripe knows it, however often it is told", async () => {
    const { booking, intent_id, payment } = await aPaidSession();
    const charge_id = payment.stripe_charge_id ?? "";
    await expect.poll(async () => (await stripe().charges.retrieve(charge_id)).balance_transaction, { timeout: 10_000 }).not.toBeNull();
    await Promise.all(Array.from({ length: 4 }, () => processEvent(hint("charge.updated", charge_id), now)));
    const charge = await stripe().paymentIntents.retrieve(intent_id, { expand: ["latest_charge.balance_transaction"] });
    const fee = (charge.latest_charge as { balance_transaction: { fee: number } }).balance_transaction.fee;
    expect(fee).toBeGreaterThan(0);
    expect(await statement(booking)).toMatchObject({ charged: 5_000, stripe_fees: fee, held: 4_500, fee: 500 });
    expect((await listEntriesOf(booking._id)).filter(({ kind }) => kind === "payment_fee")).toHaveLength(1);
  });
});

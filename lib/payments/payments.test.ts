import { describe, expect, it } from "vitest";
import Stripe from "stripe";
import { holdBooking } from "@/lib/bookings/hold-booking";
import { expireLapsedHolds, findBooking } from "@/lib/bookings/store";
import { aHold, anOrder, aTutor, aUser, minutesAfter, now, tomorrowAtTen } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { type createSessionPayment, findSessionIntent } from "@/lib/integrations/stripe/session-payments";
import { stripe } from "@/lib/integrations/stripe/client";
import { newId } from "@/lib/core/id";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { confirmPayment } from "./confirm-payment";
import { createIntent } from "./create-intent";
import { settlePayment } from "./settle-payment";
import { findPaymentOfBooking } from "./store";

setUpTestDatabase();

const pay = (intentId: string, card = "pm_card_visa") => stripe().paymentIntents.confirm(intentId, { payment_method: card, return_url: "http://localhost:3000/checkout" });
const tasksOf = (bookingId: string) => collections().outbox.find({ "task.booking_id": bookingId }).toArray();
const templatesOf = async (bookingId: string) => (await tasksOf(bookingId)).map(({ task }) => (task.kind === "mail" ? task.template : task.kind)).sort();

async function aPaidHold(parts: Parameters<typeof aHold>[0] = {}) {
  const booking = await aHold(parts);
  const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
  await pay(intent.id);
  const paid = await findSessionIntent(intent.id);
  if (!paid) throw new Error("Stripe lost it");
  return { booking, intent: paid };
}

describe("an intent", () => {
  it("is one for a booking, however many ask at once", async () => {
    const booking = await aHold();
    const answers = await Promise.all(Array.from({ length: 6 }, () => createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now })));
    expect(new Set(answers.map(({ intent }) => intent.id)).size).toBe(1);
    const atStripe = await stripe().paymentIntents.retrieve(answers[0]?.intent.id ?? "");
    expect(atStripe).toMatchObject({ amount: 5_000, currency: "usd", transfer_group: booking._id, metadata: { booking_id: booking._id } });
  });

  it("is found again where a crash came between Stripe's write and ours", async () => {
    const booking = await aHold();
    const first = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
    await collections().payments.updateOne({ booking_id: booking._id }, { $unset: { stripe_payment_intent_id: "" } });
    const second = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
    expect(second.intent.id).toBe(first.intent.id);
  });

  it("is not made for another's booking, a lapsed hold or a paid session", async () => {
    const booking = await aHold();
    await expect(createIntent({ booking_id: booking._id, user_id: "user_other", now })).rejects.toMatchObject({ code: "not_found" });
    await expect(createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now: minutesAfter(now, 10) })).rejects.toMatchObject({ code: "conflict" });
    const paid = await aPaidHold();
    await settlePayment(paid.intent, now);
    await expect(createIntent({ booking_id: paid.booking._id, user_id: paid.booking.consumer_id, now })).rejects.toMatchObject({ code: "conflict" });
    expect(await findPaymentOfBooking(booking._id)).toBeNull();
  });
});

describe("confirming", () => {
  it("asks Stripe and books nothing while there is no money", async () => {
    const booking = await aHold();
    const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
    const confirm = () => confirmPayment({ payment_intent_id: intent.id, user_id: booking.consumer_id, now });
    await expect(confirm()).rejects.toMatchObject({ code: "payment_required" });
    await expect(pay(intent.id, "pm_card_visa_chargeDeclined")).rejects.toBeInstanceOf(Stripe.errors.StripeCardError);
    await expect(confirm()).rejects.toMatchObject({ code: "payment_required" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "held" });
    await pay(intent.id);
    expect(await confirm()).toEqual({ booking_id: booking._id, outcome: "confirmed" });
  });

  it("is 404 for another's intent", async () => {
    const { booking, intent } = await aPaidHold();
    await expect(confirmPayment({ payment_intent_id: intent.id, user_id: "user_other", now })).rejects.toMatchObject({ code: "not_found" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "held" });
  });
});

describe("settling", () => {
  it("confirms the booking and writes each mail once, by twenty at once", async () => {
    const { booking, intent } = await aPaidHold();
    // Each a little later than the other: a second one must find it done, not write the same again.
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => settlePayment(intent, new Date(now.getTime() + index))));
    expect(outcomes.every(({ outcome }) => outcome === "confirmed")).toBe(true);
    expect(await settlePayment(intent, minutesAfter(now, 1))).toMatchObject({ outcome: "confirmed" });
    const settled = await findBooking(booking._id);
    expect(settled).toMatchObject({ status: "confirmed", hold_expires_at: null });
    expect(settled?.tutor_cells).toEqual(booking.tutor_cells);
    expect(settled?.hold_seat).toBeUndefined();
    // The session is tomorrow at ten: the reminder of the day before would have come before the booking.
    expect(await templatesOf(booking._id)).toEqual(["booking-confirmation", "complete-booking", "new-booking", "payment-receipt", "session-reminder", "session-reminder"]);
    expect((await collections().notifications.find({ href: { $regex: booking._id } }).toArray()).map(({ user_id, title }) => ({ user_id, title }))).toEqual([
      { user_id: booking.consumer_id, title: expect.stringMatching(/^Booked: .+ with /) as string },
      { user_id: booking.tutor_user_id, title: expect.stringMatching(/^New booking: .+ with Maya Lindqvist$/) as string },
    ]);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "succeeded", card: { brand: "visa", last4: "4242" } });
  });

  it("does not need our own note of the intent, when Stripe's word comes first", async () => {
    const { booking, intent } = await aPaidHold();
    await collections().payments.updateOne({ booking_id: booking._id }, { $unset: { stripe_payment_intent_id: "" } });
    await settlePayment(intent, now);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "succeeded", stripe_payment_intent_id: intent.id });
  });

  const foreign: [string, (booking_id: string) => Parameters<typeof createSessionPayment>[0] extends infer O ? Partial<O> : never][] = [
    ["of another amount", () => ({ amount: 4_999 })],
    ["of another currency", () => ({ currency: "inr", amount: 5_000 })],
    ["for another booking", () => ({ booking_id: "bk_another" })],
    ["for no payment of ours", () => ({ payment_id: "pay_unknown" })],
  ];
  it.each(foreign)("confirms nothing by an intent %s", async (_title, change) => {
    const booking = await aHold();
    const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
    const payment = await findPaymentOfBooking(booking._id);
    const order = { payment_id: payment?._id ?? "", booking_id: booking._id, consumer_id: "", tutor_id: "", amount: 5_000, currency: "usd", description: "forged", ...change(booking._id) };
    const forged = await stripe().paymentIntents.create({
      amount: order.amount,
      currency: order.currency,
      metadata: { payment_id: order.payment_id, booking_id: order.booking_id },
      payment_method: "pm_card_visa",
      confirm: true,
      allowed_payment_method_types: ["card"],
    });
    const found = await findSessionIntent(forged.id);
    if (!found) throw new Error("not found");
    await expect(settlePayment(found, now)).rejects.toMatchObject({ code: "payment_required" });
    // Not even where we had not yet noted our own intent.
    await collections().payments.updateOne({ _id: payment?._id ?? "" }, { $unset: { stripe_payment_intent_id: "" } });
    await expect(settlePayment(found, now)).rejects.toMatchObject({ code: "payment_required" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "held" });
    expect(await findSessionIntent(intent.id)).toMatchObject({ status: "open" });
  });

  it("confirms nothing by a second intent that copies our words", async () => {
    const booking = await aHold();
    await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
    const payment = await findPaymentOfBooking(booking._id);
    const copy = await stripe().paymentIntents.create({
      amount: 5_000,
      currency: "usd",
      metadata: { payment_id: payment?._id ?? "", booking_id: booking._id },
      payment_method: "pm_card_visa",
      confirm: true,
      allowed_payment_method_types: ["card"],
    });
    const found = await findSessionIntent(copy.id);
    await expect(settlePayment(found ?? ({} as never), now)).rejects.toMatchObject({ code: "payment_required" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "held" });
  });
});

describe("a payment after the hold lapsed", () => {
  it("takes the time from another hold that ran out too and that nobody has ended", async () => {
    const tutor = await aTutor();
    const { booking, intent } = await aPaidHold({ tutor });
    const { booking: other } = await holdBooking(anOrder(tutor), minutesAfter(now, 11));
    expect(await settlePayment(intent, minutesAfter(now, 22))).toMatchObject({ outcome: "confirmed" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "confirmed" });
    expect(await findBooking(other._id)).toMatchObject({ status: "expired" });
  });

  it("still books when nobody took the time", async () => {
    const { booking, intent } = await aPaidHold();
    expect(await settlePayment(intent, minutesAfter(now, 30))).toMatchObject({ outcome: "confirmed" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "confirmed" });
  });

  it("takes the time again when the hold was released and nobody else has it", async () => {
    const { booking, intent } = await aPaidHold();
    const later = minutesAfter(now, 30);
    await expireLapsedHolds({ _id: booking._id }, later);
    expect(await settlePayment(intent, later)).toMatchObject({ outcome: "confirmed" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "confirmed", tutor_cells: booking.tutor_cells, consumer_cells: booking.consumer_cells });
  });

  it("is given back, once, when somebody else has the time", async () => {
    const tutor = await aTutor();
    const { booking, intent } = await aPaidHold({ tutor });
    const later = minutesAfter(now, 30);
    const other = await holdBooking(anOrder(tutor, { starts_at: tomorrowAtTen }), later);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => settlePayment(intent, later)));
    expect(outcomes.every(({ outcome }) => outcome === "refunded")).toBe(true);
    expect(await findBooking(other.booking._id)).toMatchObject({ status: "held" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "expired" });

    const [refund, ...more] = await listRefundsOf(booking._id);
    expect(more).toEqual([]);
    expect(await collections().outbox.countDocuments({ "task.kind": "refund", "task.refund_id": refund?._id ?? "" })).toBe(1);
    await Promise.all(Array.from({ length: 4 }, () => executeRefund(refund?._id ?? "", later)));
    await executeRefund(refund?._id ?? "", later);
    const refunds = await stripe().refunds.list({ payment_intent: intent.id });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([5_000]);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "refunded" });
    expect(await templatesOf(booking._id)).toEqual(["booking-refunded"]);
  });

  it("is not given back without an order to do so", async () => {
    const { booking, intent } = await aPaidHold();
    await settlePayment(intent, now);
    await expect(executeRefund((await findPaymentOfBooking(booking._id))?._id ?? "", now)).rejects.toThrow("there is no refund");
    expect((await stripe().refunds.list({ payment_intent: intent.id })).data).toEqual([]);
  });

  it("is given back when the session would have begun", async () => {
    const { booking, intent } = await aPaidHold();
    expect(await settlePayment(intent, tomorrowAtTen)).toMatchObject({ outcome: "refunded" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "held" });
  });

  it("is given back when the account was deleted meanwhile", async () => {
    const consumer_id = (await aUser())._id;
    const { booking, intent } = await aPaidHold({ consumer_id });
    await collections().users.updateOne({ _id: consumer_id }, { $set: { deleted_at: now } });
    expect(await settlePayment(intent, now)).toMatchObject({ outcome: "refunded" });
    expect(await findBooking(booking._id)).toMatchObject({ status: "held" });
  });

  it("and a cancelled hold of a person who paid meanwhile is booked all the same", async () => {
    const consumer_id = (await aUser())._id;
    const { booking, intent } = await aPaidHold({ consumer_id });
    await collections().bookings.updateOne({ _id: booking._id }, { $set: { status: "expired" }, $unset: { tutor_cells: "", consumer_cells: "", hold_seat: "" } });
    expect(await settlePayment(intent, now)).toMatchObject({ outcome: "confirmed" });
  });
});

it("an id that Stripe does not know is nothing to confirm", async () => {
  expect(await findSessionIntent(`pi_${newId("payment")}`)).toBeNull();
});

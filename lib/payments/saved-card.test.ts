import { describe, expect, it } from "vitest";
import { POST as intentPost } from "@/app/api/payments/create-intent/route";
import { aPerson, post } from "@/lib/auth/test-account";
import { aHold, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { listOwnCards } from "@/lib/payment-methods/list-own-cards";
import { aCardHolder, aSavedCard } from "@/lib/payment-methods/test-cards";
import { findUser } from "@/lib/users/store";
import { confirmPayment } from "./confirm-payment";
import { createIntent } from "./create-intent";
import { findPaymentOfBooking } from "./store";

setUpTestDatabase();

const return_url = "http://localhost:3000/checkout";
const pay = (intentId: string, payment_method: string) => stripe().paymentIntents.confirm(intentId, { payment_method, return_url });

describe("paying with a saved card", () => {
  it("confirms the session without the card being typed", async () => {
    const { user, card_id } = await aCardHolder();
    const booking = await aHold({ consumer_id: user._id });
    const { intent } = await createIntent({ booking_id: booking._id, user_id: user._id, payment_method_id: card_id, now });
    expect(intent).toMatchObject({ customer_id: user.stripe_customer_id ?? (await findUser(user._id))?.stripe_customer_id, keeps_card: false });
    await pay(intent.id, card_id);
    expect(await confirmPayment({ payment_intent_id: intent.id, user_id: user._id, now })).toEqual({ booking_id: booking._id, outcome: "confirmed" });
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "succeeded", card: { brand: "visa", last4: "4242" } });
    expect(await listOwnCards({ user_id: user._id, now })).toHaveLength(1);
  });

  it("still asks the bank where the bank wants to be asked: the person is there", async () => {
    const { user, card_id } = await aCardHolder("pm_card_authenticationRequiredSetupForOffSession");
    const booking = await aHold({ consumer_id: user._id });
    const { intent } = await createIntent({ booking_id: booking._id, user_id: user._id, payment_method_id: card_id, now });
    expect((await pay(intent.id, card_id)).status).toBe("requires_action");
  });

  it("that is declined leaves the time held and the same payment open for another card", async () => {
    const { user, card_id } = await aCardHolder("pm_card_chargeCustomerFail");
    const booking = await aHold({ consumer_id: user._id });
    const order = { booking_id: booking._id, user_id: user._id, now };
    const { intent } = await createIntent({ ...order, payment_method_id: card_id });
    await expect(pay(intent.id, card_id)).rejects.toMatchObject({ code: "card_declined" });
    const again = await createIntent(order);
    expect(again.intent.id).toBe(intent.id);
    await pay(intent.id, "pm_card_visa");
    expect(await confirmPayment({ payment_intent_id: intent.id, user_id: user._id, now })).toMatchObject({ outcome: "confirmed" });
    expect((await listOwnCards({ user_id: user._id, now })).map(({ id }) => id)).toEqual([card_id]);
  });

  it("of another person is refused before anything is written, and by Stripe for whoever asks it directly", async () => {
    const { card_id: theirs } = await aCardHolder();
    const { user } = await aCardHolder();
    const booking = await aHold({ consumer_id: user._id });
    const order = { booking_id: booking._id, user_id: user._id, now };
    await expect(createIntent({ ...order, payment_method_id: theirs })).rejects.toMatchObject({ code: "not_found", details: { reason: "card_gone" } });
    expect(await findPaymentOfBooking(booking._id)).toBeNull();
    const { intent } = await createIntent({ ...order, save_card: true });
    await expect(pay(intent.id, theirs)).rejects.toMatchObject({ type: "StripeInvalidRequestError" });
    expect((await stripe().paymentIntents.retrieve(intent.id)).amount_received).toBe(0);
  });
});

describe("a typed card", () => {
  it("is kept where its owner wants it to, and only then", async () => {
    const { user } = await aCardHolder("pm_card_mastercard");
    for (const save_card of [false, true]) {
      const booking = await aHold({ consumer_id: user._id, ...(save_card && { starts_at: new Date("2027-02-02T14:00:00Z") }) });
      const { intent } = await createIntent({ booking_id: booking._id, user_id: user._id, save_card, now });
      const { setup_future_usage, payment_method } = await pay(intent.id, "pm_card_visa");
      expect(setup_future_usage).toBe(save_card ? "on_session" : null);
      const { customer } = await stripe().paymentMethods.retrieve(String(payment_method));
      expect(customer).toBe(save_card ? ((await findUser(user._id))?.stripe_customer_id ?? "") : null);
    }
  });

  it("is not kept by a second try that says no after a first that said yes", async () => {
    const { user } = await aCardHolder();
    const booking = await aHold({ consumer_id: user._id });
    const order = { booking_id: booking._id, user_id: user._id, now };
    expect((await createIntent({ ...order, save_card: true })).intent.keeps_card).toBe(true);
    const { intent } = await createIntent(order);
    expect((await pay(intent.id, "pm_card_visa")).setup_future_usage).toBeNull();
  });

  it("that has paid already is asked for nothing more: the payment is answered as it is", async () => {
    const { user } = await aCardHolder();
    const booking = await aHold({ consumer_id: user._id });
    const order = { booking_id: booking._id, user_id: user._id, now };
    const { intent } = await createIntent(order);
    await pay(intent.id, "pm_card_mastercard");
    expect((await createIntent({ ...order, save_card: true })).intent).toMatchObject({ id: intent.id, status: "succeeded", customer_id: null });
  });

  it("makes nobody a customer at Stripe who keeps none", async () => {
    const booking = await aHold();
    const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
    expect((await stripe().paymentIntents.retrieve(intent.id)).customer).toBeNull();
    expect((await findUser(booking.consumer_id))?.stripe_customer_id).toBeUndefined();
  });
});

describe("asking for an intent", () => {
  it.each([
    ["a customer", { customer: "cus_1" }],
    ["a card and the wish to save it", { payment_method_id: "pm_12345", save_card: true }],
    ["a card that is an operator", { payment_method_id: { $ne: null } }],
    ["a card that is no card's id", { payment_method_id: "card_12345" }],
    ["a wish that is neither yes nor no", { save_card: "yes" }],
  ])("with %s is 422, and nothing is written", async (_what, fields) => {
    const { user, cookie } = await aPerson();
    const booking = await aHold({ consumer_id: user.id });
    expect((await post(intentPost, { booking_id: booking._id, ...fields }, cookie)).status).toBe(422);
    expect(await collections().payments.countDocuments({ booking_id: booking._id })).toBe(0);
  });

  it("with another's card is 404, and nothing is written", async () => {
    const { card_id } = await aCardHolder();
    const { user, cookie } = await aPerson();
    await aSavedCard(user.id);
    const hold = await aHold({ consumer_id: user.id });
    await collections().bookings.updateOne({ _id: hold._id }, { $set: { hold_expires_at: new Date(Date.now() + 600_000) } });
    expect((await post(intentPost, { booking_id: hold._id, payment_method_id: card_id }, cookie)).status).toBe(404);
    expect(await collections().payments.countDocuments({ booking_id: hold._id })).toBe(0);
  });
});

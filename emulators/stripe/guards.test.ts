import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { failureOf, payWith, startForTest, startReceiver } from "./testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(() => emulator.control("reset"));
afterAll(() => emulator.close());

/** What a page does with its publishable key. */
async function asPage(
  path: string,
  params: Record<string, string>,
): Promise<{ status: number; body: { id?: string; status?: string; error?: Record<string, unknown> } }> {
  const answer = await fetch(`${emulator.url}${path}`, { method: "POST", body: new URLSearchParams(params), headers: { authorization: "Bearer pk_test_1" } });
  return { status: answer.status, body: (await answer.json()) as { id?: string } };
}

const card = (number: string, more: Record<string, string> = {}) => ({
  type: "card",
  "card[number]": number,
  "card[exp_month]": "12",
  "card[exp_year]": "2040",
  "card[cvc]": "123",
  ...more,
});

describe("a page", () => {
  it.each<[string, Record<string, string>, object]>([
    ["4242424242424241", {}, { code: "incorrect_number", param: "number" }],
    ["4111111111111111", {}, { code: "card_declined", decline_code: "test_mode_live_card" }],
    ["4242424242424242", { "card[exp_month]": "13" }, { code: "invalid_expiry_month" }],
    ["4242424242424242", { "card[exp_year]": "2020" }, { code: "invalid_expiry_year" }],
    ["4242424242424242", { "card[cvc]": "12" }, { code: "invalid_cvc" }],
  ])("makes no payment method of %s %j", async (number, more, error) => {
    expect(await asPage("/v1/payment_methods", card(number, more))).toMatchObject({ status: 402, body: { error: { type: "card_error", ...error } } });
  });

  it("makes a payment method of a test card, and confirms only with the intent's own secret", async () => {
    const method = await asPage("/v1/payment_methods", card("4242 4242 4242 4242"));
    expect(method).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^pm_/) as string } });
    const intent = await stripe.paymentIntents.create({ amount: 4000, currency: "usd" });
    const other = await stripe.paymentIntents.create({ amount: 1000, currency: "usd" });
    const confirm = (client_secret: string) =>
      asPage(`/v1/payment_intents/${intent.id}/confirm`, { client_secret, payment_method: method.body.id ?? "", use_stripe_sdk: "true" });
    expect((await confirm(other.client_secret!)).status).toBe(400);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_payment_method");
    expect(await confirm(intent.client_secret!)).toMatchObject({ status: 200, body: { status: "succeeded" } });
  });

  it("may not refund", async () => {
    const paid = await payWith(stripe, "pm_card_visa");
    expect((await asPage("/v1/refunds", { payment_intent: paid.id })).status).toBe(403);
  });
});

describe("an authentication that was replaced", () => {
  const answer = (intent: Stripe.PaymentIntent) =>
    fetch(intent.next_action?.redirect_to_url?.url ?? "", { method: "POST", body: "outcome=pass", redirect: "manual" });

  it("takes no money after the intent was canceled", async () => {
    const waiting = await payWith(stripe, "pm_card_authenticationRequired", { return_url: "https://example.com" });
    await stripe.paymentIntents.cancel(waiting.id);
    await answer(waiting);
    expect((await stripe.paymentIntents.retrieve(waiting.id)).status).toBe("canceled");
    expect((await stripe.charges.list()).data).toEqual([]);
  });

  it("takes no money for the confirmation before", async () => {
    const first = await payWith(stripe, "pm_card_authenticationRequired", { return_url: "https://example.com" });
    const second = await stripe.paymentIntents.confirm(first.id, { return_url: "https://example.com" });
    await answer(first);
    expect((await stripe.paymentIntents.retrieve(first.id)).status).toBe("requires_action");
    await answer(second);
    await answer(second);
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it("may pass and be declined all the same", async () => {
    const waiting = await payWith(stripe, "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", { return_url: "https://example.com" });
    await answer(waiting);
    expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "card_declined" },
    });
  });
});

describe("money", () => {
  it("is not refunded from a declined charge, nor by naming another intent", async () => {
    await failureOf(payWith(stripe, "pm_card_chargeDeclined"));
    const [declined] = (await stripe.charges.list()).data;
    expect(await failureOf(stripe.refunds.create({ charge: declined!.id }))).toMatchObject({ statusCode: 400, param: "charge" });
    const [one, two] = [await payWith(stripe, "pm_card_visa"), await payWith(stripe, "pm_card_visa")];
    expect(await failureOf(stripe.refunds.create({ charge: one.latest_charge as string, payment_intent: two.id }))).toMatchObject({ param: "payment_intent" });
    expect(await failureOf(stripe.refunds.create({ payment_intent: one.id, amount: 0 }))).toMatchObject({ param: "amount" });
    expect((await stripe.refunds.list()).data).toEqual([]);
  });

  it("is settled once, also where a refund comes before the settlement", async () => {
    const paid = await payWith(stripe, "pm_card_visa");
    await stripe.refunds.create({ payment_intent: paid.id });
    await emulator.control("clock", { advance_ms: 1000 });
    expect((await stripe.balanceTransactions.list()).data.map(({ type }) => type)).toEqual(["refund", "charge"]);
  });

  it("is refunded at most once by simultaneous calls", async () => {
    const paid = await payWith(stripe, "pm_card_visa", { amount: 4000 });
    const calls = await Promise.allSettled(Array.from({ length: 5 }, () => stripe.refunds.create({ payment_intent: paid.id, amount: 2500 })));
    expect(calls.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const booked = (await stripe.balanceTransactions.list({ type: "refund" })).data;
    expect(booked.map(({ amount }) => amount)).toEqual([-2500]);
  });
});

describe("requests", () => {
  it("has no idempotency key over 255 characters", async () => {
    expect(await failureOf(stripe.customers.create({}, { idempotencyKey: "k".repeat(256) }))).toMatchObject({ statusCode: 400 });
  });

  it("takes no JSON, and says so", async () => {
    const headers = { authorization: "Bearer sk_test_1", "content-type": "application/json" };
    const answer = await fetch(`${emulator.url}/v1/customers`, { method: "POST", headers, body: "{}" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("form-encoded");
  });

  it("keeps the keys of two accounts apart", async () => {
    const make = (key: string) =>
      fetch(`${emulator.url}/v1/customers`, {
        method: "POST",
        body: "name=Maya",
        headers: { authorization: `Bearer ${key}`, "idempotency-key": "op_1", "content-type": "application/x-www-form-urlencoded" },
      });
    const [first, second] = [(await (await make("sk_test_1")).json()) as Stripe.Customer, (await (await make("sk_test_2")).json()) as Stripe.Customer];
    expect(first.id).not.toBe(second.id);
  });
});

it("an endpoint that never answers well is given up, and the event stays pending", async () => {
  const receiver = await startReceiver(() => 500);
  await emulator.control("stripe/webhook-endpoints", { urls: [receiver.url] });
  await stripe.customers.create({});
  const state = async () => {
    await emulator.control("clock", { advance_ms: 70_000 });
    const { deliveries } = (await emulator.control("stripe/webhooks", {}, "GET")) as { deliveries: { state: string }[] };
    return deliveries[0]?.state;
  };
  await vi.waitFor(async () => expect(await state()).toBe("given_up"), 8000);
  expect(receiver.received).toHaveLength(8);
  expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
  await emulator.control("stripe/webhook-endpoints", { urls: [] });
  await receiver.close();
});

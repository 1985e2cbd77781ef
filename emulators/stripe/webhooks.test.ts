import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failureOf, payWith, startForTest, startReceiver } from "./testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let stripe: Stripe;
let answer = 200;

beforeEach(async () => {
  answer = 200;
  emulator = await startForTest();
  stripe = emulator.stripe;
  receiver = await startReceiver(() => answer);
  await emulator.control("stripe/webhook-endpoints", { urls: [receiver.url] });
});
afterEach(async () => {
  await emulator.close();
  await receiver.close();
});

const count = (wanted: number) => vi.waitFor(() => expect(receiver.received.length).toBeGreaterThanOrEqual(wanted), 5000);

describe("webhooks", () => {
  it("are signed so that the SDK accepts them, and no other secret does", async () => {
    await stripe.paymentIntents.create({ amount: 4000, currency: "usd" });
    await count(1);
    const { body, signature } = receiver.received[0]!;
    const event = stripe.webhooks.constructEvent(body, signature, "whsec_emulator");
    expect(event).toMatchObject({ object: "event", type: "payment_intent.created", api_version: Stripe.API_VERSION, livemode: false, pending_webhooks: 1 });
    expect(event.request?.id).toMatch(/^req_/);
    expect(() => stripe.webhooks.constructEvent(body, signature, "whsec_other")).toThrow();
    expect(() => stripe.webhooks.constructEvent(body.replace("4000", "4"), signature, "whsec_emulator")).toThrow();
  });

  it("tell a payment, its settlement and its refund", async () => {
    const paid = await payWith(stripe, "pm_card_visa");
    await count(4);
    expect(receiver.types()).toEqual(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "charge.updated"]);
    await stripe.refunds.create({ payment_intent: paid.id });
    await count(6);
    await emulator.control("clock", { advance_ms: 5000 });
    await count(8);
    expect(receiver.types().slice(4)).toEqual(["refund.created", "charge.refunded", "refund.updated", "charge.refund.updated"]);
    const listed = (await stripe.events.list({ type: "payment_intent.*" })).data;
    expect(listed.map(({ type }) => type)).toEqual(["payment_intent.succeeded", "payment_intent.created"]);
    await vi.waitFor(async () => expect((await stripe.events.retrieve(listed[0]!.id)).pending_webhooks).toBe(0), 3000);
  });

  it("tell declines, authentication, cancelling and processing", async () => {
    await failureOf(payWith(stripe, "pm_card_chargeDeclined"));
    await count(3);
    expect(receiver.types()).toEqual(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);
    const waiting = await payWith(stripe, "pm_card_authenticationRequired");
    await stripe.paymentIntents.cancel(waiting.id);
    await stripe.paymentIntents.create({
      amount: 4000,
      currency: "usd",
      allowed_payment_method_types: ["us_bank_account"],
      payment_method: "pm_usBankAccount_processing",
      confirm: true,
    });
    await count(8);
    expect(receiver.types().slice(3).sort()).toEqual([
      "payment_intent.canceled",
      "payment_intent.created",
      "payment_intent.created",
      "payment_intent.processing",
      "payment_intent.requires_action",
    ]);
  });

  it("are tried again after growing delays until they are taken", async () => {
    answer = 500;
    await stripe.customers.create({});
    await count(1);
    await vi.waitFor(async () => expect((await stripe.events.list()).data[0]?.pending_webhooks).toBe(1));
    await emulator.control("clock", { advance_ms: 1100 });
    await count(2);
    answer = 200;
    await vi.waitFor(async () => {
      await emulator.control("clock", { advance_ms: 2100 });
      expect((await stripe.events.list()).data[0]?.pending_webhooks).toBe(0);
    }, 3000);
    const { deliveries } = (await emulator.control("stripe/webhooks", {}, "GET")) as { deliveries: { state: string; attempts: { status: number }[] }[] };
    expect(deliveries[0]).toMatchObject({ state: "delivered" });
    expect(deliveries[0]?.attempts.map(({ status }) => status)).toEqual([500, 500, 200]);
  });

  it("can be lost, and asked for again", async () => {
    await emulator.control("stripe/webhook-faults", { drop: 1 });
    await stripe.customers.create({ name: "Lost" });
    await stripe.customers.create({ name: "Arrives" });
    await count(1);
    expect((receiver.received[0]!.event.data.object as Stripe.Customer).name).toBe("Arrives");
    const events = (await stripe.events.list()).data;
    expect(events).toHaveLength(2);
    await emulator.control(`stripe/events/${events[1]!.id}/resend`);
    expect(receiver.received[1]!.event.id).toBe(events[1]!.id);
  });

  it("can be lost every second time", async () => {
    await emulator.control("stripe/webhook-faults", { drop: 0.5 });
    for (let i = 0; i < 6; i++) await stripe.customers.create({ name: `Client ${i}` });
    await count(3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(receiver.received).toHaveLength(3);
  });

  it("can come twice", async () => {
    await emulator.control("stripe/webhook-faults", { duplicate: 1 });
    await stripe.customers.create({});
    await count(2);
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
  });

  it("do not count twice where they come twice", async () => {
    const broken = await startReceiver(() => 500);
    await emulator.control("stripe/webhook-endpoints", { urls: [receiver.url, broken.url] });
    await emulator.control("stripe/webhook-faults", { duplicate: 1 });
    await stripe.customers.create({});
    await count(2);
    await vi.waitFor(() => expect(broken.received).toHaveLength(2));
    await vi.waitFor(async () => expect((await stripe.events.list()).data[0]?.pending_webhooks).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await stripe.events.list()).data[0]?.pending_webhooks).toBe(1);
    await broken.close();
  });

  it("can come in the wrong order", async () => {
    await emulator.control("stripe/webhook-faults", { shuffle: true });
    await payWith(stripe, "pm_card_visa", { capture_method: "automatic" });
    await count(4);
    expect(receiver.types()).toEqual(["payment_intent.succeeded", "charge.updated", "charge.succeeded", "payment_intent.created"]);
  });

  it("can be held back and flushed", async () => {
    await emulator.control("stripe/webhook-faults", { hold: true });
    await payWith(stripe, "pm_card_visa", { capture_method: "automatic" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(receiver.received).toEqual([]);
    await emulator.control("stripe/webhooks/flush");
    expect(receiver.types()).toEqual(["payment_intent.created", "charge.succeeded", "charge.updated", "payment_intent.succeeded"]);
  });

  it("go to endpoints made by the API, for the events they want", async () => {
    await emulator.control("stripe/webhook-endpoints", { urls: [] });
    const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ["customer.created"] });
    await stripe.paymentIntents.create({ amount: 4000, currency: "usd" });
    await stripe.customers.create({});
    await count(1);
    expect(receiver.types()).toEqual(["customer.created"]);
    expect(stripe.webhooks.constructEvent(receiver.received[0]!.body, receiver.received[0]!.signature, endpoint.secret!).type).toBe("customer.created");
    expect(await stripe.webhookEndpoints.retrieve(endpoint.id)).not.toHaveProperty("secret");
  });

  it("keep going to the same endpoints after a reset", async () => {
    await emulator.control("reset");
    await stripe.customers.create({});
    await count(1);
  });
});

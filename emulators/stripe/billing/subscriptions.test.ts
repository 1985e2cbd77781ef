import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, startForTest } from "../testing.ts";
import { changeCard, customerWith, weeklyPrice } from "./testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;
let price: Stripe.Price;

const start = Date.UTC(2027, 4, 3, 9) / 1000;
const hour = 3600;
const week = 7 * 24 * hour;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(async () => {
  await emulator.control("reset");
  await emulator.control("clock", { set_to: new Date(start * 1000).toISOString() });
  price = await weeklyPrice(stripe);
});
afterAll(() => emulator.close());

const later = (seconds: number) => emulator.control("clock", { advance_ms: seconds * 1000 });
const subscribe = (customer: string, more: Partial<Stripe.SubscriptionCreateParams> = {}) =>
  stripe.subscriptions.create({ customer, items: [{ price: price.id }], ...more });
const invoicesOf = async (subscription: string) => (await stripe.invoices.list({ subscription, limit: 100 })).data;
const types = async () => (await stripe.events.list({ types: ["invoice.*", "customer.subscription.*"], limit: 100 })).data.map(({ type }) => type).reverse();
const statusOf = async (id: string) => (await stripe.subscriptions.retrieve(id)).status;
const periodOf = ({ items }: Stripe.Subscription) => [items.data[0]!.current_period_start, items.data[0]!.current_period_end];

describe("a subscription", () => {
  it("whose first invoice is paid is active, and tells how", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id, { metadata: { sponsorship_id: "spon_1" }, expand: ["latest_invoice.payments.data.payment.payment_intent"] });
    expect(made).toMatchObject({
      status: "active",
      currency: "usd",
      cancel_at_period_end: false,
      metadata: { sponsorship_id: "spon_1" },
      collection_method: "charge_automatically",
    });
    expect(Math.abs(periodOf(made)[0]! - start)).toBeLessThan(60);
    expect(periodOf(made)[1]! - periodOf(made)[0]!).toBe(week);
    const invoice = made.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({
      status: "paid",
      billing_reason: "subscription_create",
      amount_due: 1500,
      amount_paid: 1500,
      amount_remaining: 0,
      customer_email: "leah@example.com",
      number: expect.stringMatching(/-0001$/) as string,
      parent: { subscription_details: { subscription: made.id, metadata: { sponsorship_id: "spon_1" } } },
      lines: { data: [{ amount: 1500, quantity: 1, pricing: { price_details: { price: price.id } } }] },
    });
    expect(invoice.payments?.data).toMatchObject([{ status: "paid", amount_paid: 1500, payment: { payment_intent: { status: "succeeded", amount: 1500 } } }]);
    expect(await types()).toEqual([
      "customer.subscription.created",
      "invoice.created",
      "invoice.finalized",
      "invoice.paid",
      "invoice.payment_succeeded",
      "customer.subscription.updated",
    ]);
  });

  it("whose card is declined waits 23 hours for the customer, and then is over", async () => {
    const customer = await customerWith(stripe, "pm_card_chargeCustomerFail");
    const made = await subscribe(customer.id);
    expect(made.status).toBe("incomplete");
    expect(await types()).toContain("invoice.payment_failed");
    await later(22 * hour);
    expect(await statusOf(made.id)).toBe("incomplete");
    await later(2 * hour);
    expect(await statusOf(made.id)).toBe("incomplete_expired");
    expect(await invoicesOf(made.id)).toMatchObject([{ status: "void" }]);
    await later(2 * week);
    expect(await invoicesOf(made.id)).toHaveLength(1);
  });

  it("whose card is declined is not begun where it must succeed", async () => {
    const customer = await customerWith(stripe, "pm_card_chargeCustomerFail");
    expect(await failureOf(subscribe(customer.id, { payment_behavior: "error_if_incomplete" }))).toMatchObject({ statusCode: 402, code: "card_declined" });
    expect((await stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
  });

  it("may be begun by the page, whose card is kept for renewals", async () => {
    const customer = await stripe.customers.create({});
    const made = await subscribe(customer.id, {
      payment_behavior: "default_incomplete",
      payment_settings: { save_default_payment_method: "on_subscription" },
      expand: ["latest_invoice.confirmation_secret"],
    });
    expect(made).toMatchObject({ status: "incomplete", default_payment_method: null });
    const secret = (made.latest_invoice as Stripe.Invoice).confirmation_secret?.client_secret ?? "";
    const body = new URLSearchParams({
      client_secret: secret,
      use_stripe_sdk: "true",
      "payment_method_data[type]": "card",
      "payment_method_data[card][number]": "4242424242424242",
    });
    for (const [name, value] of [
      ["exp_month", "12"],
      ["exp_year", "2040"],
      ["cvc", "123"],
    ] as const)
      body.set(`payment_method_data[card][${name}]`, value);
    const answer = await fetch(`${emulator.url}/v1/payment_intents/${secret.split("_secret_")[0]}/confirm`, {
      method: "POST",
      body,
      headers: { authorization: "Bearer pk_test_1" },
    });
    expect(answer.status).toBe(200);
    const active = await stripe.subscriptions.retrieve(made.id, { expand: ["default_payment_method"] });
    expect(active).toMatchObject({ status: "active", default_payment_method: { customer: customer.id, card: { last4: "4242" } } });
    await later(week + 2 * hour);
    expect((await invoicesOf(made.id)).map(({ status }) => status)).toEqual(["paid", "paid"]);
  });

  it.each<[object, object]>([
    [{ items: [{ price: "price_nothing" }] }, { code: "resource_missing", param: "items[0][price]" }],
    [{ items: [] }, { param: "items" }],
    [{ customer: "cus_nobody" }, { code: "resource_missing", param: "customer" }],
    [{ default_payment_method: "pm_card_visa" }, { code: "resource_missing", param: "default_payment_method" }],
    [{ trial_period_days: 7 }, { code: "parameter_unknown", param: "trial_period_days" }],
  ])("refuses %j, and asks nobody for money", async (params, failure) => {
    const customer = await customerWith(stripe, "pm_card_visa");
    expect(await failureOf(subscribe(customer.id, params as never))).toMatchObject({ statusCode: 400, ...failure });
    expect((await stripe.charges.list()).data).toEqual([]);
  });

  it("needs a card, and a price that recurs and is active", async () => {
    const customer = await stripe.customers.create({});
    expect(await failureOf(subscribe(customer.id))).toMatchObject({ statusCode: 400, code: "resource_missing" });
    const once = await stripe.prices.create({ product: price.product as string, currency: "usd", unit_amount: 1500 });
    expect((await failureOf(subscribe(customer.id, { items: [{ price: once.id }] }))).message).toContain("type=one_time");
    await stripe.prices.update(price.id, { active: false });
    expect((await failureOf(subscribe(customer.id))).message).toContain("inactive");
  });
});

describe("by the clock", () => {
  it("it renews each week: a draft, an hour later the money", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await later(week + 1800);
    const [draft] = await invoicesOf(made.id);
    expect(draft).toMatchObject({ status: "draft", billing_reason: "subscription_cycle", number: null });
    const renewed = await stripe.subscriptions.retrieve(made.id);
    expect(periodOf(renewed)).toEqual([periodOf(made)[1], periodOf(made)[1]! + week]);
    expect(renewed).toMatchObject({ status: "active", latest_invoice: draft?.id });
    await later(hour);
    expect(await stripe.invoices.retrieve(draft!.id)).toMatchObject({
      status: "paid",
      attempt_count: 1,
      lines: { data: [{ period: { start: periodOf(renewed)[0], end: periodOf(renewed)[1] } }] },
    });
    expect((await types()).slice(6)).toEqual([
      "customer.subscription.updated",
      "invoice.created",
      "invoice.finalized",
      "invoice.paid",
      "invoice.payment_succeeded",
    ]);
  });

  it("it renews as often as the clock jumped over, each at its own time", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await later(5 * week + 2 * hour);
    const invoices = await invoicesOf(made.id);
    expect(invoices.map(({ status }) => status)).toEqual(Array(6).fill("paid"));
    expect(invoices.slice(0, 5).map(({ created }) => (created - periodOf(made)[0]!) / week)).toEqual([5, 4, 3, 2, 1]);
    expect(invoices.map(({ number }) => number?.slice(-4))).toEqual(["0006", "0005", "0004", "0003", "0002", "0001"]);
    expect(await statusOf(made.id)).toBe("active");
    expect((await stripe.charges.list({ customer: customer.id, limit: 100 })).data).toHaveLength(6);
  });

  it("a renewal that is declined is tried again, and mended by a new card", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await changeCard(stripe, customer.id, "pm_card_chargeCustomerFail");
    await later(week + 2 * hour);
    expect(await statusOf(made.id)).toBe("past_due");
    const [failed] = await invoicesOf(made.id);
    expect(failed).toMatchObject({ status: "open", attempted: true, attempt_count: 1, amount_remaining: 1500 });
    expect(failed!.next_payment_attempt! - failed!.status_transitions.finalized_at!).toBe(3 * 24 * hour);
    expect((await types()).slice(-3)).toEqual(["invoice.finalized", "invoice.payment_failed", "customer.subscription.updated"]);
    await changeCard(stripe, customer.id, "pm_card_visa");
    await later(3 * 24 * hour);
    expect(await stripe.invoices.retrieve(failed!.id)).toMatchObject({ status: "paid", attempt_count: 2, next_payment_attempt: null });
    expect(await statusOf(made.id)).toBe("active");
  });

  it.each([
    ["cancel", "canceled", "customer.subscription.deleted"],
    ["unpaid", "unpaid", "customer.subscription.updated"],
    ["past_due", "past_due", "invoice.payment_failed"],
  ])("after the last attempt its status is as the settings say: %s", async (after_retries, status, last) => {
    await emulator.control("stripe/dunning", { retry_days: [1, 1], after_retries });
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await changeCard(stripe, customer.id, "pm_card_chargeCustomerFail");
    await later(week + 2 * hour);
    await later(3 * 24 * hour);
    expect(await statusOf(made.id)).toBe(status);
    expect((await invoicesOf(made.id))[0]).toMatchObject({ status: "open", attempt_count: 3, next_payment_attempt: null });
    expect((await types()).at(-1)).toBe(last);
    expect((await stripe.charges.list({ customer: customer.id, limit: 100 })).data.filter(({ status }) => status === "failed")).toHaveLength(3);
  });

  it("an unpaid one keeps drafts, and is active again when its newest invoice is paid", async () => {
    await emulator.control("stripe/dunning", { retry_days: [], after_retries: "unpaid" });
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await changeCard(stripe, customer.id, "pm_card_chargeCustomerFail");
    await later(2 * week + 2 * hour);
    expect(await statusOf(made.id)).toBe("unpaid");
    const [draft, open] = await invoicesOf(made.id);
    expect([draft?.status, open?.status]).toEqual(["draft", "open"]);
    await changeCard(stripe, customer.id, "pm_card_visa");
    await stripe.invoices.pay(open!.id);
    expect(await statusOf(made.id)).toBe("unpaid");
    await stripe.invoices.pay(draft!.id);
    expect(await statusOf(made.id)).toBe("active");
  });

  it("a renewal that needs the customer says so, and is paid when they have authenticated", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await changeCard(stripe, customer.id, "pm_card_authenticationRequired");
    await later(week + 2 * hour);
    expect(await statusOf(made.id)).toBe("past_due");
    expect((await types()).slice(-3)).toEqual(["invoice.payment_action_required", "invoice.payment_failed", "customer.subscription.updated"]);
    const invoice = await stripe.invoices.retrieve((await invoicesOf(made.id))[0]!.id, { expand: ["confirmation_secret", "payments"] });
    expect(invoice.hosted_invoice_url).toContain("/stripe/invoices/in_");
    const intent = await stripe.paymentIntents.retrieve(invoice.payments?.data[0]?.payment.payment_intent as string);
    expect(intent).toMatchObject({ status: "requires_action", client_secret: invoice.confirmation_secret?.client_secret });
    const challenge = (intent.next_action?.use_stripe_sdk as { stripe_js?: string }).stripe_js ?? "";
    await fetch(challenge, { method: "POST", body: "outcome=pass" });
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe("paid");
    expect(await statusOf(made.id)).toBe("active");
  });

  it("a detached card is no card", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    for (const { id } of (await stripe.customers.listPaymentMethods(customer.id)).data) await stripe.paymentMethods.detach(id);
    await later(week + 2 * hour);
    expect(await statusOf(made.id)).toBe("past_due");
    expect((await invoicesOf(made.id))[0]).toMatchObject({ status: "open", attempt_count: 1 });
    expect((await stripe.charges.list({ customer: customer.id })).data).toHaveLength(1);
  });
});

describe("the end", () => {
  it("comes with the period where that was asked for, and can be taken back", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    const ending = await stripe.subscriptions.update(made.id, { cancel_at_period_end: true, cancellation_details: { feedback: "unused" } });
    expect(ending).toMatchObject({
      status: "active",
      cancel_at_period_end: true,
      cancel_at: periodOf(made)[1],
      cancellation_details: { reason: "cancellation_requested", feedback: "unused" },
    });
    expect(ending.canceled_at).toBeGreaterThan(0);
    const [event] = (await stripe.events.list({ type: "customer.subscription.updated" })).data;
    expect(event?.data.previous_attributes).toMatchObject({ cancel_at_period_end: false, cancel_at: null });
    expect(await stripe.subscriptions.update(made.id, { cancel_at_period_end: false })).toMatchObject({ cancel_at: null, canceled_at: null });
    await stripe.subscriptions.update(made.id, { cancel_at_period_end: true });
    await later(week + 2 * hour);
    expect(await stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: "canceled", ended_at: periodOf(made)[1] });
    expect(await invoicesOf(made.id)).toHaveLength(1);
    expect((await types()).at(-1)).toBe("customer.subscription.deleted");
  });

  it("comes at once by cancelling, and once", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    expect(await stripe.subscriptions.cancel(made.id)).toMatchObject({ status: "canceled" });
    expect(await failureOf(stripe.subscriptions.cancel(made.id))).toMatchObject({ statusCode: 404 });
    expect(await failureOf(stripe.subscriptions.update(made.id, { cancel_at_period_end: true }))).toMatchObject({
      code: "invalid_canceled_subscription_fields",
    });
    expect((await stripe.subscriptions.update(made.id, { metadata: { late: "yes" } })).metadata).toEqual({ late: "yes" });
    await later(3 * week);
    expect(await invoicesOf(made.id)).toHaveLength(1);
    expect((await stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
    expect((await stripe.subscriptions.list({ customer: customer.id, status: "all" })).data).toHaveLength(1);
  });

  it("comes at a moment of its own", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await stripe.subscriptions.update(made.id, { cancel_at: start + 10 * 24 * hour });
    await later(9 * 24 * hour);
    expect(await statusOf(made.id)).toBe("active");
    await later(2 * 24 * hour);
    expect(await statusOf(made.id)).toBe("canceled");
  });

  it("comes when the customer is deleted", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await stripe.customers.del(customer.id);
    expect(await statusOf(made.id)).toBe("canceled");
    await later(2 * week);
    expect(await invoicesOf(made.id)).toHaveLength(1);
  });
});

describe("a change of price", () => {
  it("is for the next period, and nothing is prorated", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    const dearer = await stripe.prices.create({ product: price.product as string, currency: "usd", unit_amount: 2500, recurring: { interval: "week" } });
    const items = [{ id: made.items.data[0]!.id, price: dearer.id }];
    expect(await failureOf(stripe.subscriptions.update(made.id, { items }))).toMatchObject({ param: "proration_behavior" });
    const changed = await stripe.subscriptions.update(made.id, { items, proration_behavior: "none" });
    expect(changed.items.data[0]).toMatchObject({ id: made.items.data[0]!.id, price: { id: dearer.id }, current_period_end: periodOf(made)[1] });
    await later(week + 2 * hour);
    expect((await invoicesOf(made.id)).map(({ amount_paid }) => amount_paid)).toEqual([2500, 1500]);
    const slower = await weeklyPrice(stripe, { weeks: 4 });
    expect(
      await failureOf(stripe.subscriptions.update(made.id, { items: [{ id: made.items.data[0]!.id, price: slower.id }], proration_behavior: "none" })),
    ).toMatchObject({ param: "items" });
  });
});

describe("an invoice", () => {
  it("is paid by hand with another card, or not at all; twice never", async () => {
    await emulator.control("stripe/dunning", { retry_days: [30] });
    const customer = await customerWith(stripe, "pm_card_visa");
    const made = await subscribe(customer.id);
    await changeCard(stripe, customer.id, "pm_card_chargeCustomerFail");
    await later(week + 2 * hour);
    const [open] = await invoicesOf(made.id);
    expect(await failureOf(stripe.invoices.pay(open!.id))).toMatchObject({ statusCode: 402, code: "card_declined" });
    const other = await stripe.paymentMethods.attach("pm_card_authenticationRequired", { customer: customer.id });
    expect(await failureOf(stripe.invoices.pay(open!.id, { payment_method: other.id }))).toMatchObject({
      statusCode: 402,
      code: "invoice_payment_intent_requires_action",
    });
    const good = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    expect((await stripe.invoices.pay(open!.id, { payment_method: good.id })).status).toBe("paid");
    expect((await failureOf(stripe.invoices.pay(open!.id))).message).toBe("Invoice is already paid");
    expect(await statusOf(made.id)).toBe("active");
    const paidFor = (await stripe.charges.list({ customer: customer.id, limit: 100 })).data.filter(({ paid }) => paid);
    expect(paidFor).toHaveLength(2);
  });

  it("is voided, given up, or paid elsewhere", async () => {
    const customer = await customerWith(stripe, "pm_card_visa");
    const open = async () => {
      const made = await subscribe(customer.id, { payment_behavior: "default_incomplete", expand: ["latest_invoice.payments"] });
      return made.latest_invoice as Stripe.Invoice;
    };
    const voided = await open();
    expect((await stripe.invoices.voidInvoice(voided.id)).status).toBe("void");
    expect((await stripe.paymentIntents.retrieve(voided.payments?.data[0]?.payment.payment_intent as string)).status).toBe("canceled");
    expect((await failureOf(stripe.invoices.pay(voided.id))).message).toContain("void");
    expect((await stripe.invoices.markUncollectible((await open()).id)).status).toBe("uncollectible");
    const elsewhere = await open();
    expect(await stripe.invoices.pay(elsewhere.id, { paid_out_of_band: true })).toMatchObject({ status: "paid", amount_paid: 0, amount_paid_off_stripe: 1500 });
    expect((await stripe.charges.list()).data).toEqual([]);
    const found = await stripe.invoicePayments.list({
      payment: { type: "payment_intent", payment_intent: voided.payments?.data[0]?.payment.payment_intent as string },
    });
    expect(found.data).toMatchObject([{ invoice: voided.id, status: "canceled" }]);
  });
});

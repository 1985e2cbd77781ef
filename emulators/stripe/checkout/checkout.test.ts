import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { weeklyPrice } from "../billing/testing.ts";
import { look, sendForm, typed } from "../hosted/testing.ts";
import { failureOf, startForTest } from "../testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(() => emulator.control("reset"));
afterAll(() => emulator.close());

const addresses = { success_url: "https://example.com/done?session={CHECKOUT_SESSION_ID}", cancel_url: "https://example.com/back" };
const oneOff = { price_data: { currency: "usd", unit_amount: 4500, product_data: { name: "Package of 5 <lessons>" } }, quantity: 2 };
const payment = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create({ mode: "payment", line_items: [oneOff], ...addresses, ...more });
const visa = "4242 4242 4242 4242";
const told = async () => (await stripe.events.list({ type: "checkout.session.*" })).data.map(({ type }) => type);

describe("a session that takes a payment", () => {
  it("is paid on its page, which leads back to the shop", async () => {
    const session = await payment({
      client_reference_id: "pkg_1",
      metadata: { package_id: "pkg_1" },
      payment_intent_data: { transfer_group: "pkg_1", metadata: { package_id: "pkg_1" } },
    });
    expect(session).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      amount_total: 9000,
      currency: "usd",
      payment_intent: null,
      ui_mode: "hosted_page",
    });
    const page = await look(session.url ?? "");
    for (const words of ["$90.00", "2 × Package of 5 &lt;lessons&gt;", "Pay $90.00", "Card number"]) expect(page.text).toContain(words);
    expect(page.text).not.toMatch(/<script|<lessons>/);

    const paid = await sendForm(session.url ?? "", typed(visa, { email: "leah@example.com" }));
    expect([paid.status, paid.location]).toEqual([303, `https://example.com/done?session=${session.id}`]);
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent.latest_charge", "line_items"] });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "paid",
      url: null,
      customer: null,
      customer_details: { email: "leah@example.com" },
      client_reference_id: "pkg_1",
      metadata: { package_id: "pkg_1" },
      payment_intent: { status: "succeeded", amount: 9000, transfer_group: "pkg_1", metadata: { package_id: "pkg_1" }, latest_charge: { paid: true } },
      line_items: { data: [{ quantity: 2, amount_total: 9000, description: "Package of 5 <lessons>" }] },
    });
    expect(await told()).toEqual(["checkout.session.completed"]);
  });

  it("is paid once, however often the button is pressed", async () => {
    const session = await payment();
    const pressed = await Promise.all(Array.from({ length: 4 }, () => sendForm(session.url ?? "", typed(visa, { email: "leah@example.com" }))));
    expect(new Set(pressed.map(({ location }) => location))).toEqual(new Set([`https://example.com/done?session=${session.id}`]));
    expect((await stripe.charges.list()).data).toHaveLength(1);
    expect(await told()).toHaveLength(1);
  });

  it("says why a card was declined, keeps what was typed, and takes another", async () => {
    const session = await payment();
    const declined = await sendForm(session.url ?? "", typed("4000000000000002", { email: "leah@example.com" }));
    expect(declined.status).toBe(402);
    expect(declined.text).toContain("Your card was declined.");
    expect(declined.text).toContain('value="leah@example.com"');
    expect(declined.text).not.toContain('value="123"');
    const wrong = await sendForm(session.url ?? "", typed("4242424242424241", { email: "leah@example.com" }));
    expect(wrong.text).toContain("Your card number is incorrect.");
    expect((await sendForm(session.url ?? "", { card: "new", email: "leah@example.com" })).text).toContain("Enter the card");
    expect((await sendForm(session.url ?? "", typed(visa))).text).toContain("Enter your email address.");
    await sendForm(session.url ?? "", typed(visa, { email: "leah@example.com" }));
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("complete");
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it.each([
    ["pass", "complete"],
    ["fail", "open"],
  ])("goes by the bank's page: %s", async (outcome, status) => {
    const session = await payment();
    const atBank = await sendForm(session.url ?? "", typed("4000002500003155", { email: "leah@example.com" }));
    expect(atBank.location).toContain("/stripe/authentications/");
    const back = await sendForm(atBank.location, { outcome });
    expect(back.location).toContain(`/stripe/checkout/${session.id}`);
    const after = await look(back.location);
    if (outcome === "pass") expect(after.location).toContain("https://example.com/done");
    else expect(after.text).toContain("We are unable to authenticate your payment method.");
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe(status);
  });

  it("offers a known customer's saved card, and nobody else's", async () => {
    const [customer, other] = [await stripe.customers.create({ email: "leah@example.com" }), await stripe.customers.create({})];
    const card = await stripe.paymentMethods.attach("pm_card_mastercard", { customer: customer.id });
    const theirs = await stripe.paymentMethods.attach("pm_card_visa", { customer: other.id });
    const session = await payment({ customer: customer.id });
    expect((await look(session.url ?? "")).text).toContain("Mastercard •••• 4444");
    expect((await sendForm(session.url ?? "", { card: theirs.id })).text).toContain("Choose a card.");
    expect((await sendForm(session.url ?? "", { card: card.id })).status).toBe(303);
    const [charge] = (await stripe.charges.list({ customer: customer.id })).data;
    expect(charge).toMatchObject({ payment_method: card.id, paid: true });
  });
});

describe("a session that subscribes", () => {
  it("starts a subscription whose card renews it", async () => {
    const price = await weeklyPrice(stripe, { weeks: 4, amount: 6000 });
    const session = await stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: price.id }],
      subscription_data: { metadata: { sponsorship_id: "spon_1" } },
      ...addresses,
    });
    expect((await look(session.url ?? "")).text).toContain("every 4 weeks");
    await sendForm(session.url ?? "", typed(visa, { email: "leah@example.com" }));
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription", "invoice", "customer"] });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "paid",
      payment_intent: null,
      customer: { email: "leah@example.com" },
      subscription: { status: "active", metadata: { sponsorship_id: "spon_1" }, default_payment_method: expect.stringMatching(/^pm_/) as string },
      invoice: { status: "paid", amount_paid: 6000, billing_reason: "subscription_create" },
    });
    await emulator.control("clock", { advance_ms: (28 * 24 + 2) * 3_600_000 });
    expect((await stripe.invoices.list({ subscription: (done.subscription as Stripe.Subscription).id })).data.map(({ status }) => status)).toEqual([
      "paid",
      "paid",
    ]);
  });

  it("declined and then paid, is one subscription", async () => {
    const price = await weeklyPrice(stripe);
    const session = await stripe.checkout.sessions.create({ mode: "subscription", line_items: [{ price: price.id }], ...addresses });
    await sendForm(session.url ?? "", typed("4000000000009995", { email: "leah@example.com" }));
    const atBank = await sendForm(session.url ?? "", typed("4000002500003155", { email: "leah@example.com" }));
    await sendForm(atBank.location, { outcome: "pass" });
    expect((await stripe.subscriptions.list({ status: "all" })).data.map(({ status }) => status)).toEqual(["active"]);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("complete");
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  it("that expires leaves no subscription to be paid", async () => {
    const price = await weeklyPrice(stripe);
    const session = await stripe.checkout.sessions.create({ mode: "subscription", line_items: [{ price: price.id }], ...addresses });
    await sendForm(session.url ?? "", typed("4000000000000002", { email: "leah@example.com" }));
    await stripe.checkout.sessions.expire(session.id);
    expect((await stripe.subscriptions.list({ status: "all" })).data.map(({ status }) => status)).toEqual(["incomplete_expired"]);
    expect((await stripe.invoices.list()).data.map(({ status }) => status)).toEqual(["void"]);
  });
});

describe("a session that saves a card", () => {
  it("saves it with the customer, and takes no money", async () => {
    const customer = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({ mode: "setup", customer: customer.id, currency: "usd", ...addresses });
    const atBank = await sendForm(session.url ?? "", typed("4000002500003155"));
    await sendForm(atBank.location, { outcome: "pass" });
    expect((await look(session.url ?? "")).location).toContain("https://example.com/done");
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
    expect(done).toMatchObject({ status: "complete", payment_status: "no_payment_required", setup_intent: { status: "succeeded" } });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toMatchObject([{ card: { last4: "3155" } }]);
    expect((await stripe.charges.list()).data).toEqual([]);
  });
});

describe("the end of a session", () => {
  it("comes after a day, or when it is asked for, and then nothing can be paid", async () => {
    const [late, asked] = [await payment(), await payment()];
    expect(await stripe.checkout.sessions.expire(asked.id)).toMatchObject({ status: "expired", url: null });
    expect((await failureOf(stripe.checkout.sessions.expire(asked.id))).message).toContain("status of `expired`");
    await emulator.control("clock", { advance_ms: 25 * 3_600_000 });
    expect((await stripe.checkout.sessions.retrieve(late.id)).status).toBe("expired");
    const page = await sendForm(late.url ?? "", typed(visa, { email: "leah@example.com" }));
    expect([page.status, page.text]).toEqual([410, expect.stringContaining("This checkout has expired") as string]);
    expect((await stripe.charges.list()).data).toEqual([]);
    expect(await told()).toEqual(["checkout.session.expired", "checkout.session.expired"]);
  });

  it("takes the bank's page with it", async () => {
    const session = await payment();
    const atBank = await sendForm(session.url ?? "", typed("4000002500003155", { email: "leah@example.com" }));
    await stripe.checkout.sessions.expire(session.id);
    await sendForm(atBank.location, { outcome: "pass" });
    expect((await stripe.charges.list()).data).toEqual([]);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("expired");
  });

  it("does not come to one that is complete", async () => {
    const session = await payment();
    await sendForm(session.url ?? "", typed(visa, { email: "leah@example.com" }));
    await emulator.control("clock", { advance_ms: 25 * 3_600_000 });
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("complete");
    expect((await stripe.checkout.sessions.list({ status: "complete" })).data).toHaveLength(1);
  });
});

describe("a session is refused", () => {
  it.each<[object, object]>([
    [{ line_items: [] }, { param: "line_items" }],
    [{ line_items: [{ price: "price_nothing" }] }, { code: "resource_missing" }],
    [{ line_items: [{ ...oneOff, quantity: 0 }] }, { param: "line_items[0][quantity]" }],
    [{ line_items: [{ price_data: { ...oneOff.price_data, unit_amount: 10 }, quantity: 1 }] }, { code: "amount_too_small" }],
    [{ success_url: "nowhere" }, { code: "url_invalid", param: "success_url" }],
    [{ success_url: "javascript:alert(1)" }, { code: "url_invalid" }],
    [{ mode: "subscription" }, { param: "line_items" }],
    [{ mode: "setup" }, { param: "line_items" }],
    [{ subscription_data: { description: "x" } }, { param: "subscription_data" }],
    [{ customer: "cus_nobody" }, { code: "resource_missing", param: "customer" }],
    [{ expires_at: 1 }, { param: "expires_at" }],
    [{ colour: "red" }, { code: "parameter_unknown" }],
  ])("with %j", async (params, failure) => {
    expect(await failureOf(payment(params as never))).toMatchObject({ statusCode: 400, ...failure });
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
  });
});

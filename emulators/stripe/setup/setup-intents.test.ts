import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, payWith, startForTest } from "../testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;
let customer: Stripe.Customer;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(async () => {
  await emulator.control("reset");
  customer = await stripe.customers.create({});
});
afterAll(() => emulator.close());

const never = { enabled: true, allow_redirects: "never" } as const;
const setUp = (payment_method: string, more: Partial<Stripe.SetupIntentCreateParams> = {}) =>
  stripe.setupIntents.create({ customer: customer.id, payment_method, confirm: true, automatic_payment_methods: never, ...more });
const answer = (url: string, outcome: string) => fetch(url, { method: "POST", body: `outcome=${outcome}`, redirect: "manual" });
const saved = async () => (await stripe.customers.listPaymentMethods(customer.id)).data;
const charge = (payment_method: string) => payWith(stripe, payment_method, { customer: customer.id, off_session: true });

describe("a setup intent", () => {
  it("goes from creation over a card to one that is saved, and takes no money", async () => {
    const created = await stripe.setupIntents.create({ customer: customer.id, metadata: { user_id: "user_1" } });
    expect(created).toMatchObject({ status: "requires_payment_method", usage: "off_session", payment_method: null, latest_attempt: null });
    expect(created.client_secret).toMatch(new RegExp(`^${created.id}_secret_`));
    expect((await stripe.setupIntents.update(created.id, { payment_method: "pm_card_visa" })).status).toBe("requires_confirmation");
    const done = await stripe.setupIntents.confirm(created.id, { return_url: "https://example.com", expand: ["payment_method", "latest_attempt"] });
    expect(done).toMatchObject({
      status: "succeeded",
      payment_method: { customer: customer.id, card: { last4: "4242" } },
      latest_attempt: { status: "succeeded" },
    });
    expect(await saved()).toMatchObject([{ card: { last4: "4242" } }]);
    expect((await stripe.charges.list()).data).toEqual([]);
    const told = (await stripe.events.list({ types: ["setup_intent.*", "payment_method.*"] })).data.map(({ type }) => type);
    expect(told.sort()).toEqual(["payment_method.attached", "setup_intent.created", "setup_intent.succeeded"]);
  });

  it("asks for authentication once, after which the card pays without the customer", async () => {
    const waiting = await setUp("pm_card_authenticationRequiredOnSetup", { return_url: "https://example.com/back?a=1" });
    expect(waiting).toMatchObject({ status: "requires_action", next_action: { type: "redirect_to_url" } });
    const url = waiting.next_action?.redirect_to_url?.url ?? "";
    expect(await (await fetch(url)).text()).toContain("Is this your card?");
    expect((await answer(url, "pass")).headers.get("location")).toMatch(
      /^https:\/\/example\.com\/back\?a=1&setup_intent=seti_\w+&setup_intent_client_secret=\w+&redirect_status=succeeded$/,
    );
    const [card] = await saved();
    expect((await charge(card!.id)).status).toBe("succeeded");
    const [attempt] = (await stripe.setupAttempts.list({ setup_intent: waiting.id })).data;
    expect(attempt).toMatchObject({ status: "succeeded", payment_method_details: { card: { three_d_secure: { result: "authenticated" } } } });
  });

  it("saves nothing after a failed authentication, and takes another card", async () => {
    const waiting = await setUp("pm_card_authenticationRequiredOnSetup", { return_url: "https://example.com" });
    await answer(waiting.next_action?.redirect_to_url?.url ?? "", "fail");
    const failed = await stripe.setupIntents.retrieve(waiting.id);
    expect(failed).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_setup_error: { code: "setup_intent_authentication_failure" },
    });
    expect(await saved()).toEqual([]);
    expect((await stripe.setupIntents.confirm(waiting.id, { payment_method: "pm_card_visa" })).status).toBe("succeeded");
    expect(await saved()).toHaveLength(1);
  });

  it("words a decline as a card error, and keeps it", async () => {
    const error = await failureOf(setUp("pm_card_chargeDeclined"));
    expect(error).toMatchObject({ statusCode: 402, code: "card_declined", type: "StripeCardError" });
    const { id } = (error.raw as { setup_intent: Stripe.SetupIntent }).setup_intent;
    expect(await stripe.setupIntents.retrieve(id)).toMatchObject({ status: "requires_payment_method", last_setup_error: { code: "card_declined" } });
    expect((await stripe.events.list({ type: "setup_intent.setup_failed" })).data).toHaveLength(1);
  });

  it("saves a card that will be declined later", async () => {
    expect((await setUp("pm_card_chargeCustomerFail")).status).toBe("succeeded");
    expect(await failureOf(charge((await saved())[0]!.id))).toMatchObject({ code: "card_declined" });
  });

  it("is canceled while it is open, and its challenge with it", async () => {
    const waiting = await setUp("pm_card_authenticationRequiredOnSetup", { return_url: "https://example.com" });
    expect(await stripe.setupIntents.cancel(waiting.id, { cancellation_reason: "abandoned" })).toMatchObject({
      status: "canceled",
      cancellation_reason: "abandoned",
    });
    await answer(waiting.next_action?.redirect_to_url?.url ?? "", "pass");
    expect((await stripe.setupIntents.retrieve(waiting.id)).status).toBe("canceled");
    expect(await saved()).toEqual([]);
    const done = await setUp("pm_card_visa");
    expect(await failureOf(stripe.setupIntents.cancel(done.id))).toMatchObject({ code: "setup_intent_unexpected_state" });
    expect(await failureOf(stripe.setupIntents.update(done.id, { payment_method: "pm_card_mastercard" }))).toMatchObject({
      code: "setup_intent_unexpected_state",
    });
    expect((await stripe.setupIntents.list({ customer: customer.id })).data.map(({ status }) => status)).toEqual(["succeeded", "canceled"]);
  });

  it("takes no card of another customer", async () => {
    const other = await stripe.customers.create({});
    const theirs = await stripe.paymentMethods.attach("pm_card_visa", { customer: other.id });
    expect(await failureOf(setUp(theirs.id))).toMatchObject({ statusCode: 400, param: "payment_method" });
    expect(await failureOf(stripe.setupIntents.create({ customer: "cus_nobody" }))).toMatchObject({ code: "resource_missing", param: "customer" });
    expect(await failureOf(stripe.setupIntents.create({ colour: "red" } as never))).toMatchObject({ code: "parameter_unknown" });
  });

  it("is shown to a page with its own secret only, and without what is none of its business", async () => {
    const intent = await stripe.setupIntents.create({ customer: customer.id, metadata: { secret: "ours" } });
    const asPage = (secret: string) =>
      fetch(`${emulator.url}/v1/setup_intents/${intent.id}?client_secret=${secret}`, { headers: { authorization: "Bearer pk_test_1" } });
    expect((await asPage(`${intent.id}_secret_guess`)).status).toBe(400);
    const seen = (await (await asPage(intent.client_secret ?? "")).json()) as object;
    expect(seen).toMatchObject({ id: intent.id, status: "requires_payment_method" });
    for (const hidden of ["metadata", "customer"]) expect(seen).not.toHaveProperty(hidden);
  });
});

describe("a card that paid without being saved", () => {
  it("has paid for the only time", async () => {
    const { payment_method } = await payWith(stripe, "pm_card_visa");
    expect((await failureOf(payWith(stripe, payment_method as string))).message).toContain("It may not be used again");
    expect((await failureOf(stripe.paymentMethods.attach(payment_method as string, { customer: customer.id }))).message).toContain("It may not be used again");
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });
});

describe("a saved card, charged without the customer", () => {
  it("that was only attached needs the authentication that it never had", async () => {
    const attached = await stripe.paymentMethods.attach("pm_card_authenticationRequiredOnSetup", { customer: customer.id });
    const error = await failureOf(charge(attached.id));
    expect(error).toMatchObject({ statusCode: 402, code: "authentication_required", decline_code: "authentication_required" });
    const { payment_intent } = error.raw as { payment_intent: Stripe.PaymentIntent };
    expect(payment_intent).toMatchObject({ status: "requires_payment_method", last_payment_error: { payment_method: { id: attached.id } } });
    // The customer comes back and pays with the same card.
    const back = await stripe.paymentIntents.confirm(payment_intent.id, { payment_method: attached.id, return_url: "https://example.com" });
    expect(back.status).toBe("requires_action");
    await answer(back.next_action?.redirect_to_url?.url ?? "", "pass");
    expect((await stripe.paymentIntents.retrieve(back.id)).status).toBe("succeeded");
  });

  it.each([
    ["pm_card_authenticationRequired", "authentication_required"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds"],
  ])("%s is declined with %s", async (card, decline_code) => {
    expect(await failureOf(payWith(stripe, card, { off_session: true }))).toMatchObject({ decline_code });
  });

  it("pays though it asks the customer on session", async () => {
    await setUp("pm_card_authenticationRequiredSetupForOffSession");
    const [card] = await saved();
    expect((await charge(card!.id)).status).toBe("succeeded");
    expect((await payWith(stripe, card!.id, { customer: customer.id })).status).toBe("requires_action");
  });

  it("is listed by what its owner agreed to, and found by its customer alone", async () => {
    await setUp("pm_card_visa");
    const [card] = await saved();
    const always = async () => (await stripe.customers.listPaymentMethods(customer.id, { type: "card", allow_redisplay: "always" })).data.map(({ id }) => id);
    expect(await always()).toEqual([]);
    expect(await stripe.paymentMethods.update(card!.id, { allow_redisplay: "always", card: { exp_month: 3, exp_year: 2040 } })).toMatchObject({ allow_redisplay: "always", card: { exp_month: 3, exp_year: 2040, last4: "4242" } });
    expect(await always()).toEqual([card!.id]);
    expect((await stripe.paymentMethods.list({ customer: customer.id, allow_redisplay: "always" })).data).toHaveLength(1);
    expect((await stripe.customers.retrievePaymentMethod(customer.id, card!.id)).id).toBe(card!.id);
    const other = await stripe.customers.create({});
    expect(await failureOf(stripe.customers.retrievePaymentMethod(other.id, card!.id))).toMatchObject({ statusCode: 404, code: "resource_missing" });
  });

  it("is nobody's default any more once it is detached, and can be changed no more", async () => {
    await setUp("pm_card_visa");
    const [card] = await saved();
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card!.id } });
    await stripe.paymentMethods.detach(card!.id);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ invoice_settings: { default_payment_method: null } });
    expect(await failureOf(stripe.paymentMethods.update(card!.id, { allow_redisplay: "always" }))).toMatchObject({ statusCode: 400 });
  });

  it("pays no more once it is detached", async () => {
    await setUp("pm_card_visa");
    const [card] = await saved();
    await stripe.paymentMethods.detach(card!.id);
    expect(await saved()).toEqual([]);
    expect(await failureOf(stripe.paymentMethods.attach(card!.id, { customer: customer.id }))).toMatchObject({ statusCode: 400 });
    expect(await failureOf(charge(card!.id))).toMatchObject({ statusCode: 400, param: "payment_method" });
    expect((await failureOf(setUp(card!.id))).message).toContain("It may not be used again");
  });
});

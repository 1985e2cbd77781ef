import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseForm } from "./form.ts";
import { failureOf, payWith, startForTest } from "./testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(() => emulator.control("reset"));
afterAll(() => emulator.close());

const withKey = (key: string) => new Stripe(key, { host: "127.0.0.1", port: emulator.port, protocol: "http", maxNetworkRetries: 0 });

describe("keys", () => {
  it("refuses missing, unknown and live keys", async () => {
    expect((await fetch(`${emulator.url}/v1/customers`)).status).toBe(401);
    expect(await failureOf(withKey("whatever").customers.list())).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(await failureOf(withKey("sk_live_abc").customers.list())).toMatchObject({
      statusCode: 401,
      message: "This is the Stripe emulator: it refuses live keys.",
    });
  });

  it("takes Basic credentials too", async () => {
    const answer = await fetch(`${emulator.url}/v1/customers`, { headers: { authorization: `Basic ${Buffer.from("sk_test_1:").toString("base64")}` } });
    expect(answer.status).toBe(200);
  });

  it("shows a page only its own intent, without what is none of its business", async () => {
    const intent = await stripe.paymentIntents.create({ amount: 4000, currency: "usd", metadata: { secret: "ours" } });
    const asPage = (path: string) => fetch(`${emulator.url}${path}`, { headers: { authorization: "Bearer pk_test_1" } });
    expect((await asPage("/v1/customers")).status).toBe(403);
    expect((await asPage(`/v1/payment_intents/${intent.id}`)).status).toBe(400);
    expect((await asPage(`/v1/payment_intents/${intent.id}?client_secret=${intent.id}_secret_guess`)).status).toBe(400);
    const seen = (await (await asPage(`/v1/payment_intents/${intent.id}?client_secret=${intent.client_secret}`)).json()) as object;
    expect(seen).toMatchObject({ id: intent.id, status: "requires_payment_method" });
    expect(seen).not.toHaveProperty("metadata");
  });
});

describe("parameters", () => {
  it("reads nested and listed form keys", () => {
    expect(parseForm("a=1&b[c][d]=2&e[0]=3&e[1]=4&f[]=5&f[]=6&g[0][h]=7&m[k%5B]=8")).toMatchObject({
      a: "1",
      b: { c: { d: "2" } },
      e: ["3", "4"],
      f: ["5", "6"],
      g: [{ h: "7" }],
    });
  });

  it.each<[object, object]>([
    [{ currency: "usd" }, { code: "parameter_missing", param: "amount" }],
    [
      { amount: 10.5, currency: "usd" },
      { code: "parameter_invalid_integer", param: "amount" },
    ],
    [
      { amount: -1, currency: "usd" },
      { code: "parameter_invalid_integer", param: "amount" },
    ],
    [
      { amount: 49, currency: "usd" },
      { code: "amount_too_small", param: "amount", message: "Amount must be at least $0.50" },
    ],
    [
      { amount: 49, currency: "jpy" },
      { code: "amount_too_small", message: "Amount must be at least ¥50" },
    ],
    [{ amount: 100_000_000, currency: "usd" }, { code: "amount_too_large" }],
    [{ amount: 5000, currency: "xyz" }, { param: "currency" }],
    [
      { amount: 5000, currency: "usd", colour: "red" },
      { code: "parameter_unknown", param: "colour", message: "Received unknown parameter: colour" },
    ],
    [
      { amount: 5000, currency: "usd", automatic_payment_methods: { enabled: true, fast: true } },
      { code: "parameter_unknown", param: "automatic_payment_methods[fast]" },
    ],
    [
      { amount: 5000, currency: "usd", shipping: { name: "A", address: { town: "X" } } },
      { code: "parameter_unknown", param: "shipping[address][town]" },
    ],
    [{ amount: 5000, currency: "usd", capture_method: "sometimes" }, { param: "capture_method" }],
    [
      { amount: 5000, currency: "usd", customer: "cus_nobody" },
      { code: "resource_missing", param: "customer", statusCode: 400 },
    ],
    [{ amount: 5000, currency: "usd", return_url: "https://example.com" }, { param: "return_url" }],
  ])("refuses %j", async (params, failure) => {
    const error = await failureOf(stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error).toMatchObject({ statusCode: 400, ...failure });
  });

  it("takes yen as whole yen", async () => {
    const paid = await payWith(stripe, "pm_card_visa", {
      amount: 3000,
      currency: "jpy",
      capture_method: "automatic",
      expand: ["latest_charge.balance_transaction"],
    });
    expect((paid.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({ amount: 3000, fee: 87, net: 2913, currency: "jpy" });
  });

  it("answers unknown ids and paths as Stripe does", async () => {
    expect(await failureOf(stripe.paymentIntents.retrieve("pi_none"))).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      param: "intent",
      message: "No such payment_intent: 'pi_none'",
    });
    expect(await failureOf(stripe.charges.retrieve("ch_none"))).toMatchObject({ statusCode: 404, code: "resource_missing" });
    expect(await failureOf(stripe.rawRequest("GET", "/v1/nonsense"))).toMatchObject({ statusCode: 404 });
  });

  it("merges metadata key by key", async () => {
    const customer = await stripe.customers.create({ metadata: { a: "1", b: "2" } });
    const merged = await stripe.customers.update(customer.id, { metadata: { a: "", c: "3" } });
    expect(merged.metadata).toEqual({ b: "2", c: "3" });
    expect((await stripe.customers.update(customer.id, { metadata: "" })).metadata).toEqual({});
    expect(await failureOf(stripe.customers.update(customer.id, { metadata: { a: "x".repeat(501) } }))).toMatchObject({ param: "metadata" });
  });

  it("refuses another API version and other accounts", async () => {
    expect(await failureOf(stripe.customers.list({}, { apiVersion: "2020-08-27" }))).toMatchObject({ statusCode: 400 });
    expect(await failureOf(stripe.customers.list({}, { stripeAccount: "acct_1" }))).toMatchObject({ statusCode: 403 });
  });
});

describe("lists and expansion", () => {
  it("pages with cursors, newest first, in both directions", async () => {
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.unshift((await stripe.customers.create({ name: `Client ${i}` })).id);
    const ids = ({ data }: Stripe.ApiList<Stripe.Customer>) => data.map(({ id }) => id);

    const first = await stripe.customers.list({ limit: 2 });
    expect([ids(first), first.has_more, first.url]).toEqual([made.slice(0, 2), true, "/v1/customers"]);
    const last = await stripe.customers.list({ limit: 3, starting_after: made[1]! });
    expect([ids(last), last.has_more]).toEqual([made.slice(2), false]);
    const back = await stripe.customers.list({ limit: 2, ending_before: made[3]! });
    expect([ids(back), back.has_more]).toEqual([made.slice(1, 3), true]);

    const all: string[] = [];
    for await (const customer of stripe.customers.list({ limit: 2 })) all.push(customer.id);
    expect(all).toEqual(made);
    expect((await stripe.customers.list({ created: { gt: Math.floor(Date.now() / 1000) + 60 } })).data).toEqual([]);
    expect(await failureOf(stripe.customers.list({ starting_after: "cus_none" }))).toMatchObject({ code: "resource_missing", param: "starting_after" });
    expect(await failureOf(stripe.customers.list({ limit: 101 }))).toMatchObject({ param: "limit" });
  });

  it("expands inside lists and refuses what is no reference", async () => {
    await payWith(stripe, "pm_card_visa", { capture_method: "automatic" });
    const { data } = await stripe.paymentIntents.list({ expand: ["data.latest_charge.balance_transaction"] });
    expect((data[0]?.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({ object: "balance_transaction" });
    expect(await failureOf(stripe.paymentIntents.list({ expand: ["data.amount"] }))).toMatchObject({ param: "expand" });
  });
});

describe("idempotency", () => {
  const params = { amount: 4000, currency: "usd" } as const;

  it("replays the first answer under the same key", async () => {
    const first = await stripe.paymentIntents.create(params, { idempotencyKey: "op_1" });
    const second = await stripe.paymentIntents.create({ currency: "usd", amount: 4000 }, { idempotencyKey: "op_1" });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(second.lastResponse.headers["original-request"]).toBe(first.lastResponse.requestId);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it("replays a decline too, for that is its answer", async () => {
    const pay = () =>
      stripe.paymentIntents.create(
        { ...params, payment_method: "pm_card_chargeDeclined", confirm: true, return_url: "https://example.com" },
        { idempotencyKey: "op_2" },
      );
    const [first, second] = [await failureOf(pay()), await failureOf(pay())];
    expect(second.message).toBe(first.message);
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it("does not remember refused parameters", async () => {
    await failureOf(stripe.paymentIntents.create({ ...params, amount: 1 }, { idempotencyKey: "op_3" }));
    expect((await stripe.paymentIntents.create(params, { idempotencyKey: "op_3" })).amount).toBe(4000);
  });

  it("refuses the key with other parameters or another endpoint", async () => {
    await stripe.paymentIntents.create(params, { idempotencyKey: "op_4" });
    const other = await failureOf(stripe.paymentIntents.create({ ...params, amount: 5000 }, { idempotencyKey: "op_4" }));
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(other.statusCode).toBe(400);
    const elsewhere = await failureOf(stripe.customers.create({}, { idempotencyKey: "op_4" }));
    expect(elsewhere).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(elsewhere.message).toContain("('/v1/payment_intents' vs '/v1/customers')");
  });

  it("forgets a key after a day", async () => {
    const first = await stripe.paymentIntents.create(params, { idempotencyKey: "op_5" });
    await emulator.control("clock", { advance_ms: 25 * 3_600_000 });
    expect((await stripe.paymentIntents.create(params, { idempotencyKey: "op_5" })).id).not.toBe(first.id);
  });

  it("answers 409 while the first call is under way, and makes one object", async () => {
    await emulator.control("stripe/latency", { ms: 150 });
    const calls = Array.from({ length: 8 }, () => stripe.paymentIntents.create(params, { idempotencyKey: "op_6" }));
    const settled = await Promise.allSettled(calls);
    const refused = settled.filter((call) => call.status === "rejected").map((call) => call.reason as Stripe.errors.StripeError);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(refused.map(({ statusCode, code }) => [statusCode, code])).toEqual(Array(7).fill([409, "idempotency_key_in_use"]));
    await emulator.control("stripe/latency", { ms: 0 });
    const simultaneous = await Promise.all(Array.from({ length: 8 }, () => stripe.paymentIntents.create(params, { idempotencyKey: "op_7" })));
    expect(new Set(simultaneous.map(({ id }) => id)).size).toBe(1);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(2);
  });

  it("makes one object where the answer was lost and the call repeated", async () => {
    // The SDK repeats a broken connection once of its own accord, with the same key.
    await emulator.control("faults", { emulator: "stripe", method: "POST", path: "/v1/refunds", kind: "drop_after", times: 2 });
    const paid = await payWith(stripe, "pm_card_visa");
    const refund = () => stripe.refunds.create({ payment_intent: paid.id, amount: 1000 }, { idempotencyKey: "op_8" });
    expect(await failureOf(refund())).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const again = await refund();
    expect((await stripe.refunds.list()).data.map(({ id }) => id)).toEqual([again.id]);
  });
});

describe("faults", () => {
  it("words 429 and 500 as Stripe does", async () => {
    await emulator.control("faults", { emulator: "stripe", kind: "status", status: 429, times: 1 });
    expect(await failureOf(stripe.customers.list())).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    await emulator.control("faults", { emulator: "stripe", kind: "status", status: 500, times: 1 });
    expect(await failureOf(stripe.customers.list())).toBeInstanceOf(Stripe.errors.StripeAPIError);
  });
});

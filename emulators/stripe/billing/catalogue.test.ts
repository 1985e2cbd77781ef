import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, startForTest } from "../testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(() => emulator.control("reset"));
afterAll(() => emulator.close());

describe("a product", () => {
  it("with an id of its own is made once", async () => {
    const make = () => stripe.products.create({ id: "sponsorship", name: "Sponsored coach", metadata: { kind: "sponsorship" } });
    expect(await make()).toMatchObject({ id: "sponsorship", active: true, type: "service", metadata: { kind: "sponsorship" } });
    expect(await failureOf(make())).toMatchObject({ statusCode: 400, code: "resource_already_exists" });
    expect((await stripe.products.list({ ids: ["sponsorship", "other"] })).data).toHaveLength(1);
  });

  it("is changed, archived, and deleted only without prices", async () => {
    const { id } = await stripe.products.create({ name: "Sponsored coach" });
    const price = await stripe.prices.create({ product: id, currency: "usd", unit_amount: 1500 });
    expect(await stripe.products.update(id, { name: "Featured coach", default_price: price.id, active: false })).toMatchObject({
      name: "Featured coach",
      default_price: price.id,
    });
    expect((await stripe.products.list({ active: true })).data).toEqual([]);
    expect((await failureOf(stripe.products.del(id))).message).toContain("has one or more user-created prices");
    const other = await stripe.products.create({ name: "Nothing" });
    expect(await failureOf(stripe.products.update(other.id, { default_price: price.id }))).toMatchObject({ param: "default_price" });
    expect(await stripe.products.del(other.id)).toMatchObject({ deleted: true });
    expect(await failureOf(stripe.products.retrieve(other.id))).toMatchObject({ statusCode: 404 });
  });
});

describe("a price", () => {
  it("recurs every so many weeks, and is found by its lookup key", async () => {
    const product = await stripe.products.create({ name: "Sponsored coach" });
    const price = await stripe.prices.create({
      product: product.id,
      currency: "usd",
      unit_amount: 12_000,
      recurring: { interval: "week", interval_count: 8 },
      lookup_key: "sponsorship_8w_usd",
    });
    expect(price).toMatchObject({
      type: "recurring",
      unit_amount: 12_000,
      recurring: { interval: "week", interval_count: 8, usage_type: "licensed" },
      billing_scheme: "per_unit",
    });
    expect(String(price.unit_amount_decimal)).toBe("12000");
    expect((await stripe.prices.list({ lookup_keys: ["sponsorship_8w_usd"], expand: ["data.product"] })).data).toMatchObject([
      { id: price.id, product: { id: product.id } },
    ]);
    expect((await stripe.prices.list({ type: "one_time" })).data).toEqual([]);
  });

  it("gives its lookup key to another only when asked to", async () => {
    const product = await stripe.products.create({ name: "Sponsored coach" });
    const make = (unit_amount: number, transfer_lookup_key?: boolean) =>
      stripe.prices.create({ product: product.id, currency: "usd", unit_amount, lookup_key: "one", ...(transfer_lookup_key ? { transfer_lookup_key } : {}) });
    const first = await make(100);
    expect(await failureOf(make(200))).toMatchObject({ param: "lookup_key" });
    const second = await make(200, true);
    expect(second.lookup_key).toBe("one");
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
  });

  it.each<[object, object]>([
    [{ unit_amount: -1 }, { param: "unit_amount" }],
    [{ currency: "xyz" }, { param: "currency" }],
    [{ product: "prod_nothing" }, { param: "product", code: "resource_missing" }],
    [{ product_data: { name: "Other" } }, { param: "product" }],
    [{ recurring: { interval: "week", interval_count: 157 } }, { param: "recurring[interval_count]" }],
    [{ recurring: { interval: "fortnight" } }, { param: "recurring[interval]" }],
    [{ colour: "red" }, { code: "parameter_unknown" }],
  ])("refuses %j", async (params, failure) => {
    const product = await stripe.products.create({ name: "Sponsored coach" });
    const error = await failureOf(stripe.prices.create({ product: product.id, currency: "usd", unit_amount: 1500, ...params } as Stripe.PriceCreateParams));
    expect(error).toMatchObject({ statusCode: 400, ...failure });
    expect((await stripe.prices.list()).data).toEqual([]);
  });

  it("is archived, and never changes its amount", async () => {
    const price = await stripe.prices.create({ product_data: { name: "Inline" }, currency: "inr", unit_amount: 120_000 });
    expect((await stripe.prices.update(price.id, { active: false, nickname: "Old" })).active).toBe(false);
    expect(await failureOf(stripe.prices.update(price.id, { unit_amount: 1 } as never))).toMatchObject({ code: "parameter_unknown" });
  });
});

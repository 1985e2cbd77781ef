import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { requireCurrency } from "../currencies.ts";
import { invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, definedOnly, integer, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { intervals } from "./periods.ts";
import { createProduct, requireProduct } from "./products.ts";

export const priceRoutes: Route[] = [
  { method: "POST", path: "/v1/prices", handle: create },
  { method: "GET", path: "/v1/prices", handle: list },
  { method: "GET", path: "/v1/prices/:id", handle: ({ account, id }) => requirePrice(account, id) },
  { method: "POST", path: "/v1/prices/:id", handle: update },
];

const recurring = z.strictObject({ interval: z.enum(intervals), interval_count: integer().optional(), usage_type: z.enum(["licensed"]).optional() });

/** What a price says of itself, also inside a checkout session or a subscription. */
export const priceData = {
  currency: text(),
  unit_amount: integer(),
  recurring: recurring.optional(),
  tax_behavior: z.enum(["exclusive", "inclusive", "unspecified"]).optional(),
  product: text().optional(),
  product_data: z.strictObject({ name: text(250), description: text().optional(), metadata: metadataParam().optional() }).optional(),
};

const keptNames = { lookup_key: text(200).optional(), transfer_lookup_key: boolean().optional(), nickname: text().optional() };

function create({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      ...priceData,
      ...keptNames,
      active: boolean().optional(),
      billing_scheme: z.enum(["per_unit"]).optional(),
      metadata: metadataParam().optional(),
    }),
    params,
  );
  return createPrice(account, given);
}

type PriceData = z.infer<z.ZodObject<typeof priceData>>;
type Names = z.infer<z.ZodObject<typeof keptNames>>;

export function createPrice(
  account: StripeAccount,
  given: PriceData & Names & { active?: boolean | undefined; metadata?: Record<string, string> | null | undefined },
): Stripe.Price {
  if ((given.product === undefined) === (given.product_data === undefined))
    throw invalidParams("You must specify exactly one of these parameters: product, product_data.", { param: "product" });
  const currency = requireCurrency(given.currency);
  if (given.unit_amount < 0) throw invalidParams("Invalid non-negative integer", { code: "parameter_invalid_integer", param: "unit_amount" });
  const count = given.recurring?.interval_count ?? 1;
  if (given.recurring && (count < 1 || count > longest[given.recurring.interval]))
    throw invalidParams(`Invalid interval_count: a subscription can be at most three years long.`, { param: "recurring[interval_count]" });
  takeLookupKey(account, given);
  const product = given.product_data ? createProduct(account, given.product_data).id : requireProduct(account, given.product ?? "", "product").id;
  const price: Stripe.Price = {
    ...blankPrice(account),
    active: given.active ?? true,
    currency,
    lookup_key: given.lookup_key ?? null,
    metadata: mergeMetadata({}, given.metadata),
    nickname: given.nickname ?? null,
    product,
    recurring: given.recurring
      ? { interval: given.recurring.interval, interval_count: count, meter: null, trial_period_days: null, usage_type: "licensed" }
      : null,
    tax_behavior: given.tax_behavior ?? "unspecified",
    type: given.recurring ? "recurring" : "one_time",
    unit_amount: given.unit_amount,
    unit_amount_decimal: asDecimal(given.unit_amount),
  };
  account.put("prices", price);
  account.emit("price.created", price);
  return price;
}

export function requirePrice(account: StripeAccount, id: string, param = "id"): Stripe.Price {
  const price = account.get("prices", id);
  if (!price) throw noSuch("price", id, param);
  return price;
}

/** Over the wire a string, which the SDK makes an object of. */
export function asDecimal(amount: number): Stripe.Decimal {
  return String(amount) as unknown as Stripe.Decimal;
}

function list({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      ...listParams,
      active: boolean().optional(),
      currency: text().optional(),
      lookup_keys: z.array(text()).max(10).optional(),
      product: text().optional(),
      type: z.enum(["one_time", "recurring"]).optional(),
      recurring: z.strictObject({ interval: z.enum(intervals).optional() }).optional(),
    }),
    params,
  );
  const candidates = given.product === undefined ? account.list("prices") : account.find("prices", "product", given.product);
  const found = candidates
    .filter(({ active, currency, type }) => active === (given.active ?? active) && currency === (given.currency ?? currency) && type === (given.type ?? type))
    .filter(({ lookup_key }) => given.lookup_keys === undefined || (lookup_key !== null && given.lookup_keys.includes(lookup_key)))
    .filter((price) => given.recurring?.interval === undefined || price.recurring?.interval === given.recurring.interval);
  return listPage({ oldest_first: found, url: "/v1/prices", params: given, kind: "price" });
}

/** An amount never changes: another amount is another price. */
function update({ account, id, params }: Call): object {
  const given = readParams(z.strictObject({ ...keptNames, active: boolean().optional(), metadata: metadataParam().optional() }), params);
  const price = requirePrice(account, id);
  if (given.lookup_key !== price.lookup_key) takeLookupKey(account, given);
  const { metadata, transfer_lookup_key: _transfer, ...fields } = given;
  const updated: Stripe.Price = { ...price, ...definedOnly(fields), metadata: mergeMetadata(price.metadata, metadata) };
  account.put("prices", updated);
  account.emit("price.updated", updated);
  return updated;
}

/** A lookup key names one price: another one gives it up only when asked to. */
function takeLookupKey(account: StripeAccount, { lookup_key, transfer_lookup_key }: Names): void {
  const holder = lookup_key === undefined ? undefined : account.list("prices").find((price) => price.lookup_key === lookup_key);
  if (!holder) return;
  if (!transfer_lookup_key) {
    throw invalidRequest(`A price (${holder.id}) already uses that lookup key: set transfer_lookup_key to true to move the key to this price.`, {
      code: "resource_already_exists",
      param: "lookup_key",
    });
  }
  const without = { ...holder, lookup_key: null };
  account.put("prices", without);
  account.emit("price.updated", without, { lookup_key });
}

const longest = { day: 1095, week: 156, month: 36, year: 3 };

function blankPrice(account: StripeAccount): Stripe.Price {
  return {
    id: newId("price"),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    created: account.seconds(),
    currency: "usd",
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: "",
    recurring: null,
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: "one_time",
    unit_amount: null,
    unit_amount_decimal: null,
  };
}

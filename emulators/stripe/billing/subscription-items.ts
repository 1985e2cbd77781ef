import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, integer, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { periodEnd } from "./periods.ts";
import type { Interval } from "./periods.ts";
import { createPrice, priceData, requirePrice } from "./prices.ts";
import { subscriptionItem } from "./subscription-object.ts";

export const subscriptionItemRoutes: Route[] = [
  { method: "GET", path: "/v1/subscription_items", handle: list },
  { method: "GET", path: "/v1/subscription_items/:id", handle: retrieve },
];

const { product_data: _inline, ...itemPriceData } = priceData;

export const itemParam = z.strictObject({
  price: text().optional(),
  price_data: z.strictObject(itemPriceData).optional(),
  quantity: integer().optional(),
  metadata: metadataParam().optional(),
});

export const changedItemParam = z.strictObject({ ...itemParam.shape, id: text().optional(), deleted: boolean().optional() });

type ItemParam = z.infer<typeof itemParam>;

/** What is subscribed to, each for a first period that begins now. All must recur alike. */
export function newItems(account: StripeAccount, subscription: { id: string; start: number }, given: ItemParam[]): Stripe.SubscriptionItem[] {
  const items = given.map((item, position) => {
    const price = priceFor(account, item, `items[${position}]`);
    const end = periodEnd(subscription.start, recurrenceOf(price), subscription.start);
    return subscriptionItem(account, {
      subscription: subscription.id,
      price,
      quantity: quantityIn(item, position),
      period: { start: subscription.start, end },
      metadata: mergeMetadata({}, item.metadata),
    });
  });
  requireAlike(items.map(({ price }) => price));
  return items;
}

/** Other prices or quantities from the next period on: the period that is paid stays what it was. */
export function changedItems(account: StripeAccount, subscription: Stripe.Subscription, given: z.infer<typeof changedItemParam>[]): Stripe.SubscriptionItem[] {
  const items = subscription.items.data.map((item) => {
    const change = given.find(({ id }) => id === item.id);
    if (!change) return item;
    if (change.deleted) throw invalidParams("The emulator takes no item of a subscription away: cancel the subscription.", { param: "items" });
    const isOther = change.price !== undefined || change.price_data !== undefined;
    const price = isOther ? priceFor(account, change, "items") : item.price;
    const { plan } = subscriptionItem(account, { subscription: subscription.id, price, quantity: 1, period: { start: 0, end: 0 }, metadata: {} });
    return { ...item, price, plan, quantity: change.quantity ?? item.quantity ?? 1, metadata: mergeMetadata(item.metadata, change.metadata) };
  });
  if (given.some(({ id }) => !items.some((item) => item.id === id)))
    throw invalidParams("The emulator adds no item to a subscription: name the id of the item that is to change.", { param: "items" });
  requireAlike([...items.map(({ price }) => price), ...subscription.items.data.map(({ price }) => price)]);
  return items;
}

function priceFor(account: StripeAccount, { price, price_data }: ItemParam, param: string): Stripe.Price {
  if ((price === undefined) === (price_data === undefined))
    throw invalidParams("You must specify exactly one of these parameters: price, price_data.", { param: `${param}[price]` });
  const found = price_data ? createPrice(account, price_data) : requirePrice(account, price ?? "", `${param}[price]`);
  if (!found.active) throw invalidRequest("The price specified is inactive. This field only accepts active prices.", { param: `${param}[price]` });
  if (found.recurring === null) {
    throw invalidRequest("The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", {
      param: `${param}[price]`,
    });
  }
  return found;
}

export function recurrenceOf(price: Stripe.Price): { interval: Interval; interval_count: number } {
  return { interval: (price.recurring?.interval ?? "month") as Interval, interval_count: price.recurring?.interval_count ?? 1 };
}

function quantityIn({ quantity = 1 }: ItemParam, position: number): number {
  if (quantity < 1)
    throw invalidParams("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param: `items[${position}][quantity]` });
  return quantity;
}

function requireAlike(prices: Stripe.Price[]): void {
  const kinds = new Set(prices.map((price) => `${price.currency} ${Object.values(recurrenceOf(price)).join(" ")}`));
  if (kinds.size > 1) {
    throw invalidRequest(
      "Currency and Interval fields must match across all plans on this subscription, also when one is changed for another: the emulator does not prorate.",
      { param: "items" },
    );
  }
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, subscription: text() }), params);
  const subscription = account.get("subscriptions", given.subscription);
  if (!subscription) throw noSuch("subscription", given.subscription, "subscription");
  return listPage({ oldest_first: subscription.items.data, url: "/v1/subscription_items", params: given, kind: "subscription item" });
}

function retrieve({ account, id }: Call): object {
  const item = account
    .list("subscriptions")
    .flatMap(({ items }) => items.data)
    .find((candidate) => candidate.id === id);
  if (!item) throw noSuch("subscription item", id);
  return item;
}

import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { requireCustomer } from "../customers.ts";
import { invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { idOf } from "../ids.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, definedOnly, emptyable, integer, listParams, metadataParam, readParams, text } from "../params.ts";
import { requirePaymentMethod } from "../payment-methods.ts";
import type { Call, Route } from "../router.ts";
import { payFirstInvoice } from "./first-invoice.ts";
import { changedItemParam, changedItems, itemParam, newItems } from "./subscription-items.ts";
import { startSubscription } from "./subscription-life.ts";
import { blankSubscription, currentPeriodEnd, noCancellation, withItems } from "./subscription-object.ts";
import { endSubscription } from "./subscription-status.ts";

export const subscriptionRoutes: Route[] = [
  { method: "POST", path: "/v1/subscriptions", handle: create },
  { method: "GET", path: "/v1/subscriptions", handle: list },
  { method: "GET", path: "/v1/subscriptions/:id", handle: ({ account, id }) => requireSubscription(account, id) },
  { method: "POST", path: "/v1/subscriptions/:id", handle: update },
  { method: "DELETE", path: "/v1/subscriptions/:id", handle: cancel },
];

const cancellationDetails = z.strictObject({
  comment: emptyable(text()).optional(),
  feedback: emptyable(
    z.enum(["customer_service", "low_quality", "missing_features", "other", "switched_service", "too_complex", "too_expensive", "unused"]),
  ).optional(),
});

const subscriptionFields = {
  automatic_tax: z.strictObject({ enabled: z.literal("false") }).optional(),
  cancel_at_period_end: boolean().optional(),
  collection_method: z.enum(["charge_automatically"]).optional(),
  default_payment_method: text().optional(),
  description: emptyable(text(500)).optional(),
  metadata: metadataParam().optional(),
  off_session: boolean().optional(),
  payment_settings: z
    .strictObject({
      payment_method_types: z.array(z.enum(["card"])).optional(),
      save_default_payment_method: z.enum(["off", "on_subscription"]).optional(),
    })
    .optional(),
  proration_behavior: z.enum(["none", "create_prorations", "always_invoice"]).optional(),
};

type SubscriptionFields = z.infer<z.ZodObject<typeof subscriptionFields>>;

export const createParams = z.strictObject({
  ...subscriptionFields,
  customer: text(),
  currency: text().optional(),
  items: z.array(itemParam).min(1).max(20),
  payment_behavior: z.enum(["allow_incomplete", "default_incomplete", "error_if_incomplete"]).optional(),
});

function create({ account, params }: Call): object {
  const given = readParams(createParams, params);
  const customer = requireCustomer(account, given.customer, "customer");
  const behavior = given.payment_behavior ?? "allow_incomplete";
  const prepared = prepareSubscription(account, given);
  if (behavior !== "default_incomplete") requireMethod(account, customer, prepared);
  const { subscription, invoice } = startSubscription(account, prepared);
  if (invoice.status === "open" && behavior !== "default_incomplete")
    payFirstInvoice(account, { subscription, invoice, off_session: given.off_session ?? false, must_succeed: behavior === "error_if_incomplete" });
  return requireSubscription(account, subscription.id);
}

/** A subscription that is not yet started and of which nobody has heard. */
export function prepareSubscription(
  account: StripeAccount,
  given: SubscriptionFields & { customer: string; items: z.infer<typeof itemParam>[]; currency?: string | undefined },
): Stripe.Subscription {
  const start = account.seconds();
  const blank = blankSubscription(account, { customer: given.customer, currency: "usd" });
  const items = newItems(account, { id: blank.id, start }, given.items);
  const currency = items[0]?.price.currency ?? "usd";
  if (given.currency !== undefined && given.currency.toLowerCase() !== currency)
    throw invalidRequest(`The price specified only supports \`${currency}\`.`, { param: "currency" });
  return withFields(account, withItems({ ...blank, currency }, items), given);
}

export function requireSubscription(account: StripeAccount, id: string): Stripe.Subscription {
  const subscription = account.get("subscriptions", id);
  if (!subscription) throw noSuch("subscription", id);
  return subscription;
}

/** Without a status those that have not ended. */
function list({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      ...listParams,
      customer: text().optional(),
      price: text().optional(),
      status: z.enum(["active", "all", "canceled", "ended", "incomplete", "incomplete_expired", "past_due", "paused", "trialing", "unpaid"]).optional(),
    }),
    params,
  );
  const ended = ["canceled", "incomplete_expired"];
  const isWanted = (status: string) => {
    if (given.status === "all") return true;
    if (given.status === "ended") return ended.includes(status);
    return given.status === undefined ? !ended.includes(status) : status === given.status;
  };
  const candidates = given.customer === undefined ? account.list("subscriptions") : account.find("subscriptions", "customer", given.customer);
  const found = candidates
    .filter(({ status }) => isWanted(status))
    .filter(({ items }) => given.price === undefined || items.data.some(({ price }) => price.id === given.price));
  return listPage({ oldest_first: found, url: "/v1/subscriptions", params: given, kind: "subscription" });
}

const updateParams = z.strictObject({
  ...subscriptionFields,
  cancel_at: emptyable(integer()).optional(),
  cancellation_details: cancellationDetails.optional(),
  items: z.array(changedItemParam).optional(),
});

function update({ account, id, params }: Call): object {
  return changeSubscription(account, requireSubscription(account, id), readParams(updateParams, params));
}

export function changeSubscription(account: StripeAccount, subscription: Stripe.Subscription, given: z.infer<typeof updateParams>): Stripe.Subscription {
  const refused = Object.keys(given).find((field) => !["metadata", "cancellation_details"].includes(field));
  if (["canceled", "incomplete_expired"].includes(subscription.status) && refused !== undefined) {
    throw invalidRequest("A canceled subscription can only update its cancellation_details and metadata.", {
      code: "invalid_canceled_subscription_fields",
      param: refused,
    });
  }
  if (given.items && given.proration_behavior !== "none")
    throw invalidParams("The emulator does not prorate: change items with proration_behavior=none, from the next period on.", { param: "proration_behavior" });

  const described = withFields(account, subscription, given);
  const items = given.items ? changedItems(account, subscription, given.items) : subscription.items.data;
  const updated = withEnd(account, withItems(described, items), given);
  account.put("subscriptions", updated);
  if (updated.cancel_at !== null && !updated.cancel_at_period_end) account.schedule.at("subscription_cancels", updated.id, updated.cancel_at);
  account.emit("customer.subscription.updated", updated, changesOf(subscription, updated));
  return updated;
}

function cancel({ account, id, params }: Call): object {
  const given = readParams(
    z.strictObject({
      cancellation_details: cancellationDetails.optional(),
      invoice_now: z.literal("false").optional(),
      prorate: z.literal("false").optional(),
    }),
    params,
  );
  const subscription = requireSubscription(account, id);
  if (["canceled", "incomplete_expired"].includes(subscription.status)) throw noSuch("subscription", id);
  return endSubscription(account, subscription, { reason: "cancellation_requested", ...definedOnly(given.cancellation_details ?? {}) });
}

function withFields(account: StripeAccount, subscription: Stripe.Subscription, given: SubscriptionFields): Stripe.Subscription {
  const { default_payment_method, payment_settings, description } = given;
  if (
    default_payment_method !== undefined &&
    requirePaymentMethod(account, default_payment_method, "default_payment_method").customer !== idOf(subscription.customer)
  ) {
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${default_payment_method}. The payment method must be attached to the customer.`,
      {
        code: "resource_missing",
        param: "default_payment_method",
      },
    );
  }
  const settings = subscription.payment_settings;
  return {
    ...subscription,
    ...definedOnly({ default_payment_method, description }),
    metadata: mergeMetadata(subscription.metadata, given.metadata),
    payment_settings: settings && { ...settings, ...definedOnly(payment_settings ?? {}) },
    ...(given.cancel_at_period_end === true && !subscription.cancel_at_period_end ? endingWith(account, subscription) : {}),
    ...(given.cancel_at_period_end === false ? notEnding : {}),
  };
}

const notEnding = { cancel_at_period_end: false, cancel_at: null, canceled_at: null, cancellation_details: noCancellation };

function endingWith(account: StripeAccount, subscription: Stripe.Subscription): Partial<Stripe.Subscription> {
  return {
    cancel_at_period_end: true,
    cancel_at: currentPeriodEnd(subscription),
    canceled_at: account.seconds(),
    cancellation_details: { ...noCancellation, reason: "cancellation_requested" },
  };
}

function withEnd(
  account: StripeAccount,
  subscription: Stripe.Subscription,
  given: { cancel_at?: number | null | undefined; cancellation_details?: z.infer<typeof cancellationDetails> | undefined },
): Stripe.Subscription {
  const details = { ...(subscription.cancellation_details ?? noCancellation), ...definedOnly(given.cancellation_details ?? {}) };
  if (given.cancel_at === undefined) return { ...subscription, cancellation_details: details };
  if (given.cancel_at === null) return { ...subscription, ...notEnding };
  if (given.cancel_at <= account.seconds()) throw invalidRequest("cancel_at must be in the future.", { param: "cancel_at" });
  return {
    ...subscription,
    cancel_at: given.cancel_at,
    cancel_at_period_end: given.cancel_at === currentPeriodEnd(subscription),
    canceled_at: account.seconds(),
    cancellation_details: { ...details, reason: "cancellation_requested" },
  };
}

function changesOf(before: Stripe.Subscription, after: Stripe.Subscription): object {
  return Object.fromEntries(
    Object.entries(before).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field as keyof Stripe.Subscription])),
  );
}

function requireMethod(account: StripeAccount, customer: Stripe.Customer, subscription: Stripe.Subscription): void {
  const total = subscription.items.data.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1), 0);
  if (total === 0 || subscription.default_payment_method !== null || customer.invoice_settings.default_payment_method !== null) return;
  throw invalidRequest(
    "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
    { code: "resource_missing" },
  );
}

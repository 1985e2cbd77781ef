import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { createPrice, priceData, requirePrice } from "../billing/prices.ts";
import { requireChargeable, requireCurrency } from "../currencies.ts";
import { requireCustomer } from "../customers.ts";
import { invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { definedOnly, integer, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { expireSession } from "./session-life.ts";
import { blankSession, secondsOpen, sessionLine } from "./session-object.ts";

export const checkoutSessionRoutes: Route[] = [
  { method: "POST", path: "/v1/checkout/sessions", handle: create },
  { method: "GET", path: "/v1/checkout/sessions", handle: list },
  { method: "GET", path: "/v1/checkout/sessions/:id", handle: ({ account, id }) => requireSession(account, id) },
  { method: "POST", path: "/v1/checkout/sessions/:id", handle: update },
  { method: "POST", path: "/v1/checkout/sessions/:id/expire", handle: expire },
  { method: "GET", path: "/v1/checkout/sessions/:id/line_items", handle: listLines },
];

const described = { description: text().optional(), metadata: metadataParam().optional() };

const createParams = z.strictObject({
  mode: z.enum(["payment", "setup", "subscription"]),
  line_items: z
    .array(z.strictObject({ price: text().optional(), price_data: z.strictObject(priceData).optional(), quantity: integer().optional() }))
    .max(100)
    .optional(),
  success_url: text(),
  cancel_url: text().optional(),
  allowed_payment_method_types: z.array(z.enum(["card"])).optional(),
  client_reference_id: text(200).optional(),
  currency: text().optional(),
  customer: text().optional(),
  customer_creation: z.enum(["always", "if_required"]).optional(),
  customer_email: text().optional(),
  expires_at: integer().optional(),
  locale: text().optional(),
  metadata: metadataParam().optional(),
  payment_intent_data: z
    .strictObject({
      ...described,
      receipt_email: text().optional(),
      setup_future_usage: z.enum(["off_session", "on_session"]).optional(),
      transfer_group: text().optional(),
    })
    .optional(),
  setup_intent_data: z.strictObject(described).optional(),
  submit_type: z.enum(["auto", "book", "pay", "subscribe"]).optional(),
  subscription_data: z.strictObject(described).optional(),
  ui_mode: z.literal("hosted_page").optional(),
});

type Given = z.infer<typeof createParams>;

function create({ account, params }: Call): object {
  const given = readParams(createParams, params);
  requireFitting(account, given);
  const created = account.seconds();
  const expires_at = given.expires_at ?? created + secondsOpen;
  if (expires_at < created + 1800 || expires_at > created + secondsOpen)
    throw invalidRequest("The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.", { param: "expires_at" });
  const lines = linesOf(account, given);
  const total = lines.reduce((sum, { amount_total }) => sum + amount_total, 0);
  const currency = lines[0]?.currency ?? given.currency?.toLowerCase() ?? null;

  const session: Stripe.Checkout.Session = {
    ...blankSession(account, given.mode),
    ...definedOnly({
      allowed_payment_method_types: given.allowed_payment_method_types,
      cancel_url: given.cancel_url,
      client_reference_id: given.client_reference_id,
      customer: given.customer,
      customer_creation: given.customer ? null : given.customer_creation,
      customer_email: given.customer_email,
      submit_type: given.submit_type,
    }),
    ...(given.mode === "setup"
      ? {}
      : { amount_subtotal: total, amount_total: total, total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } }),
    currency,
    expires_at,
    locale: (given.locale ?? null) as Stripe.Checkout.Session.Locale | null,
    metadata: mergeMetadata({}, given.metadata),
    success_url: given.success_url,
  };
  account.put("checkout_sessions", session);
  account.put("checkout_work", {
    id: session.id,
    lines,
    intent: null,
    subscription: null,
    payment_intent_data: kept(given.payment_intent_data),
    subscription_data: kept(given.subscription_data),
    setup_intent_data: kept(given.setup_intent_data),
  });
  account.schedule.at("checkout_expires", session.id, expires_at);
  return session;
}

export function requireSession(account: StripeAccount, id: string): Stripe.Checkout.Session {
  const session = account.get("checkout_sessions", id);
  if (!session) throw noSuch("checkout.session", id);
  return session;
}

/** A session's lines as the list that `expand[]=line_items` shows. */
export function lineItemsOf(account: StripeAccount, id: string): object {
  return listPage({
    oldest_first: [...(account.get("checkout_work", id)?.lines ?? [])].reverse(),
    url: `/v1/checkout/sessions/${id}/line_items`,
    params: {},
    kind: "item",
  });
}

function list({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      ...listParams,
      customer: text().optional(),
      payment_intent: text().optional(),
      status: z.enum(["complete", "expired", "open"]).optional(),
      subscription: text().optional(),
    }),
    params,
  );
  const { customer, payment_intent, status, subscription } = given;
  const found = account
    .list("checkout_sessions")
    .filter((session) => session.customer === (customer ?? session.customer) && session.status === (status ?? session.status))
    .filter(
      (session) => session.payment_intent === (payment_intent ?? session.payment_intent) && session.subscription === (subscription ?? session.subscription),
    );
  return listPage({ oldest_first: found, url: "/v1/checkout/sessions", params: given, kind: "checkout.session" });
}

function update({ account, id, params }: Call): object {
  const { metadata } = readParams(z.strictObject({ metadata: metadataParam().optional() }), params);
  const session = requireSession(account, id);
  const updated = { ...session, metadata: mergeMetadata(session.metadata ?? {}, metadata) };
  account.put("checkout_sessions", updated);
  return updated;
}

function expire({ account, id, params }: Call): object {
  readParams(z.strictObject({}), params);
  const session = requireSession(account, id);
  if (session.status !== "open")
    throw invalidRequest(`Only Checkout Sessions with a status in ["open"] can be expired. This Session has a status of \`${session.status}\`.`);
  return expireSession(account, session);
}

function listLines({ account, id, params }: Call): object {
  const given = readParams(z.strictObject(listParams), params);
  requireSession(account, id);
  const lines = account.get("checkout_work", id)?.lines ?? [];
  return listPage({ oldest_first: [...lines].reverse(), url: `/v1/checkout/sessions/${id}/line_items`, params: given, kind: "item" });
}

/** What belongs to one mode is refused in another. */
function requireFitting(account: StripeAccount, given: Given): void {
  for (const param of ["success_url", "cancel_url"] as const) {
    const url = given[param];
    if (url !== undefined && (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)))
      throw invalidParams("Not a valid URL", { code: "url_invalid", param });
  }
  if (given.customer !== undefined) requireCustomer(account, given.customer, "customer");
  if (given.customer !== undefined && given.customer_email !== undefined)
    throw invalidParams("You may only specify one of these parameters: customer, customer_email.", { param: "customer_email" });
  const data = { payment: "payment_intent_data", setup: "setup_intent_data", subscription: "subscription_data" } as const;
  for (const [mode, param] of Object.entries(data)) {
    if (mode !== given.mode && given[param] !== undefined) throw invalidParams(`You can not pass \`${param}\` in \`${given.mode}\` mode.`, { param });
  }
  if (given.customer_creation !== undefined && given.mode !== "payment")
    throw invalidParams("`customer_creation` can only be used in `payment` mode.", { param: "customer_creation" });
  if (given.mode === "setup" && given.line_items !== undefined) throw invalidParams("You can not pass `line_items` in `setup` mode.", { param: "line_items" });
  if (given.mode !== "setup" && (given.line_items?.length ?? 0) === 0)
    throw invalidParams(`You must pass at least one line item in \`${given.mode}\` mode.`, { code: "parameter_missing", param: "line_items" });
}

/** Prices that are given in full are made only once everything fits. */
function linesOf(account: StripeAccount, given: Given): Stripe.LineItem[] {
  const wanted = (given.line_items ?? []).map((line, at) => ({ ...line, quantity: line.quantity ?? 1, known: knownPrice(account, line, `line_items[${at}]`) }));
  for (const [at, { quantity }] of wanted.entries()) {
    if (quantity < 1)
      throw invalidParams("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param: `line_items[${at}][quantity]` });
  }
  const kinds = wanted.map(({ known, price_data }) => ({
    currency: known?.currency ?? requireCurrency(price_data?.currency ?? ""),
    recurring: known ? known.recurring : (price_data?.recurring ?? null),
    unit_amount: known?.unit_amount ?? price_data?.unit_amount ?? 0,
  }));
  requireAlike(given.mode, kinds);
  const total = kinds.reduce((sum, { unit_amount }, at) => sum + unit_amount * (wanted[at]?.quantity ?? 1), 0);
  if (given.mode === "payment") requireChargeable(total, kinds[0]?.currency ?? "usd");
  return wanted.flatMap(({ known, price_data, quantity }) => {
    const price = known ?? (price_data ? createPrice(account, price_data) : null);
    return price ? sessionLine(price, quantity, account.get("products", String(price.product))?.name ?? "") : [];
  });
}

function knownPrice(
  account: StripeAccount,
  { price, price_data }: { price?: string | undefined; price_data?: object | undefined },
  param: string,
): Stripe.Price | null {
  if ((price === undefined) === (price_data === undefined))
    throw invalidParams("You must specify exactly one of these parameters: price, price_data.", { param: `${param}[price]` });
  if (price === undefined) return null;
  const found = requirePrice(account, price, `${param}[price]`);
  if (!found.active) throw invalidRequest(`The price ${found.id} is inactive.`, { param: `${param}[price]` });
  return found;
}

function requireAlike(mode: Given["mode"], kinds: { currency: string; recurring: { interval: string; interval_count?: number | undefined } | null }[]): void {
  if (mode === "payment" && kinds.some(({ recurring }) => recurring !== null))
    throw invalidRequest("You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.", {
      param: "line_items",
    });
  if (mode === "subscription" && kinds.some(({ recurring }) => recurring === null))
    throw invalidRequest("The emulator takes only recurring prices in `subscription` mode.", { param: "line_items" });
  const distinct = new Set(kinds.map(({ currency, recurring }) => `${currency} ${recurring?.interval} ${recurring?.interval_count ?? 1}`));
  if (distinct.size > 1) throw invalidRequest("All prices on a Checkout Session must have the same currency and recur alike.", { param: "line_items" });
}

function kept<T extends { metadata?: Record<string, string> | null | undefined }>(given: T | undefined) {
  const { metadata, ...rest } = given ?? ({} as T);
  return { ...definedOnly(rest), metadata: mergeMetadata({}, metadata) };
}

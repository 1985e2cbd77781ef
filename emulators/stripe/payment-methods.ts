import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { findTestCard, findTestCardByAlias, isPossibleCardNumber } from "./cards.ts";
import type { TestCard } from "./cards.ts";
import { StripeFailure, invalidRequest, noSuch } from "./errors.ts";
import type { ErrorBody } from "./errors.ts";
import { listPage } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { bankPaymentMethod, cardPaymentMethod, noAddress, noBillingDetails } from "./payment-method-object.ts";
import { addressParam, definedOnly, emptyable, integer, listParams, metadataParam, readParams, text } from "./params.ts";
import type { Call, Route } from "./router.ts";

export const paymentMethodRoutes: Route[] = [
  { method: "POST", path: "/v1/payment_methods", publishable: true, handle: create },
  { method: "GET", path: "/v1/payment_methods", handle: list },
  { method: "GET", path: "/v1/payment_methods/:id", handle: ({ account, id }) => requirePaymentMethod(account, id) },
  { method: "POST", path: "/v1/payment_methods/:id", handle: update },
];

const cardData = z.strictObject({ number: text(), exp_month: integer(), exp_year: integer(), cvc: text(4).optional(), token: text().optional() });

const allowRedisplay = z.enum(["always", "limited", "unspecified"]);

const billingDetails = z.strictObject({
  address: emptyable(addressParam()).optional(),
  email: emptyable(text()).optional(),
  name: emptyable(text()).optional(),
  phone: emptyable(text()).optional(),
});

export const paymentMethodData = z.strictObject({
  type: z.enum(["card"]),
  card: cardData,
  billing_details: billingDetails.optional(),
  allow_redisplay: allowRedisplay.optional(),
  metadata: metadataParam().optional(),
});

/** What the lists of saved payment methods are narrowed by. */
export const methodFilter = { ...listParams, type: text().optional(), allow_redisplay: allowRedisplay.optional() };

export function fitsFilter(method: Stripe.PaymentMethod, { type, allow_redisplay }: { type?: string | undefined; allow_redisplay?: string | undefined }): boolean {
  return method.type === (type ?? method.type) && method.allow_redisplay === (allow_redisplay ?? method.allow_redisplay);
}

function create({ account, params, access }: Call): object {
  const given = readParams(paymentMethodData, params);
  if (access === "secret") throw rawCardFailure();
  return createFromData(account, given);
}

/** A payment method by its id, or a new one where a test name such as pm_card_visa is given. */
export function requirePaymentMethod(account: StripeAccount, id: string, param = "id"): Stripe.PaymentMethod {
  const known = account.get("payment_methods", id);
  if (known) return known;
  const card = findTestCardByAlias(id);
  if (card) return store(account, cardPaymentMethod(account, { card, exp_month: 12, exp_year: account.now().getUTCFullYear() + 2 }), card.number);
  if (id === "pm_usBankAccount_success" || id === "pm_usBankAccount_processing") return store(account, bankPaymentMethod(account), id);
  throw noSuch("PaymentMethod", id, param);
}

/** How a payment method behaves when it is charged. */
export function testCardOf(account: StripeAccount, method: Stripe.PaymentMethod): TestCard {
  const card = findTestCard(account.get("card_numbers", method.id)?.number ?? "");
  if (!card) throw new Error(`${method.id} is no card.`);
  return card;
}

/** As `requirePaymentMethod`, for one that is to be used: once detached, or used without being saved, it is of no use any more. */
export function requireUsablePaymentMethod(account: StripeAccount, id: string, param = "payment_method"): Stripe.PaymentMethod {
  const method = requirePaymentMethod(account, id, param);
  if (method.customer === null && account.get("card_numbers", id)?.is_spent) {
    throw invalidRequest(
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
      { param },
    );
  }
  return method;
}

export function markSpent(account: StripeAccount, id: string): void {
  const card = account.get("card_numbers", id);
  if (card) account.put("card_numbers", { ...card, is_spent: true });
}

/** The bank has agreed to payments without the customer; some cards need no authentication for those from then on. */
export function markSetUp(account: StripeAccount, id: string): void {
  const card = account.get("card_numbers", id);
  if (card) account.put("card_numbers", { ...card, is_set_up: true });
}

export function isSetUp(account: StripeAccount, method: Stripe.PaymentMethod): boolean {
  return account.get("card_numbers", method.id)?.is_set_up ?? false;
}

export function createFromData(account: StripeAccount, given: z.infer<typeof paymentMethodData>): Stripe.PaymentMethod {
  const number = given.card.number.replaceAll(/[\s-]/g, "");
  const card = findTestCard(number);
  const { exp_month, exp_year, cvc } = given.card;
  const now = account.now();

  if (!isPossibleCardNumber(number)) throw cardFailure("incorrect_number", "Your card number is incorrect.", "number");
  if (!card)
    throw cardFailure(
      "card_declined",
      "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
      "number",
      "test_mode_live_card",
    );
  if (exp_month < 1 || exp_month > 12) throw cardFailure("invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
  const year = exp_year < 100 ? 2000 + exp_year : exp_year;
  if (Date.UTC(year, exp_month, 1) <= now.getTime()) throw cardFailure("invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year");
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) throw cardFailure("invalid_cvc", "Your card's security code is invalid.", "cvc");

  const method = cardPaymentMethod(account, { card, exp_month, exp_year: year });
  const address = given.billing_details?.address;
  return store(
    account,
    {
      ...method,
      allow_redisplay: given.allow_redisplay ?? "unspecified",
      metadata: mergeMetadata({}, given.metadata),
      billing_details: {
        ...noBillingDetails,
        ...given.billing_details,
        address: { ...noAddress, ...address },
      },
      card: method.card && { ...method.card, checks: { ...method.card.checks, cvc_check: cvc ? "unchecked" : null } as Stripe.PaymentMethod.Card.Checks },
    },
    number,
  );
}

/** Saves a payment method to a customer, once the customer has agreed. */
export function attachTo(account: StripeAccount, method: Stripe.PaymentMethod, customer: string): Stripe.PaymentMethod {
  const attached = { ...method, customer, allow_redisplay: method.allow_redisplay ?? "unspecified" };
  account.put("payment_methods", attached);
  account.emit("payment_method.attached", attached);
  return attached;
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...methodFilter, customer: text().optional() }), params);
  const candidates = given.customer === undefined ? account.list("payment_methods") : account.find("payment_methods", "customer", given.customer);
  const methods = candidates.filter((method) => method.customer !== null && fitsFilter(method, given));
  return listPage({ oldest_first: methods, url: "/v1/payment_methods", params: given, kind: "PaymentMethod" });
}

function update({ account, id, params }: Call): object {
  const card = z.strictObject({ exp_month: integer().optional(), exp_year: integer().optional() }).optional();
  const given = readParams(z.strictObject({ allow_redisplay: allowRedisplay.optional(), billing_details: billingDetails.optional(), card, metadata: metadataParam().optional() }), params);
  const method = requirePaymentMethod(account, id);
  if (method.customer === null) throw invalidRequest("You must save this PaymentMethod to a customer before you can update it.");
  const { address, ...billing } = given.billing_details ?? {};
  const updated = {
    ...method,
    allow_redisplay: given.allow_redisplay ?? method.allow_redisplay,
    ...(method.card && { card: { ...method.card, ...definedOnly(given.card ?? {}) } }),
    metadata: mergeMetadata(method.metadata ?? {}, given.metadata),
    billing_details: {
      ...method.billing_details,
      ...billing,
      ...(address === undefined ? {} : { address: { ...noAddress, ...method.billing_details.address, ...address } }),
    },
  };
  account.put("payment_methods", updated);
  account.emit("payment_method.updated", updated);
  return updated;
}

export function declineFailure(
  decline: NonNullable<TestCard["decline"]>,
  about: Partial<Pick<ErrorBody, "charge" | "payment_intent" | "payment_method" | "setup_intent">> = {},
): StripeFailure {
  const { code, decline_code, message } = decline;
  return new StripeFailure(402, {
    type: "card_error",
    code,
    message,
    ...(decline_code ? { decline_code } : {}),
    ...(code === "incorrect_cvc" ? { param: "cvc" } : {}),
    ...about,
  });
}

function store(account: StripeAccount, method: Stripe.PaymentMethod, number: string): Stripe.PaymentMethod {
  account.put("payment_methods", method);
  account.put("card_numbers", { id: method.id, number });
  return method;
}

function cardFailure(code: string, message: string, param: string, decline_code?: string): StripeFailure {
  return new StripeFailure(402, { type: "card_error", code, message, param, ...(decline_code ? { decline_code } : {}) });
}

function rawCardFailure(): StripeFailure {
  return new StripeFailure(402, {
    type: "invalid_request_error",
    message:
      "Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing.",
  });
}

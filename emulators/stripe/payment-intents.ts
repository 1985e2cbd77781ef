import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { cancelPaymentIntent, confirmParams, confirmPaymentIntent } from "./confirm-payment-intent.ts";
import { requireChargeable, requireCurrency } from "./currencies.ts";
import { requireCustomer } from "./customers.ts";
import { StripeFailure, invalidParams, invalidRequest, noSuch } from "./errors.ts";
import { idOf } from "./ids.ts";
import { listPage } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { boolean, definedOnly, emptyable, fullAddress, integer, listParams, metadataParam, readParams, shippingParam, text } from "./params.ts";
import { blankPaymentIntent, publicView } from "./payment-intent-object.ts";
import { createFromData, paymentMethodData, requireUsablePaymentMethod } from "./payment-methods.ts";
import type { Call, Route } from "./router.ts";

export const paymentIntentRoutes: Route[] = [
  { method: "POST", path: "/v1/payment_intents", handle: create },
  { method: "GET", path: "/v1/payment_intents", handle: list },
  { method: "GET", path: "/v1/payment_intents/:id", publishable: true, handle: retrieve },
  { method: "POST", path: "/v1/payment_intents/:id", handle: update },
  { method: "POST", path: "/v1/payment_intents/:id/confirm", publishable: true, handle: confirm },
  { method: "POST", path: "/v1/payment_intents/:id/cancel", handle: cancel },
];

const methodTypes = z.enum(["card", "us_bank_account"]);

const changeableFields = {
  allowed_payment_method_types: z.array(methodTypes).optional(),
  customer: text().optional(),
  description: emptyable(text()).optional(),
  metadata: metadataParam().optional(),
  payment_method: text().optional(),
  payment_method_data: paymentMethodData.optional(),
  receipt_email: emptyable(text()).optional(),
  setup_future_usage: emptyable(z.enum(["off_session", "on_session"])).optional(),
  shipping: emptyable(shippingParam()).optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  transfer_group: text().optional(),
};

const createParams = z.strictObject({
  ...changeableFields,
  ...confirmParams,
  amount: integer(),
  currency: text(),
  automatic_payment_methods: z.strictObject({ enabled: boolean(), allow_redirects: z.enum(["always", "never"]).optional() }).optional(),
  capture_method: z.enum(["automatic", "automatic_async"]).optional(),
  confirmation_method: z.enum(["automatic"]).optional(),
  confirm: boolean().optional(),
});

const updateParams = z.strictObject({ ...changeableFields, amount: integer().optional(), currency: text().optional() });

function create({ account, params, access }: Call): object {
  const given = readParams(createParams, params);
  const currency = requireCurrency(given.currency);
  requireChargeable(given.amount, currency);
  if (!given.confirm) {
    for (const param of ["return_url", "off_session", "error_on_requires_action", "use_stripe_sdk"] as const) {
      if (given[param] !== undefined) throw invalidParams(`You cannot set \`${param}\` unless \`confirm\` is set to true.`, { param });
    }
  }

  const automatic = given.automatic_payment_methods ?? (given.allowed_payment_method_types ? null : { enabled: true });
  const blank = blankPaymentIntent(account, { amount: given.amount, currency });
  const intent = withFields(account, blank, {
    ...given,
    payment_method_types: given.allowed_payment_method_types ?? ["card"],
    automatic_payment_methods: automatic?.enabled ? { allow_redirects: automatic.allow_redirects ?? "always", enabled: true } : null,
    capture_method: given.capture_method ?? "automatic_async",
  });
  account.put("payment_intents", intent);
  account.emit("payment_intent.created", intent);
  return given.confirm ? confirmPaymentIntent(account, intent, { ...given, access }) : intent;
}

function retrieve({ account, id, params, access }: Call): object {
  const { client_secret } = readParams(z.strictObject({ client_secret: text().optional() }), params);
  const intent = requirePaymentIntent(account, id);
  if (access === "secret") return intent;
  requireClientSecret(intent, client_secret);
  return publicView(intent);
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, customer: text().optional() }), params);
  const found = given.customer === undefined ? account.list("payment_intents") : account.find("payment_intents", "customer", given.customer);
  return listPage({ oldest_first: found, url: "/v1/payment_intents", params: given, kind: "payment_intent" });
}

function update({ account, id, params }: Call): object {
  const given = readParams(updateParams, params);
  const intent = requirePaymentIntent(account, id);
  requireUpdatable(intent, Object.keys(given));
  const currency = given.currency === undefined ? intent.currency : requireCurrency(given.currency);
  const amount = given.amount ?? intent.amount;
  requireChargeable(amount, currency);

  const updated = withFields(account, intent, {
    ...given,
    amount,
    currency,
    ...(given.allowed_payment_method_types && { payment_method_types: given.allowed_payment_method_types }),
  });
  account.put("payment_intents", updated);
  return updated;
}

function confirm({ account, id, params, access }: Call): object {
  const given = readParams(
    z.strictObject({
      ...confirmParams,
      client_secret: text().optional(),
      payment_method: text().optional(),
      payment_method_data: paymentMethodData.optional(),
      receipt_email: emptyable(text()).optional(),
      setup_future_usage: emptyable(z.enum(["off_session", "on_session"])).optional(),
      shipping: emptyable(shippingParam()).optional(),
    }),
    params,
  );
  const intent = requirePaymentIntent(account, id);
  if (access === "publishable") requireClientSecret(intent, given.client_secret);
  const { payment_method, payment_method_data, receipt_email, setup_future_usage, shipping } = given;
  const change = () => withFields(account, intent, { payment_method, payment_method_data, receipt_email, setup_future_usage, shipping });
  try {
    const confirmed = confirmPaymentIntent(account, intent, { ...given, access, change });
    return access === "secret" ? confirmed : publicView(confirmed);
  } catch (error) {
    if (access === "secret" || !(error instanceof StripeFailure) || !error.body.payment_intent) throw error;
    throw new StripeFailure(error.status, { ...error.body, payment_intent: publicView(error.body.payment_intent) as Stripe.PaymentIntent });
  }
}

function cancel({ account, id, params }: Call): object {
  const given = readParams(
    z.strictObject({ cancellation_reason: z.enum(["abandoned", "duplicate", "fraudulent", "requested_by_customer"]).optional() }),
    params,
  );
  return cancelPaymentIntent(account, requirePaymentIntent(account, id), given.cancellation_reason ?? null);
}

export function requirePaymentIntent(account: StripeAccount, id: string, param = "id"): Stripe.PaymentIntent {
  const intent = account.get("payment_intents", id);
  if (!intent) throw noSuch("payment_intent", id, param === "id" ? "intent" : param);
  return intent;
}

type IntentFields = Partial<Omit<z.infer<typeof updateParams>, "metadata">> & {
  metadata?: Record<string, string> | null | undefined;
  payment_method_types?: string[];
  automatic_payment_methods?: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  capture_method?: Stripe.PaymentIntent.CaptureMethod;
};

function withFields(account: StripeAccount, intent: Stripe.PaymentIntent, given: IntentFields): Stripe.PaymentIntent {
  const { description, receipt_email, setup_future_usage, statement_descriptor, statement_descriptor_suffix, transfer_group } = given;
  const { amount, currency, customer, allowed_payment_method_types, payment_method_types, automatic_payment_methods, capture_method, shipping } = given;
  if (customer !== undefined) requireCustomer(account, customer, "customer");
  const method = chosenMethod(account, given);

  const changed: Stripe.PaymentIntent = {
    ...intent,
    ...definedOnly({ amount, currency, customer, allowed_payment_method_types, payment_method_types, automatic_payment_methods, capture_method }),
    ...definedOnly({ description, receipt_email, setup_future_usage, statement_descriptor, statement_descriptor_suffix, transfer_group }),
    ...(shipping === undefined
      ? {}
      : {
          shipping: shipping && {
            ...shipping,
            address: fullAddress(shipping.address),
            carrier: shipping.carrier ?? null,
            phone: shipping.phone ?? null,
            tracking_number: shipping.tracking_number ?? null,
          },
        }),
    metadata: mergeMetadata(intent.metadata, given.metadata),
  };
  if (!method) return changed;

  if (!changed.payment_method_types.includes(method.type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${changed.payment_method_types.join(", ")}.`,
      { param: "payment_method" },
    );
  }
  if (method.customer !== null && method.customer !== idOf(changed.customer)) {
    throw invalidRequest(
      `The PaymentMethod ${method.id} belongs to a customer. Please include the customer in the \`customer\` parameter on the PaymentIntent.`,
      { code: "payment_intent_unexpected_state", param: "payment_method" },
    );
  }
  return { ...changed, payment_method: method.id, status: "requires_confirmation", next_action: null };
}

function chosenMethod(account: StripeAccount, given: IntentFields): Stripe.PaymentMethod | null {
  if (given.payment_method !== undefined && given.payment_method_data !== undefined)
    throw invalidParams("You may only specify one of these parameters: payment_method, payment_method_data.", { param: "payment_method_data" });
  if (given.payment_method_data !== undefined) return createFromData(account, given.payment_method_data);
  return given.payment_method === undefined ? null : requireUsablePaymentMethod(account, given.payment_method);
}

/** Once the money moves only what describes the payment may change. */
function requireUpdatable(intent: Stripe.PaymentIntent, fields: string[]): void {
  if (["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status)) return;
  const always = ["description", "metadata", "receipt_email", "setup_future_usage", "transfer_group", "shipping"];
  const refused = fields.find((field) => !always.includes(field));
  if (refused === undefined) return;
  throw invalidRequest(
    `This PaymentIntent's ${refused} could not be updated because it has a status of ${intent.status}. You may only update the ${refused} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
    {
      code: "payment_intent_unexpected_state",
      payment_intent: intent,
    },
  );
}

function requireClientSecret(intent: Stripe.PaymentIntent, client_secret: string | undefined): void {
  if (client_secret === undefined) throw invalidParams("Missing required param: client_secret.", { code: "parameter_missing", param: "client_secret" });
  if (client_secret !== intent.client_secret)
    throw invalidRequest("The client_secret provided does not match the client_secret associated with this PaymentIntent.", {
      code: "payment_intent_invalid_parameter",
      param: "client_secret",
    });
}

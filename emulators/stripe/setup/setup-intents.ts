import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { requireCustomer } from "../customers.ts";
import { StripeFailure, invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { idOf } from "../ids.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, definedOnly, emptyable, listParams, metadataParam, readParams, text } from "../params.ts";
import { createFromData, paymentMethodData, requireUsablePaymentMethod } from "../payment-methods.ts";
import type { Call, Route } from "../router.ts";
import { cancelSetupIntent, confirmParams, confirmSetupIntent } from "./confirm-setup-intent.ts";
import { blankSetupIntent, publicSetupIntent } from "./setup-intent-object.ts";

export const setupIntentRoutes: Route[] = [
  { method: "POST", path: "/v1/setup_intents", handle: create },
  { method: "GET", path: "/v1/setup_intents", handle: list },
  { method: "GET", path: "/v1/setup_intents/:id", publishable: true, handle: retrieve },
  { method: "POST", path: "/v1/setup_intents/:id", handle: update },
  { method: "POST", path: "/v1/setup_intents/:id/confirm", publishable: true, handle: confirm },
  { method: "POST", path: "/v1/setup_intents/:id/cancel", handle: cancel },
  { method: "GET", path: "/v1/setup_attempts", handle: listAttempts },
];

const chosenMethod = { payment_method: text().optional(), payment_method_data: paymentMethodData.optional() };

const changeableFields = {
  ...chosenMethod,
  customer: text().optional(),
  description: emptyable(text()).optional(),
  metadata: metadataParam().optional(),
};

const createParams = z.strictObject({
  ...changeableFields,
  ...confirmParams,
  allowed_payment_method_types: z.array(z.enum(["card"])).optional(),
  automatic_payment_methods: z.strictObject({ enabled: boolean(), allow_redirects: z.enum(["always", "never"]).optional() }).optional(),
  confirm: boolean().optional(),
  usage: z.enum(["off_session", "on_session"]).optional(),
});

function create({ account, params }: Call): object {
  const given = readParams(createParams, params);
  if (!given.confirm && given.return_url !== undefined)
    throw invalidParams("You cannot set `return_url` unless `confirm` is set to true.", { param: "return_url" });
  const automatic = given.automatic_payment_methods ?? (given.allowed_payment_method_types ? null : { enabled: true });
  const intent = withFields(account, blankSetupIntent(account), given);
  const created: Stripe.SetupIntent = {
    ...intent,
    usage: given.usage ?? "off_session",
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    automatic_payment_methods: automatic?.enabled ? { allow_redirects: automatic.allow_redirects ?? "always", enabled: true } : null,
  };
  account.put("setup_intents", created);
  account.emit("setup_intent.created", created);
  return given.confirm ? confirmSetupIntent(account, created, given) : created;
}

export function requireSetupIntent(account: StripeAccount, id: string): Stripe.SetupIntent {
  const intent = account.get("setup_intents", id);
  if (!intent) throw noSuch("setupintent", id, "intent");
  return intent;
}

function retrieve({ account, id, params, access }: Call): object {
  const { client_secret } = readParams(z.strictObject({ client_secret: text().optional() }), params);
  const intent = requireSetupIntent(account, id);
  if (access === "secret") return intent;
  requireClientSecret(intent, client_secret);
  return publicSetupIntent(intent);
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, customer: text().optional(), payment_method: text().optional() }), params);
  const candidates = given.customer === undefined ? account.list("setup_intents") : account.find("setup_intents", "customer", given.customer);
  const found = candidates.filter(({ payment_method }) => given.payment_method === undefined || payment_method === given.payment_method);
  return listPage({ oldest_first: found, url: "/v1/setup_intents", params: given, kind: "setupintent" });
}

function update({ account, id, params }: Call): object {
  const given = readParams(z.strictObject(changeableFields), params);
  const intent = requireSetupIntent(account, id);
  const describes = Object.keys(given).every((field) => field === "metadata" || field === "description");
  if (!describes && !["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status)) {
    throw invalidRequest(`You cannot update this SetupIntent because it has a status of ${intent.status}.`, {
      code: "setup_intent_unexpected_state",
      setup_intent: intent,
    });
  }
  const updated = withFields(account, intent, given);
  account.put("setup_intents", updated);
  return updated;
}

function confirm({ account, id, params, access }: Call): object {
  const given = readParams(z.strictObject({ ...confirmParams, ...chosenMethod, client_secret: text().optional() }), params);
  const intent = requireSetupIntent(account, id);
  if (access === "publishable") requireClientSecret(intent, given.client_secret);
  const { payment_method, payment_method_data } = given;
  try {
    const confirmed = confirmSetupIntent(account, intent, { ...given, change: () => withFields(account, intent, { payment_method, payment_method_data }) });
    return access === "secret" ? confirmed : publicSetupIntent(confirmed);
  } catch (error) {
    if (access === "secret" || !(error instanceof StripeFailure) || !error.body.setup_intent) throw error;
    throw new StripeFailure(error.status, { ...error.body, setup_intent: publicSetupIntent(error.body.setup_intent) as Stripe.SetupIntent });
  }
}

function cancel({ account, id, params }: Call): object {
  const given = readParams(z.strictObject({ cancellation_reason: z.enum(["abandoned", "duplicate", "requested_by_customer"]).optional() }), params);
  return cancelSetupIntent(account, requireSetupIntent(account, id), given.cancellation_reason ?? null);
}

function listAttempts({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, setup_intent: text() }), params);
  const found = account.find("setup_attempts", "setup_intent", given.setup_intent);
  return listPage({ oldest_first: found, url: "/v1/setup_attempts", params: given, kind: "setup attempt" });
}

type Fields = Partial<z.infer<z.ZodObject<typeof changeableFields>>>;

function withFields(account: StripeAccount, intent: Stripe.SetupIntent, given: Fields): Stripe.SetupIntent {
  const { customer, description, payment_method, payment_method_data } = given;
  if (customer !== undefined) requireCustomer(account, customer, "customer");
  if (payment_method !== undefined && payment_method_data !== undefined)
    throw invalidParams("You may only specify one of these parameters: payment_method, payment_method_data.", { param: "payment_method_data" });
  const changed: Stripe.SetupIntent = { ...intent, ...definedOnly({ customer, description }), metadata: mergeMetadata(intent.metadata ?? {}, given.metadata) };
  const method = payment_method_data ? createFromData(account, payment_method_data) : payment_method && requireUsablePaymentMethod(account, payment_method);
  if (!method) return changed;
  if (!changed.payment_method_types.includes(method.type))
    throw invalidRequest(`The PaymentMethod provided (${method.type}) is not allowed for this SetupIntent.`, { param: "payment_method" });
  if (method.customer !== null && method.customer !== idOf(changed.customer)) {
    throw invalidRequest(
      `The PaymentMethod ${method.id} belongs to a customer. Please include the customer in the \`customer\` parameter on the SetupIntent.`,
      { code: "setup_intent_unexpected_state", param: "payment_method" },
    );
  }
  return { ...changed, payment_method: method.id, status: "requires_confirmation", next_action: null };
}

function requireClientSecret(intent: Stripe.SetupIntent, client_secret: string | undefined): void {
  if (client_secret === undefined) throw invalidParams("Missing required param: client_secret.", { code: "parameter_missing", param: "client_secret" });
  if (client_secret !== intent.client_secret)
    throw invalidRequest("The client_secret provided does not match the client_secret associated with this SetupIntent.", {
      code: "setup_intent_invalid_parameter",
      param: "client_secret",
    });
}

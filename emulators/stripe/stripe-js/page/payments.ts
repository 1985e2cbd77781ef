import type { PaymentIntent, PaymentIntentResult, StripeError } from "@stripe/stripe-js";
import { callApi } from "../shared/api-client.ts";
import { intentOf } from "../shared/protocol.ts";
import type { CallOutcome } from "../shared/protocol.ts";
import { authenticateInModal } from "./authentication-modal.ts";
import { CardElement } from "./element.ts";
import type { ElementsGroup } from "./elements-group.ts";
import { IntegrationError } from "./integration-error.ts";

export interface Shop {
  origin: string;
  key: string;
}

interface ConfirmPaymentOptions {
  elements?: ElementsGroup;
  clientSecret?: string;
  confirmParams?: Record<string, unknown> & { return_url?: string; payment_method?: string; payment_method_data?: { billing_details?: object } };
  redirect?: "always" | "if_required";
}

interface CardPaymentData {
  payment_method?: string | { card: CardElement; billing_details?: object };
  [param: string]: unknown;
}

/** https://docs.stripe.com/js/payment_intents/confirm_payment */
export async function confirmPayment(shop: Shop, options: ConfirmPaymentOptions): Promise<PaymentIntentResult> {
  const { elements, confirmParams = {}, redirect = "always" } = options;
  const { payment_method_data, payment_method, ...params } = confirmParams;
  const client_secret = requireSecret(options.clientSecret ?? elements?.clientSecret);
  if (redirect === "always" && !params.return_url)
    throw new IntegrationError("stripe.confirmPayment() requires confirmParams.return_url unless redirect is 'if_required'.");
  if (elements?.expected && !elements.wasSubmitted) throw new IntegrationError("elements.submit() must be called before stripe.confirmPayment().");

  const outcome = elements
    ? await elements.requireCard().ask("confirm", {
        key: shop.key,
        client_secret,
        expected: elements.expected,
        billing_details: payment_method_data?.billing_details,
        params: { ...params, use_stripe_sdk: true },
      })
    : await confirmWith(shop, client_secret, { ...params, payment_method });
  const result = await finish(shop, outcome);
  if (result.error || redirect === "if_required") return result;
  return leaveTo(String(params.return_url), result.paymentIntent);
}

/** https://docs.stripe.com/js/payment_intents/confirm_card_payment */
export async function confirmCardPayment(
  shop: Shop,
  clientSecret: string,
  data: CardPaymentData = {},
  options: { handleActions?: boolean } = {},
): Promise<PaymentIntentResult> {
  const client_secret = requireSecret(clientSecret);
  const { payment_method, ...params } = data;
  const given = { ...params, use_stripe_sdk: true };
  const outcome =
    typeof payment_method === "object"
      ? await requireElement(payment_method.card).ask("confirm", {
          key: shop.key,
          client_secret,
          expected: null,
          billing_details: payment_method.billing_details,
          params: given,
        })
      : await confirmWith(shop, client_secret, { ...given, payment_method });
  return options.handleActions === false ? resultOf(outcome) : finish(shop, outcome);
}

/** https://docs.stripe.com/js/payment_intents/handle_next_action */
export async function handleNextAction(shop: Shop, { clientSecret }: { clientSecret: string }): Promise<PaymentIntentResult> {
  const found = await retrievePaymentIntent(shop, clientSecret);
  if (found.error) return found;
  if (found.paymentIntent.status === "requires_action") return finish(shop, { object: found.paymentIntent as unknown as Record<string, unknown> });
  return failed({
    type: "invalid_request_error",
    code: "payment_intent_unexpected_state",
    message: `handleNextAction: The PaymentIntent supplied is not in the requires_action state (it is ${found.paymentIntent.status}).`,
    payment_intent: found.paymentIntent,
  });
}

export async function retrievePaymentIntent(shop: Shop, clientSecret: string): Promise<PaymentIntentResult> {
  const client_secret = requireSecret(clientSecret);
  return resultOf(await callApi({ ...shop, method: "GET", path: `/v1/payment_intents/${intentOf(client_secret)}`, params: { client_secret } }));
}

export async function createPaymentMethod(
  shop: Shop,
  options: { elements?: ElementsGroup; params?: { billing_details?: object }; type?: string; card?: CardElement; billing_details?: object },
): Promise<object> {
  const element = options.elements ? options.elements.requireCard() : requireElement(options.card);
  const { object, error } = await element.ask("create_payment_method", {
    key: shop.key,
    billing_details: options.params?.billing_details ?? options.billing_details,
  });
  return error ? { error } : { paymentMethod: object };
}

async function confirmWith(shop: Shop, client_secret: string, params: Record<string, unknown>): Promise<CallOutcome> {
  return callApi({
    ...shop,
    method: "POST",
    path: `/v1/payment_intents/${intentOf(client_secret)}/confirm`,
    params: { ...params, use_stripe_sdk: true, client_secret },
  });
}

/** Sees an authentication through, and answers what became of the payment. */
async function finish(shop: Shop, outcome: CallOutcome): Promise<PaymentIntentResult> {
  const result = resultOf(outcome);
  if (result.error || result.paymentIntent.status !== "requires_action") return result;
  const { next_action, client_secret } = result.paymentIntent;
  const redirect = next_action?.redirect_to_url?.url;
  if (redirect) {
    window.location.assign(redirect);
    return never();
  }
  const challenge = (next_action?.use_stripe_sdk as { stripe_js?: string } | undefined)?.stripe_js;
  if (!challenge) return result;
  await authenticateInModal(challenge);
  const after = await retrievePaymentIntent(shop, client_secret ?? "");
  if (after.error || after.paymentIntent.status !== "requires_payment_method") return after;
  const { last_payment_error } = after.paymentIntent;
  return failed({ ...(last_payment_error as StripeError), payment_intent: after.paymentIntent });
}

function leaveTo(return_url: string, intent: PaymentIntent): Promise<never> {
  const address = new URL(return_url);
  address.searchParams.set("payment_intent", intent.id);
  address.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  address.searchParams.set("redirect_status", intent.status === "succeeded" ? "succeeded" : "failed");
  window.location.assign(address.href);
  return never();
}

/** The page is being left: nobody hears an answer any more. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

function resultOf({ object, error }: CallOutcome): PaymentIntentResult {
  return error ? failed(error) : { paymentIntent: object as unknown as PaymentIntent };
}

function failed(error: StripeError): PaymentIntentResult {
  return { error };
}

function requireSecret(client_secret: string | undefined): string {
  if (client_secret !== undefined && /^pi_\w+_secret_\w+$/.test(client_secret)) return client_secret;
  throw new IntegrationError(
    `Invalid value for clientSecret: value should be a client secret of the form \${id}_secret_\${secret}. You specified: ${client_secret}.`,
  );
}

function requireElement(element: unknown): CardElement {
  if (element instanceof CardElement) return element;
  throw new IntegrationError("A card Element is wanted here: pass the one that elements.create('card') answered.");
}

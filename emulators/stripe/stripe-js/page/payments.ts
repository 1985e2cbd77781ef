import type { PaymentIntent, PaymentIntentResult, SetupIntent, StripeError } from "@stripe/stripe-js";
import type { CallOutcome } from "../shared/protocol.ts";
import type { CardElement } from "./element.ts";
import type { ElementsGroup } from "./elements-group.ts";
import { IntegrationError } from "./integration-error.ts";
import { confirmIntent, confirmWithCardElement, leaveTo, requireElement, requireSecret, retrieveIntent, seeThrough } from "./intents.ts";
import type { ConfirmOptions, Shop } from "./intents.ts";

/** https://docs.stripe.com/js/payment_intents/confirm_payment */
export async function confirmPayment(shop: Shop, options: ConfirmOptions): Promise<PaymentIntentResult> {
  const { elements, confirmParams, redirect = "always" } = options;
  const client_secret = requireSecret("pi", options.clientSecret ?? elements?.clientSecret);
  if (redirect === "always" && !confirmParams?.return_url)
    throw new IntegrationError("stripe.confirmPayment() requires confirmParams.return_url unless redirect is 'if_required'.");
  const result = paymentResult(await confirmIntent(shop, client_secret, options));
  if (result.error || redirect === "if_required") return result;
  return leaveTo(String(confirmParams?.return_url), result.paymentIntent);
}

/** https://docs.stripe.com/js/payment_intents/confirm_card_payment */
export async function confirmCardPayment(
  shop: Shop,
  clientSecret: string,
  data: Parameters<typeof confirmWithCardElement>[2] = {},
  options: { handleActions?: boolean } = {},
): Promise<PaymentIntentResult> {
  const outcome = await confirmWithCardElement(shop, requireSecret("pi", clientSecret), data);
  return paymentResult(options.handleActions === false ? outcome : await seeThrough(shop, outcome));
}

/** https://docs.stripe.com/js/payment_intents/handle_next_action, also for a setup intent */
export async function handleNextAction(
  shop: Shop,
  { clientSecret }: { clientSecret: string },
): Promise<PaymentIntentResult | { setupIntent?: SetupIntent; error?: StripeError }> {
  const isSetup = clientSecret.startsWith("seti_");
  const found = await retrieveIntent(shop, requireSecret(isSetup ? "seti" : "pi", clientSecret));
  if (found.error) return { error: found.error };
  if (found.object.status !== "requires_action") return { error: unexpectedState(found.object) };
  const { object, error } = await seeThrough(shop, found);
  if (error) return { error };
  return isSetup ? { setupIntent: object as unknown as SetupIntent } : { paymentIntent: object as unknown as PaymentIntent };
}

export async function retrievePaymentIntent(shop: Shop, clientSecret: string): Promise<PaymentIntentResult> {
  return paymentResult(await retrieveIntent(shop, requireSecret("pi", clientSecret)));
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

function paymentResult({ object, error }: CallOutcome): PaymentIntentResult {
  return error ? { error } : { paymentIntent: object as unknown as PaymentIntent };
}

function unexpectedState(intent: Record<string, unknown>): StripeError {
  const kind = String(intent.object);
  return {
    type: "invalid_request_error",
    code: `${kind}_unexpected_state`,
    message: `handleNextAction: The intent supplied is not in the requires_action state (it is ${String(intent.status)}).`,
    [kind]: intent,
  } as StripeError;
}

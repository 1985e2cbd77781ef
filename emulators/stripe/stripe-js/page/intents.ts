import type { StripeError } from "@stripe/stripe-js";
import { callApi } from "../shared/api-client.ts";
import { pathOf } from "../shared/protocol.ts";
import type { CallOutcome } from "../shared/protocol.ts";
import { authenticateInModal } from "./authentication-modal.ts";
import { CardElement } from "./element.ts";
import type { ElementsGroup } from "./elements-group.ts";
import { IntegrationError } from "./integration-error.ts";

export interface Shop {
  origin: string;
  key: string;
}

/** What payments and setups have in common: both are intents that a page confirms with their client_secret. */
export interface ConfirmOptions {
  elements?: ElementsGroup;
  clientSecret?: string;
  confirmParams?: Record<string, unknown> & { return_url?: string; payment_method?: string; payment_method_data?: { billing_details?: object; allow_redisplay?: string } };
  redirect?: "always" | "if_required";
}

interface IntentLike {
  object: "payment_intent" | "setup_intent";
  id: string;
  status: string;
  client_secret: string | null;
  next_action: { redirect_to_url?: { url: string | null }; use_stripe_sdk?: { stripe_js?: string } } | null;
  last_payment_error?: StripeError | null;
  last_setup_error?: StripeError | null;
}

/** Confirms with the card that is typed, or with a payment method that is known, and sees an authentication through. */
export async function confirmIntent(shop: Shop, client_secret: string, { elements, confirmParams = {} }: ConfirmOptions): Promise<CallOutcome> {
  const { payment_method_data, payment_method, ...params } = confirmParams;
  if (elements?.isDeferred && !elements.wasSubmitted) throw new IntegrationError("elements.submit() must be called before the intent is confirmed.");
  if (!elements) return seeThrough(shop, await confirmWith(shop, client_secret, { ...params, payment_method }));
  const outcome = await elements.requireCard().ask("confirm", {
    key: shop.key,
    client_secret,
    expected: elements.expected,
    method: payment_method_data ?? {},
    params: { ...params, use_stripe_sdk: true },
  });
  return seeThrough(shop, outcome);
}

/** The same with a card Element, or the id of a payment method, in place of Elements. */
export async function confirmWithCardElement(
  shop: Shop,
  client_secret: string,
  data: { payment_method?: string | { card: CardElement; billing_details?: object }; [param: string]: unknown },
): Promise<CallOutcome> {
  const { payment_method, ...params } = data;
  if (typeof payment_method !== "object") return confirmWith(shop, client_secret, { ...params, payment_method });
  return requireElement(payment_method.card).ask("confirm", {
    key: shop.key,
    client_secret,
    expected: null,
    method: payment_method.billing_details ? { billing_details: payment_method.billing_details } : {},
    params: { ...params, use_stripe_sdk: true },
  });
}

export function retrieveIntent(shop: Shop, client_secret: string): Promise<CallOutcome> {
  return callApi({ ...shop, method: "GET", path: pathOf(client_secret), params: { client_secret } });
}

/** Sees an authentication through, and answers what became of the intent. */
export async function seeThrough(shop: Shop, outcome: CallOutcome): Promise<CallOutcome> {
  if (outcome.error || outcome.object.status !== "requires_action") return outcome;
  const { next_action, client_secret } = outcome.object as unknown as IntentLike;
  const redirect = next_action?.redirect_to_url?.url;
  if (redirect) {
    window.location.assign(redirect);
    return never();
  }
  const challenge = next_action?.use_stripe_sdk?.stripe_js;
  if (!challenge) return outcome;
  await authenticateInModal(challenge);
  const after = await retrieveIntent(shop, client_secret ?? "");
  if (after.error || after.object.status !== "requires_payment_method") return after;
  const intent = after.object as unknown as IntentLike;
  return { error: { ...(intent.last_payment_error ?? intent.last_setup_error), [intent.object]: intent } as StripeError };
}

/** Leaves the page as after a payment that redirects: nobody hears an answer any more. */
export function leaveTo(return_url: string, given: object): Promise<never> {
  const intent = given as IntentLike;
  const address = new URL(return_url);
  address.searchParams.set(intent.object, intent.id);
  address.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? "");
  address.searchParams.set("redirect_status", intent.status === "succeeded" ? "succeeded" : "failed");
  window.location.assign(address.href);
  return never();
}

export function requireSecret(kind: "pi" | "seti", client_secret: string | undefined): string {
  if (client_secret !== undefined && new RegExp(`^${kind}_\\w+_secret_\\w+$`).test(client_secret)) return client_secret;
  throw new IntegrationError(
    `Invalid value for clientSecret: value should be a client secret of the form \${id}_secret_\${secret}. You specified: ${client_secret}.`,
  );
}

export function requireElement(element: unknown): CardElement {
  if (element instanceof CardElement) return element;
  throw new IntegrationError("A card Element is wanted here: pass the one that elements.create('card') answered.");
}

function confirmWith(shop: Shop, client_secret: string, params: Record<string, unknown>): Promise<CallOutcome> {
  return callApi({ ...shop, method: "POST", path: `${pathOf(client_secret)}/confirm`, params: { ...params, use_stripe_sdk: true, client_secret } });
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

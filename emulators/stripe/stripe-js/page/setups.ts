import type { SetupIntent, SetupIntentResult } from "@stripe/stripe-js";
import type { CallOutcome } from "../shared/protocol.ts";
import { IntegrationError } from "./integration-error.ts";
import { confirmIntent, confirmWithCardElement, leaveTo, requireSecret, retrieveIntent, seeThrough } from "./intents.ts";
import type { ConfirmOptions, Shop } from "./intents.ts";

/** https://docs.stripe.com/js/setup_intents/confirm_setup */
export async function confirmSetup(shop: Shop, options: ConfirmOptions): Promise<SetupIntentResult> {
  const { elements, confirmParams, redirect = "always" } = options;
  const client_secret = requireSecret("seti", options.clientSecret ?? elements?.clientSecret);
  if (redirect === "always" && !confirmParams?.return_url)
    throw new IntegrationError("stripe.confirmSetup() requires confirmParams.return_url unless redirect is 'if_required'.");
  const result = setupResult(await confirmIntent(shop, client_secret, options));
  if (result.error || redirect === "if_required") return result;
  return leaveTo(String(confirmParams?.return_url), result.setupIntent);
}

/** https://docs.stripe.com/js/setup_intents/confirm_card_setup */
export async function confirmCardSetup(
  shop: Shop,
  clientSecret: string,
  data: Parameters<typeof confirmWithCardElement>[2] = {},
  options: { handleActions?: boolean } = {},
): Promise<SetupIntentResult> {
  const outcome = await confirmWithCardElement(shop, requireSecret("seti", clientSecret), data);
  return setupResult(options.handleActions === false ? outcome : await seeThrough(shop, outcome));
}

export async function retrieveSetupIntent(shop: Shop, clientSecret: string): Promise<SetupIntentResult> {
  return setupResult(await retrieveIntent(shop, requireSecret("seti", clientSecret)));
}

function setupResult({ object, error }: CallOutcome): SetupIntentResult {
  return error ? { error } : { setupIntent: object as unknown as SetupIntent };
}

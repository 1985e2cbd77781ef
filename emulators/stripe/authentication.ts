import type Stripe from "stripe";
import type { StripeAccount } from "./account.ts";
import { newId } from "./ids.ts";

/** One challenge by the customer's bank (3-D Secure), answered on the emulator's own page. */
export interface Authentication {
  id: string;
  /** The payment intent or setup intent that waits for it. */
  intent: string;
  return_url: string | null;
  state: "open" | "passed" | "failed" | "abandoned";
}

export function startAuthentication(
  account: StripeAccount,
  intent: { id: string },
  options: { return_url?: string | undefined; use_stripe_sdk?: boolean | undefined },
): Stripe.PaymentIntent.NextAction {
  const authentication: Authentication = { id: newId("payatt"), intent: intent.id, return_url: options.return_url ?? null, state: "open" };
  account.put("authentications", authentication);
  const url = `${account.base_url}/stripe/authentications/${authentication.id}`;
  if (options.return_url && !options.use_stripe_sdk) return { type: "redirect_to_url", redirect_to_url: { return_url: options.return_url, url } };
  const forStripeJs = { type: "three_d_secure_redirect", stripe_js: `${url}?in=frame`, source: authentication.id };
  return { type: "use_stripe_sdk", use_stripe_sdk: forStripeJs as Stripe.PaymentIntent.NextAction.UseStripeSdk };
}

export function abandonAuthentications(account: StripeAccount, intent: string): void {
  for (const authentication of account.find("authentications", "intent", intent)) {
    if (authentication.state === "open") account.put("authentications", { ...authentication, state: "abandoned" });
  }
}

import "server-only";
import Stripe from "stripe";
import type { ProviderTrouble } from "@/lib/integrations/provider-trouble";

/** What Stripe's answer says of Stripe itself; null where it speaks of the payment. https://docs.stripe.com/error-low-level */
export function stripeTrouble(error: unknown): ProviderTrouble | null {
  if (!(error instanceof Stripe.errors.StripeError)) return null;
  if (error.code === "lock_timeout" || error.code === "idempotency_key_in_use") return { kind: "busy", reason: "Stripe is still at this payment." };
  if (error instanceof Stripe.errors.StripeConnectionError) return { kind: "away", reason: "Stripe does not answer." };
  if (error instanceof Stripe.errors.StripeAPIError) return { kind: "away", reason: `Stripe answers ${error.statusCode ?? "with an error of its own"}.` };
  if (error instanceof Stripe.errors.StripeRateLimitError) return { kind: "throttled", reason: "Stripe says that these are too many at once." };
  if (error instanceof Stripe.errors.StripeAuthenticationError) return { kind: "refused", reason: "Stripe does not know our key (401)." };
  if (error instanceof Stripe.errors.StripePermissionError) return { kind: "refused", reason: "Stripe does not let our key do this (403)." };
  return null;
}

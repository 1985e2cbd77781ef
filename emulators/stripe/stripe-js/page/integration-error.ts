/** The shop's code uses Stripe.js wrongly: thrown, where a payment's own failure is answered. */
export class IntegrationError extends Error {
  override name = "IntegrationError";
}

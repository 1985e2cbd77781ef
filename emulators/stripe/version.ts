/** The API version that the installed `stripe` package pins; a contract test holds the two together. */
export const apiVersion = "2026-10-28.endive";
/** The release train's name, by which @stripe/stripe-js recognises a matching Stripe.js. */
export const releaseTrain = "endive";

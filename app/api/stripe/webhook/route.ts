import { stripeWebhook } from "@/lib/http/stripe-webhook";

/** What happens at our own Stripe account. */
export const POST = stripeWebhook("platform");

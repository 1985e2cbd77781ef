import { stripeWebhook } from "@/lib/http/stripe-webhook";

/** What happens at coaches' connected accounts: an endpoint with a secret of its own, and the same inbox. */
export const POST = stripeWebhook("connected");

import "server-only";
import Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

export interface CustomerOrder {
  user_id: string;
  email: string;
  name: string;
}

/**
 * The customer of one person. The key makes parallel calls share one; Stripe forgets keys after a day, so an earlier call whose answer
 * was lost is looked for first.
 */
export async function createCustomer({ user_id, email, name }: CustomerOrder): Promise<string> {
  return callProvider({ provider: "stripe", operation: "createCustomer", ids: { user_id } }, async () => {
    const { data } = await stripe().customers.list({ email, limit: 100 });
    const known = data.find(({ metadata }) => metadata.user_id === user_id);
    if (known) return known.id;
    const made = await stripe().customers.create({ email, name, metadata: { user_id } }, { idempotencyKey: `customer_${user_id}` });
    return made.id;
  });
}

/** Deletes a customer with every card that they saved; charges and refunds stay. One that is gone is left alone. */
export async function forgetCustomer(customer_id: string): Promise<void> {
  await callProvider({ provider: "stripe", operation: "forgetCustomer", ids: { customer_id } }, () => stripe().customers.del(customer_id)).catch((error: unknown) => {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return;
    throw error;
  });
}

/** Stripe's page for cards, invoices and the end of a subscription. https://docs.stripe.com/customer-management */
export async function openBillingPortal({ customer_id, return_url }: { customer_id: string; return_url: string }): Promise<string> {
  const call = { provider: "stripe", operation: "openBillingPortal", ids: { customer_id } } as const;
  return callProvider(call, async () => (await stripe().billingPortal.sessions.create({ customer: customer_id, return_url })).url);
}

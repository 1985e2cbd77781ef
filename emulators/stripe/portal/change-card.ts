import type { StripeAccount } from "../account.ts";
import { changeSubscription } from "../billing/subscriptions.ts";
import { requireCustomer } from "../customers.ts";

/** From now on the customer pays with this card: by default, and for what they are subscribed to. */
export function payWithCard(account: StripeAccount, customer_id: string, payment_method: string): void {
  const customer = requireCustomer(account, customer_id);
  if (customer.invoice_settings.default_payment_method === payment_method) return;
  const updated = { ...customer, invoice_settings: { ...customer.invoice_settings, default_payment_method: payment_method } };
  account.put("customers", updated);
  account.emit("customer.updated", updated, { invoice_settings: customer.invoice_settings });
  for (const subscription of account.find("subscriptions", "customer", customer_id)) {
    const paysWithAnother = subscription.default_payment_method !== null && !["canceled", "incomplete_expired"].includes(subscription.status);
    if (paysWithAnother) changeSubscription(account, subscription, { default_payment_method: payment_method });
  }
}

import type Stripe from "stripe";

/** A price of so many weeks, as sponsorships have them. */
export async function weeklyPrice(stripe: Stripe, { weeks = 1, amount = 1500, currency = "usd" } = {}): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: "Sponsored coach" });
  return stripe.prices.create({ product: product.id, currency, unit_amount: amount, recurring: { interval: "week", interval_count: weeks } });
}

/** A customer whose card is saved for renewals. */
export async function customerWith(stripe: Stripe, card: string): Promise<Stripe.Customer> {
  const customer = await stripe.customers.create({ email: "leah@example.com", name: "Leah Brandt" });
  await changeCard(stripe, customer.id, card);
  return customer;
}

export async function changeCard(stripe: Stripe, customer: string, card: string): Promise<void> {
  const method = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
}

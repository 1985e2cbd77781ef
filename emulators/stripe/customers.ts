import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { endSubscription } from "./billing/subscription-status.ts";
import { invalidRequest, noSuch } from "./errors.ts";
import { idOf, newId } from "./ids.ts";
import { listPage } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { addressParam, definedOnly, emptyable, fullAddress, listParams, metadataParam, readParams, shippingParam, text } from "./params.ts";
import { attachTo, fitsFilter, markSpent, methodFilter, requirePaymentMethod } from "./payment-methods.ts";
import type { Call, Route } from "./router.ts";

export const customerRoutes: Route[] = [
  { method: "POST", path: "/v1/customers", handle: create },
  { method: "GET", path: "/v1/customers", handle: list },
  { method: "GET", path: "/v1/customers/:id", handle: ({ account, id }) => account.get("customers", id) ?? requireCustomer(account, id) },
  { method: "POST", path: "/v1/customers/:id", handle: update },
  { method: "DELETE", path: "/v1/customers/:id", handle: remove },
  { method: "GET", path: "/v1/customers/:id/payment_methods", handle: listPaymentMethods },
  { method: "GET", path: "/v1/customers/:id/payment_methods/:sub", handle: retrievePaymentMethod },
];

const customerFields = {
  address: emptyable(addressParam()).optional(),
  description: emptyable(text()).optional(),
  email: emptyable(text(512)).optional(),
  name: emptyable(text(256)).optional(),
  phone: emptyable(text(20)).optional(),
  shipping: emptyable(shippingParam()).optional(),
  preferred_locales: z.array(text()).optional(),
  invoice_settings: z.strictObject({ default_payment_method: emptyable(text()).optional() }).optional(),
  metadata: metadataParam().optional(),
};

type CustomerFields = z.infer<z.ZodObject<typeof customerFields>>;

function create({ account, params }: Call): object {
  const { payment_method, ...given } = readParams(z.strictObject({ ...customerFields, payment_method: text().optional() }), params);
  const method = payment_method === undefined ? null : requirePaymentMethod(account, payment_method, "payment_method");
  const customer = createCustomer(account, given);
  if (method) attachTo(account, method, customer.id);
  return customer;
}

export function createCustomer(account: StripeAccount, given: CustomerFields): Stripe.Customer {
  const customer = withFields(account, blankCustomer(account), given);
  account.put("customers", customer);
  account.emit("customer.created", customer);
  return customer;
}

/** A customer that exists and was not deleted. */
export function requireCustomer(account: StripeAccount, id: string, param = "id"): Stripe.Customer {
  const customer = account.get("customers", id);
  if (!customer || customer.deleted) throw noSuch("customer", id, param);
  return customer;
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, email: text().optional() }), params);
  const customers = account.list("customers").filter((customer): customer is Stripe.Customer => !customer.deleted);
  const found = customers.filter(({ email }) => given.email === undefined || email === given.email);
  return listPage({ oldest_first: found, url: "/v1/customers", params: given, kind: "customer" });
}

function update({ account, id, params }: Call): object {
  const given = readParams(z.strictObject(customerFields), params);
  const customer = requireCustomer(account, id);
  const updated = withFields(account, customer, given);
  account.put("customers", updated);
  account.emit("customer.updated", updated);
  return updated;
}

function remove({ account, id }: Call): object {
  const customer = requireCustomer(account, id);
  const deleted: Stripe.DeletedCustomer = { id, object: "customer", deleted: true };
  account.put("customers", deleted);
  for (const method of account.find("payment_methods", "customer", id)) {
    account.put("payment_methods", { ...method, customer: null });
    markSpent(account, method.id);
  }
  for (const subscription of account.find("subscriptions", "customer", id)) {
    if (!["canceled", "incomplete_expired"].includes(subscription.status)) endSubscription(account, subscription, { reason: "cancellation_requested" });
  }
  account.emit("customer.deleted", customer);
  return deleted;
}

function listPaymentMethods({ account, id, params }: Call): object {
  const given = readParams(z.strictObject(methodFilter), params);
  requireCustomer(account, id);
  const methods = account.find("payment_methods", "customer", id).filter((method) => fitsFilter(method, given));
  return listPage({ oldest_first: methods, url: `/v1/customers/${id}/payment_methods`, params: given, kind: "PaymentMethod" });
}

function retrievePaymentMethod({ account, id, sub }: Call): object {
  requireCustomer(account, id);
  const method = account.get("payment_methods", sub);
  if (method?.customer !== id) throw noSuch("PaymentMethod", sub);
  return method;
}

/** What is not the customer's any more is not their default either. */
export function forgetDefault(account: StripeAccount, customerId: string, methodId: string): void {
  const customer = account.get("customers", customerId);
  if (!customer || customer.deleted || idOf(customer.invoice_settings.default_payment_method) !== methodId) return;
  const updated = { ...customer, invoice_settings: { ...customer.invoice_settings, default_payment_method: null } };
  account.put("customers", updated);
  account.emit("customer.updated", updated);
}

function withFields(account: StripeAccount, customer: Stripe.Customer, given: CustomerFields): Stripe.Customer {
  const { address, shipping, metadata, invoice_settings, ...plain } = given;
  const default_payment_method = invoice_settings?.default_payment_method;
  if (default_payment_method && requirePaymentMethod(account, default_payment_method, "invoice_settings[default_payment_method]").customer !== customer.id) {
    throw invalidRequest("The customer does not have a payment method with that ID.", { param: "invoice_settings[default_payment_method]" });
  }
  return {
    ...customer,
    ...definedOnly(plain),
    ...(address === undefined ? {} : { address: address && fullAddress(address) }),
    ...(shipping === undefined
      ? {}
      : { shipping: shipping && ({ name: shipping.name, phone: shipping.phone ?? null, address: fullAddress(shipping.address) } as Stripe.Customer.Shipping) }),
    invoice_settings: default_payment_method === undefined ? customer.invoice_settings : { ...customer.invoice_settings, default_payment_method },
    metadata: mergeMetadata(customer.metadata, metadata),
  };
}

function blankCustomer(account: StripeAccount): Stripe.Customer {
  return {
    id: newId("cus", 14),
    object: "customer",
    address: null,
    balance: 0,
    created: account.seconds(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId("x", 8).slice(2).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

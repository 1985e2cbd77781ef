import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { newId } from "../ids.ts";
import { platformName } from "../platform.ts";
import { asDecimal } from "./prices.ts";

/** A draft for what a subscription's items cost in the period that they are in now. */
export function draftInvoice(
  account: StripeAccount,
  subscription: Stripe.Subscription,
  { customer, billing_reason }: { customer: Stripe.Customer; billing_reason: "subscription_create" | "subscription_cycle" },
): Stripe.Invoice {
  const id = newId("in");
  const created = account.seconds();
  const lines = subscription.items.data.map((item) => lineFor(subscription, item, id));
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const from = { type: "self" } as const;
  return {
    id,
    object: "invoice",
    account_country: "US",
    account_name: platformName,
    account_tax_ids: null,
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: total,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason,
    collection_method: "charge_automatically",
    created,
    currency: subscription.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: from,
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: "list",
      data: lines,
      has_more: false,
      total_count: lines.length,
      url: `/v1/invoices/${id}/lines`,
    } as Stripe.ApiList<Stripe.InvoiceLineItem>,
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: "subscription_details",
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: created,
    period_start: created,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}

/** Which subscription an invoice is for; here there are no others. */
export function subscriptionOf(invoice: Stripe.Invoice): string {
  return String(invoice.parent?.subscription_details?.subscription ?? "");
}

function lineFor(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem, invoice: string): Stripe.InvoiceLineItem {
  const quantity = item.quantity ?? 1;
  const unit = item.price.unit_amount ?? 0;
  const every = item.price.recurring;
  return {
    id: newId("il"),
    object: "line_item",
    amount: unit * quantity,
    currency: item.price.currency,
    description: `${quantity} × ${item.price.nickname ?? "subscription"}${every ? ` (every ${every.interval_count} ${every.interval})` : ""}`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
    period: { end: item.current_period_end, start: item.current_period_start },
    pretax_credit_amounts: [],
    pricing: { price_details: { price: item.price.id, product: String(item.price.product) }, type: "price_details", unit_amount_decimal: asDecimal(unit) },
    quantity,
    quantity_decimal: asDecimal(quantity),
    subscription: subscription.id,
    subtotal: unit * quantity,
    taxes: [],
  };
}

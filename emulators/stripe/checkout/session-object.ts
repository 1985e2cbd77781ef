import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { newId } from "../ids.ts";

/** What a session needs beside what it shows: its lines, and what was begun for it while it is open. */
export interface CheckoutWork {
  id: string;
  lines: Stripe.LineItem[];
  /** The payment or setup intent by which it is completed. */
  intent: string | null;
  subscription: string | null;
  payment_intent_data: {
    description?: string;
    metadata?: Record<string, string>;
    setup_future_usage?: "off_session" | "on_session";
    transfer_group?: string;
    receipt_email?: string;
  };
  subscription_data: { description?: string; metadata?: Record<string, string> };
  setup_intent_data: { description?: string; metadata?: Record<string, string> };
}

export const secondsOpen = 24 * 3600;

export function blankSession(account: StripeAccount, mode: Stripe.Checkout.Session.Mode): Stripe.Checkout.Session {
  const id = newId("cs_test", 58);
  const created = account.seconds();
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: null,
    client_reference_id: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: null,
    customer_account: null,
    customer_creation: mode === "payment" ? "if_required" : null,
    customer_details: null,
    customer_email: null,
    discounts: [],
    expires_at: created + secondsOpen,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: {},
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: mode === "payment" ? "if_required" : "always",
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    payment_status: mode === "setup" ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options:
      mode === "payment" ? null : { allow_redisplay_filters: ["always"], payment_method_remove: "disabled", payment_method_save: null },
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: null,
    total_details: null,
    ui_mode: "hosted_page",
    url: `${account.base_url}/stripe/checkout/${id}`,
    wallet_options: null,
  };
}

export function sessionLine(price: Stripe.Price, quantity: number, description: string): Stripe.LineItem {
  const amount = (price.unit_amount ?? 0) * quantity;
  return {
    id: newId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description,
    metadata: {},
    price,
    quantity,
  };
}

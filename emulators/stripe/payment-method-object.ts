import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { StripeAccount } from "./account.ts";
import type { TestCard } from "./cards.ts";
import { newId } from "./ids.ts";

export function cardPaymentMethod(
  account: StripeAccount,
  { card, exp_month, exp_year }: { card: TestCard; exp_month: number; exp_year: number },
): Stripe.PaymentMethod {
  return {
    ...blankPaymentMethod(account),
    type: "card",
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "unchecked" },
      country: card.country,
      display_brand: card.brand === "amex" ? "american_express" : card.brand,
      exp_month,
      exp_year,
      fingerprint: createHash("sha256").update(card.number).digest("base64url").replaceAll(/[-_]/g, "0").slice(0, 16),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

export function bankPaymentMethod(account: StripeAccount): Stripe.PaymentMethod {
  return {
    ...blankPaymentMethod(account),
    type: "us_bank_account",
    us_bank_account: {
      account_holder_type: "individual",
      account_type: "checking",
      bank_name: "STRIPE TEST BANK",
      financial_connections_account: null,
      fingerprint: null,
      last4: "6789",
      networks: { preferred: "ach", supported: ["ach"] },
      routing_number: "110000000",
      status_details: null,
    },
  };
}

function blankPaymentMethod(account: StripeAccount): Omit<Stripe.PaymentMethod, "type"> {
  return {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: noBillingDetails,
    created: account.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  };
}

export const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
export const noBillingDetails = { address: noAddress, email: null, name: null, phone: null, tax_id: null };

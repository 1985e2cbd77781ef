import type Stripe from "stripe";
import { platformId, platformName } from "../platform.ts";
import { blankSettings } from "./account-settings.ts";

/** The platform's own account, which is what GET /v1/account shows without a Stripe-Account header. */
export function ownAccount(): Stripe.Account {
  const settings = blankSettings();
  return {
    id: platformId,
    object: "account",
    business_type: "company",
    capabilities: { card_payments: "active", transfers: "active" },
    charges_enabled: true,
    controller: { type: "account" },
    country: "US",
    default_currency: "usd",
    details_submitted: true,
    email: "money@maestrohub.example",
    metadata: {},
    payouts_enabled: true,
    settings: { ...settings, dashboard: { ...settings.dashboard, display_name: platformName } },
    type: "standard",
  };
}

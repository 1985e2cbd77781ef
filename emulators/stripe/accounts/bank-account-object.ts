import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { newId } from "../ids.ts";
import { countryOf } from "./countries.ts";

/** `fails_with`: what becomes of each payout to it; null where the money arrives. */
export type StoredBankAccount = Stripe.BankAccount & { account: string; fails_with: string | null };

/** https://docs.stripe.com/connect/testing#account-numbers: the last digits say how payouts end. */
const failures: Record<string, string> = {
  "1116": "no_account",
  "1113": "account_closed",
  "2227": "insufficient_funds",
  "3335": "debit_not_authorized",
  "4440": "invalid_currency",
};

export function newBankAccount(given: {
  account: string;
  country: string;
  currency: string;
  account_number: string;
  routing_number?: string | undefined;
  holder?: string | null | undefined;
  created_as_default: boolean;
}): StoredBankAccount {
  const { account, country, currency, account_number } = given;
  const last4 = account_number.replaceAll(/\W/g, "").slice(-4);
  const nothing = { currently_due: [], errors: [], past_due: [], pending_verification: [] };
  return {
    id: newId("ba"),
    object: "bank_account",
    account,
    account_holder_name: given.holder ?? null,
    account_holder_type: "individual",
    account_type: null,
    available_payout_methods: ["standard"],
    bank_name: countryOf(country).bank.name,
    country,
    currency,
    default_for_currency: given.created_as_default,
    fails_with: failures[last4] ?? null,
    fingerprint: createHash("sha256").update(account_number).digest("base64url").replaceAll(/[-_]/g, "0").slice(0, 16),
    future_requirements: nothing,
    last4,
    metadata: {},
    requirements: nothing,
    routing_number: given.routing_number ?? countryOf(country).bank.routing_number,
    status: "new",
  };
}

/** The account's bank accounts, oldest first. */
export function bankAccountsOf(platform: StripeAccount, account: string): StoredBankAccount[] {
  return platform.find("bank_accounts", "account", account);
}

export function bankAccountView({ fails_with: _hidden, ...bank }: StoredBankAccount): Stripe.BankAccount {
  return bank;
}

import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { newId } from "../ids.ts";

export function blankPayout(account: StripeAccount, { amount, currency }: { amount: number; currency: string }): Stripe.Payout {
  const created = account.seconds();
  return {
    id: newId("po"),
    object: "payout",
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: created + secondsToArrival,
    automatic: false,
    balance_transaction: null,
    created,
    currency,
    description: null,
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: null,
    status: "pending",
    trace_id: null,
    type: "bank_account",
  };
}

/** The bank takes a payout over after an hour, and has it a day after it was made. */
export const secondsToTransit = 3600;
export const secondsToArrival = 86_400;

/** https://docs.stripe.com/api/payouts/failures */
export const failureWords: Record<string, string> = {
  account_closed: "The bank account has been closed.",
  could_not_process: "The bank could not process this payout.",
  debit_not_authorized: "Debit transactions are not approved on the bank account.",
  insufficient_funds: "Your Stripe account has insufficient funds to cover the payout.",
  invalid_currency: "The bank was unable to process this payout because of its currency.",
  no_account: "The bank account details on file are probably incorrect. No bank account could be located with those details.",
};

import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { bankAccountsOf } from "../accounts/bank-account-object.ts";
import type { StoredBankAccount } from "../accounts/bank-account-object.ts";
import { disableBankAccount } from "../accounts/bank-accounts.ts";
import { bookMovement } from "../balance/balance-transactions.ts";
import { idOf } from "../ids.ts";
import { failureWords, secondsToTransit } from "./payout-object.ts";

/** Takes the money out of the balance and sends it on its way; what becomes of it the clock decides. */
export function sendPayout(account: StripeAccount, payout: Stripe.Payout): Stripe.Payout {
  const movement = bookMovement(account, {
    type: "payout",
    reporting_category: "payout",
    source: payout.id,
    amount: -payout.amount,
    currency: payout.currency,
    description: payout.automatic ? "STRIPE PAYOUT" : payout.description,
    available_on: account.seconds(),
  });
  const sent = save(account, { ...payout, balance_transaction: movement.id });
  account.emit("payout.created", sent);
  account.schedule.add("payout_in_transit", payout.id, secondsToTransit * 1000);
  account.schedule.at("payout_arrives", payout.id, payout.arrival_date);
  return sent;
}

export function takeOver(account: StripeAccount, id: string): void {
  const payout = account.get("payouts", id);
  if (payout?.status !== "pending") return;
  const sent = save(account, { ...payout, status: "in_transit", trace_id: { status: "pending", value: null } });
  account.emit("payout.updated", sent, { status: "pending" });
}

/** The day has come: the bank has the money, or sends it back. */
export function arrive(account: StripeAccount, id: string): void {
  const payout = account.get("payouts", id);
  if (!payout || !["pending", "in_transit"].includes(payout.status)) return;
  const fails_with = bankOf(account, payout)?.fails_with ?? null;
  if (fails_with !== null) return void failPayout(account, payout, fails_with);
  const paid = save(account, {
    ...payout,
    status: "paid",
    trace_id: { status: "supported", value: `${payout.id.slice(-10).toUpperCase()}` },
    reconciliation_status: payout.automatic ? "completed" : "not_applicable",
  });
  account.emit("payout.paid", paid, { status: payout.status });
  if (paid.automatic) account.emit("payout.reconciliation_completed", paid);
}

/** The bank sends the money back, also after it had taken it: it is in the balance again, and the bank account is not used until it is changed. */
export function failPayout(account: StripeAccount, payout: Stripe.Payout, code: string): Stripe.Payout {
  const movement = bookMovement(account, {
    type: "payout_failure",
    reporting_category: "payout_reversal",
    source: payout.id,
    amount: payout.amount,
    currency: payout.currency,
    description: "PAYOUT FAILURE",
    available_on: account.seconds(),
  });
  const failed = save(account, {
    ...payout,
    status: "failed",
    failure_balance_transaction: movement.id,
    failure_code: code,
    failure_message: failureWords[code] ?? "The payout failed.",
  });
  account.emit("payout.failed", failed, { status: payout.status, failure_balance_transaction: null, failure_code: null, failure_message: null });
  const bank = bankOf(account, payout);
  if (bank) disableBankAccount(account.platform, bank);
  return failed;
}

/** A payout that has not left yet comes back. */
export function cancelPayout(account: StripeAccount, payout: Stripe.Payout): Stripe.Payout {
  const movement = bookMovement(account, {
    type: "payout_cancel",
    reporting_category: "payout_reversal",
    source: payout.id,
    amount: payout.amount,
    currency: payout.currency,
    description: "PAYOUT CANCEL",
    available_on: account.seconds(),
  });
  const canceled = save(account, { ...payout, status: "canceled", failure_balance_transaction: movement.id });
  account.emit("payout.canceled", canceled, { status: payout.status });
  return canceled;
}

/** Where the money goes: the account's own bank account of the currency, or its first. The platform's bank is not emulated. */
export function destinationFor(account: StripeAccount, currency: string): StoredBankAccount | null {
  const banks = account.connected_id === null ? [] : bankAccountsOf(account.platform, account.connected_id).filter(({ status }) => status !== "errored");
  return banks.find((bank) => bank.currency === currency && bank.default_for_currency) ?? banks[0] ?? null;
}

function bankOf(account: StripeAccount, payout: Stripe.Payout): StoredBankAccount | null {
  const destination = idOf(payout.destination as string | null);
  return destination === null ? null : account.platform.get("bank_accounts", destination);
}

function save(account: StripeAccount, payout: Stripe.Payout): Stripe.Payout {
  account.put("payouts", payout);
  return payout;
}

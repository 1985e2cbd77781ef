import type { Collections, StripeAccount } from "./account.ts";
import { accountView } from "./accounts/account-object.ts";
import { asOf } from "./balance/balance-transactions.ts";
import { confirmationSecret, paymentsOf } from "./billing/invoice-payments.ts";
import { lineItemsOf } from "./checkout/sessions.ts";
import { disputeView } from "./disputes/dispute-object.ts";
import { refundsOf } from "./refunds.ts";
import { transferView } from "./transfers/transfers.ts";

export type Node = Record<string, unknown>;

/** Where the object of an id is found: a collection, or a function for what is not simply kept; null where nothing is emulated that it could name. */
export type Lookup = keyof Collections | ((account: StripeAccount, id: string, node: Node) => unknown) | null;

/** Which fields of which objects hold ids. */
export const lookups: Record<string, Record<string, Lookup>> = {
  payment_intent: {
    latest_charge: "charges",
    customer: "customers",
    payment_method: "payment_methods",
    application: null,
    on_behalf_of: null,
    review: null,
    source: null,
    payment_record: null,
  },
  setup_intent: {
    customer: "customers",
    payment_method: "payment_methods",
    latest_attempt: "setup_attempts",
    application: null,
    mandate: null,
    on_behalf_of: null,
    single_use_mandate: null,
  },
  setup_attempt: { customer: "customers", payment_method: "payment_methods", setup_intent: "setup_intents", application: null, on_behalf_of: null },
  charge: {
    balance_transaction: balanceTransaction,
    customer: "customers",
    payment_intent: "payment_intents",
    failure_balance_transaction: balanceTransaction,
    refunds: (account, _id, { id }) => refundsOf(account, String(id)),
    source_transfer: transfer,
    application: null,
    application_fee: null,
    on_behalf_of: null,
    review: null,
  },
  refund: {
    balance_transaction: balanceTransaction,
    failure_balance_transaction: balanceTransaction,
    charge: "charges",
    payment_intent: "payment_intents",
    payment_method: "payment_methods",
    customer: "customers",
    source_transfer_reversal: (account, id) => account.platform.get("transfer_reversals", id),
    transfer_reversal: null,
  },
  balance_transaction: { source: balanceSource },
  payment_method: { customer: "customers" },
  customer: { default_source: null, "invoice_settings.default_payment_method": "payment_methods", test_clock: null },
  transfer: {
    balance_transaction: balanceTransaction,
    destination: connectedAccount,
    destination_payment: destinationPayment,
    source_transaction: "charges",
  },
  transfer_reversal: {
    balance_transaction: balanceTransaction,
    destination_payment_refund: null,
    source_refund: null,
    transfer,
  },
  dispute: { charge: "charges", payment_intent: "payment_intents" },
  "radar.early_fraud_warning": { charge: "charges", payment_intent: "payment_intents" },
  product: { default_price: "prices", tax_code: null },
  price: { product: "products" },
  plan: { product: "products" },
  subscription: {
    customer: "customers",
    default_payment_method: "payment_methods",
    latest_invoice: "invoices",
    application: null,
    default_source: null,
    discounts: null,
    on_behalf_of: null,
    pending_setup_intent: "setup_intents",
    schedule: null,
    test_clock: null,
  },
  subscription_item: { discounts: null },
  invoice: {
    customer: "customers",
    default_payment_method: "payment_methods",
    payments: (account, _id, { id }) => paymentsOf(account, String(id)),
    confirmation_secret: (account, _id, { id }) => confirmationSecret(account, String(id)),
    "parent.subscription_details.subscription": "subscriptions",
    application: null,
    default_source: null,
    discounts: null,
    latest_revision: "invoices",
    on_behalf_of: null,
    test_clock: null,
  },
  line_item: { subscription: "subscriptions", "pricing.price_details.price": "prices", discounts: null },
  invoice_payment: { invoice: "invoices", "payment.payment_intent": "payment_intents" },
  "checkout.session": {
    customer: "customers",
    payment_intent: "payment_intents",
    setup_intent: "setup_intents",
    subscription: "subscriptions",
    invoice: "invoices",
    line_items: (account, _id, { id }) => lineItemsOf(account, String(id)),
    payment_link: null,
  },
  "billing_portal.session": { configuration: "portal_configurations" },
  payout: {
    balance_transaction: balanceTransaction,
    failure_balance_transaction: balanceTransaction,
    destination: (account, id) => account.platform.get("bank_accounts", id),
    application_fee: null,
    original_payout: null,
    reversed_by: null,
  },
  bank_account: { account: connectedAccount },
  capability: { account: connectedAccount },
};

function balanceTransaction(account: StripeAccount, id: string): unknown {
  const transaction = account.get("balance_transactions", id);
  return transaction && asOf(account, transaction);
}

/** What a movement of the balance is about: whatever has that id. */
function balanceSource(account: StripeAccount, id: string): unknown {
  return (
    account.get("charges", id) ??
    account.get("refunds", id) ??
    transfer(account, id) ??
    account.get("transfer_reversals", id) ??
    account.get("payouts", id) ??
    dispute(account, id)
  );
}

function dispute(account: StripeAccount, id: string): unknown {
  const found = account.get("disputes", id);
  return found && disputeView(account, found);
}

/** Kept in the receiver's books. */
function destinationPayment({ platform }: StripeAccount, id: string, node: Node): unknown {
  const transfer = platform.get("transfers", String(node.id));
  return transfer && platform.connected(transfer.destination).get("charges", id);
}

/** Transfers are kept by the platform, also where a connected account asks for one. */
function transfer(account: StripeAccount, id: string): unknown {
  const found = account.platform.get("transfers", id);
  return found && transferView(account.platform, found);
}

function connectedAccount({ platform }: StripeAccount, id: string): unknown {
  const found = platform.get("accounts", id);
  return found && accountView(platform, found);
}

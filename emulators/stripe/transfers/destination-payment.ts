import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { availableWith, bookMovement } from "../balance/balance-transactions.ts";
import { fundsIn } from "../balance/balance.ts";
import { idOf, newId } from "../ids.ts";
import { noBillingDetails } from "../payment-method-object.ts";

/** A transfer as its receiver sees it: a payment in the connected account's own books. */
export function bookDestinationPayment(
  books: StripeAccount,
  transfer: { id: string; amount: number; currency: string; transfer_group: string | null; available_on: number },
): Stripe.Charge {
  const id = newId("py");
  const movement = bookMovement(books, {
    type: "payment",
    reporting_category: "charge",
    source: id,
    amount: transfer.amount,
    currency: transfer.currency,
    available_on: transfer.available_on,
  });
  const payment: Stripe.Charge = {
    id,
    object: "charge",
    amount: transfer.amount,
    amount_captured: transfer.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: movement.id,
    billing_details: noBillingDetails,
    calculated_statement_descriptor: null,
    captured: true,
    created: books.seconds(),
    currency: transfer.currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: { stripe_account: {}, type: "stripe_account" },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: transfer.id,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "succeeded",
    transfer_data: null,
    transfer_group: transfer.transfer_group,
  };
  books.put("charges", payment);
  return payment;
}

/** What a reversal can take back now: the available balance, or what is still pending of this very payment. */
export function reversibleFunds(books: StripeAccount, payment: Stripe.Charge): number {
  const { available, pending } = fundsIn(books, payment.currency);
  const isPending = availableWith(books, idOf(payment.balance_transaction)) > books.seconds();
  return isPending ? Math.max(available, Math.min(available + pending, payment.amount - payment.amount_refunded)) : available;
}

/** Takes part of the payment back out of the connected account's balance. */
export function refundDestinationPayment(books: StripeAccount, payment: Stripe.Charge, reversal: { id: string; amount: number }): Stripe.Refund {
  const id = newId("pyr");
  const movement = bookMovement(books, {
    type: "payment_refund",
    reporting_category: "refund",
    source: id,
    amount: -reversal.amount,
    currency: payment.currency,
    description: "REFUND FOR PAYMENT",
    available_on: availableWith(books, idOf(payment.balance_transaction)),
  });
  const refund: Stripe.Refund = {
    id,
    object: "refund",
    amount: reversal.amount,
    balance_transaction: movement.id,
    charge: payment.id,
    created: books.seconds(),
    currency: payment.currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: reversal.id,
    status: "succeeded",
    transfer_reversal: null,
  };
  books.put("refunds", refund);
  const amount_refunded = payment.amount_refunded + reversal.amount;
  const reduced = { ...payment, amount_refunded, refunded: amount_refunded === payment.amount };
  books.put("charges", reduced);
  books.emit("charge.refunded", reduced, { amount_refunded: payment.amount_refunded });
  return refund;
}

import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { asOf } from "../balance/balance-transactions.ts";
import { idOf, newId } from "../ids.ts";

/** The movements of the balance that it caused are kept by their ids. */
export type StoredDispute = Omit<Stripe.Dispute, "balance_transactions" | "charge"> & { charge: string; movements: string[] };

const daysToAnswer = 9;

export function blankDispute(
  account: StripeAccount,
  charge: Stripe.Charge,
  { amount, reason, is_inquiry }: { amount: number; reason: string; is_inquiry: boolean },
): StoredDispute {
  const card = charge.payment_method_details?.card;
  return {
    id: newId("du"),
    object: "dispute",
    amount,
    charge: charge.id,
    created: account.seconds(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...noEvidence(), customer_name: charge.billing_details.name, customer_email_address: charge.billing_details.email },
    evidence_details: {
      due_by: account.seconds() + daysToAnswer * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: is_inquiry,
    livemode: false,
    metadata: {},
    movements: [],
    payment_intent: idOf(charge.payment_intent),
    ...(card && {
      payment_method_details: {
        card: {
          brand: card.brand ?? "visa",
          case_type: is_inquiry ? "inquiry" : "chargeback",
          network: card.network ?? "visa",
          network_reason_code: networkCodes[reason] ?? "13.1",
        },
        type: "card",
      },
    }),
    reason,
    status: is_inquiry ? "warning_needs_response" : "needs_response",
  };
}

export function disputeView(account: StripeAccount, { movements, ...dispute }: StoredDispute): Stripe.Dispute {
  const booked = movements.flatMap((id) => account.get("balance_transactions", id) ?? []);
  return { ...dispute, balance_transactions: booked.map((movement) => asOf(account, movement)) };
}

/** https://docs.stripe.com/disputes/categories */
export const disputeReasons = [
  "bank_cannot_process",
  "credit_not_processed",
  "customer_initiated",
  "debit_not_authorized",
  "duplicate",
  "fraudulent",
  "general",
  "incorrect_account_details",
  "insufficient_funds",
  "product_not_received",
  "product_unacceptable",
  "subscription_canceled",
  "unrecognized",
] as const;

/** What the API takes as evidence, each a text or the id of an uploaded file. */
export const evidenceFields = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_communication",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "customer_signature",
  "duplicate_charge_documentation",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "receipt",
  "refund_policy",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "service_documentation",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_documentation",
  "shipping_tracking_number",
  "uncategorized_file",
  "uncategorized_text",
] as const;

export type EvidenceField = (typeof evidenceFields)[number];

function noEvidence(): Stripe.Dispute.Evidence {
  const empty = Object.fromEntries(evidenceFields.map((field) => [field, null])) as Record<EvidenceField, null>;
  return { ...empty, enhanced_evidence: {} };
}

const networkCodes: Record<string, string> = {
  fraudulent: "10.4",
  duplicate: "12.6.1",
  product_not_received: "13.1",
  subscription_canceled: "13.2",
  product_unacceptable: "13.3",
};

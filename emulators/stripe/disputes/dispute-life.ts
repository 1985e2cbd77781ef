import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { bookMovement } from "../balance/balance-transactions.ts";
import { settleCharge } from "../charges.ts";
import { disputeFee } from "../currencies.ts";
import { closeWarnings } from "../radar/early-fraud-warnings.ts";
import { blankDispute, disputeView } from "./dispute-object.ts";
import type { StoredDispute } from "./dispute-object.ts";

/** The customer's bank takes the money back and asks why; of an inquiry it only asks. The charge must not be disputed yet. */
export function openDispute(
  account: StripeAccount,
  charge_id: string,
  given: { reason: string; amount?: number | undefined; is_inquiry: boolean },
): Stripe.Dispute | null {
  // The money must be booked before it can be taken back.
  const charge = settleCharge(account, charge_id);
  if (!charge?.paid || charge.disputed) return null;
  const amount = given.amount ?? charge.amount - charge.amount_refunded;
  if (amount < 1) return null;
  const opened = blankDispute(account, charge, { amount, reason: given.reason, is_inquiry: given.is_inquiry });
  const dispute = given.is_inquiry ? opened : withdraw(account, opened);
  account.put("disputes", dispute);
  const marked = { ...charge, disputed: true };
  account.put("charges", marked);
  account.emit("charge.dispute.created", disputeView(account, dispute));
  if (!given.is_inquiry) account.emit("charge.dispute.funds_withdrawn", disputeView(account, dispute));
  account.emit("charge.updated", marked, { disputed: false });
  closeWarnings(account, charge.id);
  if (dispute.evidence_details.due_by !== null) account.schedule.at("dispute_due", dispute.id, dispute.evidence_details.due_by);
  return disputeView(account, dispute);
}

/** The bank has decided: the money comes back, or stays away. */
export function closeDispute(account: StripeAccount, dispute: StoredDispute, outcome: "won" | "lost"): Stripe.Dispute {
  const wasInquiry = dispute.status.startsWith("warning");
  const status = wasInquiry ? "warning_closed" : outcome;
  const reinstated = outcome === "won" && !wasInquiry ? reinstate(account, dispute) : dispute;
  const closed: StoredDispute = { ...reinstated, status, is_charge_refundable: status !== "lost" };
  account.put("disputes", closed);
  account.emit("charge.dispute.closed", disputeView(account, closed), { status: dispute.status });
  if (status === "won") account.emit("charge.dispute.funds_reinstated", disputeView(account, closed));
  return disputeView(account, closed);
}

/** Nobody answered in time. */
export function passDueDate(account: StripeAccount, id: string): void {
  const dispute = account.get("disputes", id);
  if (!dispute || !isOpen(dispute) || dispute.status.endsWith("under_review")) return;
  const late = { ...dispute, evidence_details: { ...dispute.evidence_details, past_due: true } };
  account.put("disputes", late);
  closeDispute(account, late, "lost");
}

/** The evidence itself may say how it ends: https://docs.stripe.com/testing#disputes */
export function decideByEvidence(account: StripeAccount, id: string): void {
  const dispute = account.get("disputes", id);
  if (!dispute || !isOpen(dispute)) return;
  const { uncategorized_text } = dispute.evidence;
  if (uncategorized_text === "winning_evidence") closeDispute(account, dispute, "won");
  if (uncategorized_text === "losing_evidence") closeDispute(account, dispute, "lost");
}

export function isOpen({ status }: { status: string }): boolean {
  return !["won", "lost", "warning_closed", "prevented"].includes(status);
}

function withdraw(account: StripeAccount, dispute: StoredDispute): StoredDispute {
  const movement = bookMovement(account, {
    type: "adjustment",
    reporting_category: "dispute",
    source: dispute.id,
    amount: -dispute.amount,
    currency: dispute.currency,
    fee: disputeFee(dispute.currency),
    fee_description: "Dispute fee",
    description: `Chargeback withdrawal for ${dispute.charge}`,
    available_on: account.seconds(),
  });
  return { ...dispute, movements: [...dispute.movements, movement.id] };
}

/** The amount comes back, the fee does not. */
function reinstate(account: StripeAccount, dispute: StoredDispute): StoredDispute {
  const movement = bookMovement(account, {
    type: "adjustment",
    reporting_category: "dispute_reversal",
    source: dispute.id,
    amount: dispute.amount,
    currency: dispute.currency,
    description: `Chargeback reversal for ${dispute.charge}`,
    available_on: account.seconds(),
  });
  return { ...dispute, movements: [...dispute.movements, movement.id] };
}

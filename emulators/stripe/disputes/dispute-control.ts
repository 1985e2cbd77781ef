import { z } from "zod";
import { ControlError } from "../../control.ts";
import type { StripeAccount } from "../account.ts";
import { idOf } from "../ids.ts";
import { warnOfFraud } from "../radar/early-fraud-warnings.ts";
import { closeDispute, isOpen, openDispute } from "./dispute-life.ts";
import { disputeReasons } from "./dispute-object.ts";

/**
 * What a customer's bank may do to a charge, under /_control/stripe/charges/{charge or payment intent}:
 *   POST dispute {reason?, amount?, inquiry?}
 *   POST early-fraud-warning
 */
export function controlCharge(platform: StripeAccount, id: string, action: string, body: unknown): object | null {
  const charge = platform.get("charges", idOf(platform.get("payment_intents", id)?.latest_charge ?? null) ?? id);
  if (!charge) throw new ControlError(`There is no charge ${id}.`);
  if (!charge.paid) throw new ControlError(`The charge ${charge.id} took no money.`);
  if (action === "dispute") {
    const { reason, amount, inquiry } = disputeSchema.parse(body);
    if (amount !== undefined && amount > charge.amount) throw new ControlError("A dispute cannot be about more than was charged.");
    const dispute = openDispute(platform, charge.id, { reason, amount, is_inquiry: inquiry });
    if (!dispute) throw new ControlError(`The charge ${charge.id} is ${charge.disputed ? "disputed already" : "refunded in full"}.`);
    return { dispute };
  }
  if (action === "early-fraud-warning") return { warning: warnOfFraud(platform, charge) };
  return null;
}

/** The bank decides: POST /_control/stripe/disputes/{id}/close {outcome: "won" | "lost"}. */
export function controlDispute(platform: StripeAccount, id: string, action: string, body: unknown): object | null {
  const dispute = platform.get("disputes", id);
  if (!dispute) throw new ControlError(`There is no dispute ${id}.`);
  if (action !== "close") return null;
  const { outcome } = closeSchema.parse(body);
  if (!isOpen(dispute)) throw new ControlError(`The dispute is closed already (${dispute.status}).`);
  return { dispute: closeDispute(platform, dispute, outcome) };
}

const disputeSchema = z.strictObject({
  reason: z.enum(disputeReasons).default("fraudulent"),
  amount: z.int().min(1).optional(),
  inquiry: z.boolean().default(false),
});
const closeSchema = z.strictObject({ outcome: z.enum(["won", "lost"]) });

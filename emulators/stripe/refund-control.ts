import { z } from "zod";
import { ControlError } from "../control.ts";
import type { StripeAccount } from "./account.ts";
import { idOf } from "./ids.ts";
import { failRefund } from "./refunds.ts";

/** The customer's bank sends a refund back: POST /_control/stripe/refunds/{id}/fail {reason?}. */
export function controlRefund(platform: StripeAccount, id: string, action: string, body: unknown): object | null {
  const refund = platform.get("refunds", id);
  const charge = refund && platform.get("charges", idOf(refund.charge) ?? "");
  if (!refund || !charge) throw new ControlError(`There is no refund ${id}.`);
  if (action !== "fail") return null;
  const { reason } = failSchema.parse(body);
  if (refund.status !== "pending" && refund.status !== "succeeded") throw new ControlError(`The refund is ${refund.status} already.`);
  return { refund: failRefund(platform, refund, charge, reason) };
}

const reasons = [
  "charge_for_pending_refund_disputed",
  "declined",
  "expired_or_canceled_card",
  "insufficient_funds",
  "lost_or_stolen_card",
  "merchant_request",
  "unknown",
] as const;
const failSchema = z.strictObject({ reason: z.enum(reasons).default("unknown") });

import { z } from "zod";
import type { StripeAccount } from "../account.ts";

/** What happens after a renewal could not be paid; at Stripe a setting of the dashboard. */
export interface Dunning {
  id: "dunning";
  /** Days after each failed attempt until the next. */
  retry_days: number[];
  /** What becomes of the subscription when all attempts have failed. */
  after_retries: "cancel" | "unpaid" | "past_due";
}

const usual: Dunning = { id: "dunning", retry_days: [3, 5, 7], after_retries: "cancel" };

export function dunningOf(account: StripeAccount): Dunning {
  return account.get("settings", "dunning") ?? usual;
}

/** POST /_control/stripe/dunning {retry_days?, after_retries?} */
export function setDunning(account: StripeAccount, body: unknown): Dunning {
  const dunning: Dunning = { ...dunningOf(account), ...dunningSchema.parse(body) };
  account.put("settings", dunning);
  return dunning;
}

const dunningSchema = z.strictObject({
  retry_days: z.array(z.number().positive().max(60)).max(8).optional(),
  after_retries: z.enum(["cancel", "unpaid", "past_due"]).optional(),
});

import { z } from "zod";
import { ControlError } from "../../control.ts";
import type { StripeAccount } from "../account.ts";
import { connectedBooks } from "../accounts/connected-account.ts";
import { arrive, failPayout } from "./payout-life.ts";
import { failureWords } from "./payout-object.ts";

/**
 * What a test may do to a payout, under /_control/stripe/payouts/{id}:
 *   POST fail {code?}   the bank sends it back, now, also after it was paid
 *   POST arrive   without waiting for the day
 */
export function controlPayout(platform: StripeAccount, id: string, action: string, body: unknown): object | null {
  const books = [platform, ...connectedBooks(platform)].find((candidate) => candidate.get("payouts", id) !== null);
  const payout = books?.get("payouts", id);
  if (!books || !payout) throw new ControlError(`There is no payout ${id}.`);
  if (action === "fail") {
    const { code } = failSchema.parse(body);
    if (payout.status === "failed" || payout.status === "canceled") throw new ControlError(`The payout is ${payout.status} already.`);
    return { payout: failPayout(books, payout, code) };
  }
  if (action !== "arrive") return null;
  arrive(books, id);
  return { payout: books.get("payouts", id) };
}

const failSchema = z.strictObject({ code: z.enum(Object.keys(failureWords) as [string, ...string[]]).default("account_closed") });

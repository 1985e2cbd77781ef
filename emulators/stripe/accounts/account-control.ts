import { z } from "zod";
import { ControlError } from "../../control.ts";
import type { StripeAccount } from "../account.ts";
import { StripeFailure } from "../errors.ts";
import { platformApplication, platformName } from "../platform.ts";
import { accountView } from "./account-object.ts";
import type { ConnectedAccount } from "./account-record.ts";
import { replaceBankAccounts } from "./bank-accounts.ts";
import { requireConnectedAccount } from "./connected-account.ts";
import { deauthorize, demandRequirements, submitOnboarding } from "./onboarding.ts";

/**
 * What a test may do to a connected account, under /_control/stripe/accounts/{id}:
 *   POST onboard {outcome?: "verified" | "failed", account_number?}   what the onboarding page does
 *   POST requirements {currently_due?, past_due?, deadline_in_seconds?}   what Stripe wants beside; {} settles everything
 *   POST bank-account {account_number?}   in place of those that are there
 *   POST deauthorize
 */
export function controlAccount(platform: StripeAccount, id: string, action: string, body: unknown): object | null {
  const account = requireKnown(platform, id);
  switch (action) {
    case "onboard": {
      const { outcome, account_number } = onboardSchema.parse(body);
      const { first_name, last_name } = account.person;
      const answers = { first_name: first_name ?? "Test", last_name: last_name ?? "Coach", email: account.email ?? "coach@example.com", account_number };
      submitOnboarding(platform, id, answers, outcome);
      break;
    }
    case "requirements": {
      const { currently_due, past_due, deadline_in_seconds } = requirementsSchema.parse(body);
      const current_deadline = deadline_in_seconds === undefined ? null : platform.seconds() + deadline_in_seconds;
      demandRequirements(platform, id, { currently_due, past_due, current_deadline });
      break;
    }
    case "bank-account": {
      const { account_number } = bankSchema.parse(body);
      replaceBankAccounts(platform, account, { object: "bank_account", country: account.country, currency: account.default_currency, account_number });
      break;
    }
    case "deauthorize":
      deauthorize(platform, id, { id: platformApplication, name: platformName });
      return { deauthorized: id };
    default:
      return null;
  }
  return { account: accountView(platform, requireConnectedAccount(platform, id)) };
}

function requireKnown(platform: StripeAccount, id: string): ConnectedAccount {
  try {
    return requireConnectedAccount(platform, id);
  } catch (error) {
    if (error instanceof StripeFailure) throw new ControlError(`There is no connected account ${id}.`);
    throw error;
  }
}

const account_number = z
  .string()
  .regex(/^\w{4,40}$/)
  .default("000123456789");
const onboardSchema = z.strictObject({ outcome: z.enum(["verified", "failed"]).default("verified"), account_number });
const bankSchema = z.strictObject({ account_number });
const fields = z.array(z.string().min(1)).default([]);
const requirementsSchema = z.strictObject({ currently_due: fields, past_due: fields, deadline_in_seconds: z.int().min(1).optional() });

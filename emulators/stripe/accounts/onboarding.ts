import type { StripeAccount } from "../account.ts";
import type { ConnectedAccount } from "./account-record.ts";
import { bankAccountsOf } from "./bank-account-object.ts";
import { addBankAccount, replaceBankAccounts } from "./bank-accounts.ts";
import { requireConnectedAccount, saveAccount } from "./connected-account.ts";

export interface Answers {
  first_name: string;
  last_name: string;
  email: string;
  account_number: string;
}

/** The person has filled in everything; Stripe believes them, or does not. */
export function submitOnboarding(platform: StripeAccount, id: string, answers: Answers, outcome: "verified" | "failed"): void {
  const account = requireConnectedAccount(platform, id);
  saveAccount(platform, {
    ...account,
    email: answers.email || account.email,
    person: { first_name: answers.first_name, last_name: answers.last_name },
    business_type: account.business_type ?? "individual",
    business_profile: {
      ...account.business_profile,
      mcc: account.business_profile.mcc ?? "8299",
      name: account.business_profile.name ?? `${answers.first_name} ${answers.last_name}`.trim(),
    },
    missing: [],
    demanded: { currently_due: [], past_due: [], current_deadline: null },
    details_submitted: true,
    tos_accepted_at: account.tos_accepted_at ?? platform.seconds(),
    verification: outcome,
  });
  giveBankAccount(platform, requireConnectedAccount(platform, id), answers);
}

/** The person leaves with the first page filled in: a little less is due, and nothing is submitted. */
export function leaveOnboarding(platform: StripeAccount, id: string, answers: Answers): void {
  const account = requireConnectedAccount(platform, id);
  const filled = new Set(["business_type", "individual.email", "individual.first_name", "individual.last_name"]);
  saveAccount(platform, {
    ...account,
    email: answers.email || account.email,
    person: { first_name: answers.first_name || null, last_name: answers.last_name || null },
    business_type: account.business_type ?? "individual",
    missing: account.missing.filter((field) => !filled.has(field)),
  });
}

/** Stripe wants to know more. With a deadline it is overdue when that has passed; nothing at all means that all is well again. */
export function demandRequirements(platform: StripeAccount, id: string, demanded: ConnectedAccount["demanded"]): ConnectedAccount {
  const account = requireConnectedAccount(platform, id);
  const isSettled = demanded.currently_due.length === 0 && demanded.past_due.length === 0;
  const verification = isSettled && account.details_submitted ? "verified" : account.verification;
  const changed = saveAccount(platform, { ...account, demanded, verification });
  if (demanded.current_deadline !== null) platform.schedule.at("requirements_deadline", id, demanded.current_deadline);
  return changed;
}

/** The deadline has come: what was due is overdue. */
export function passDeadline(platform: StripeAccount, id: string): void {
  const account = platform.get("accounts", id);
  const deadline = account?.demanded.current_deadline ?? null;
  if (!account || deadline === null || deadline > platform.seconds()) return;
  const past_due = [...account.demanded.past_due, ...account.demanded.currently_due];
  saveAccount(platform, { ...account, demanded: { ...account.demanded, past_due, current_deadline: null } });
}

/** The person cuts the platform off in their own dashboard. */
export function deauthorize(platform: StripeAccount, id: string, application: { id: string; name: string }): void {
  const account = requireConnectedAccount(platform, id);
  platform.put("accounts", { ...account, state: "deauthorized" });
  platform.connected(id).emit("account.application.deauthorized", { object: "application", ...application });
}

function giveBankAccount(platform: StripeAccount, account: ConnectedAccount, { account_number, first_name, last_name }: Answers): void {
  const bank = {
    object: "bank_account" as const,
    country: account.country,
    currency: account.default_currency,
    account_holder_name: `${first_name} ${last_name}`.trim() || undefined,
    account_number,
  };
  const known = bankAccountsOf(platform, account.id);
  if (known.length === 0) addBankAccount(platform, account, bank);
  else if (known.some(({ status, last4 }) => status === "errored" || last4 !== account_number.slice(-4))) replaceBankAccounts(platform, account, bank);
}

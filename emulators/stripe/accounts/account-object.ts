import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { capabilityNames } from "./account-record.ts";
import type { CapabilityName, ConnectedAccount } from "./account-record.ts";
import { bankAccountsOf, bankAccountView } from "./bank-account-object.ts";

/** The account as the API shows it, with everything that follows from what is known of it. */
export function accountView(platform: StripeAccount, account: ConnectedAccount): Stripe.Account {
  const requirements = requirementsOf(platform, account);
  const capabilities = Object.fromEntries(capabilitiesOf(platform, account).map(({ name, status }) => [name, status]));
  const banks = bankAccountsOf(platform, account.id);
  return {
    id: account.id,
    object: "account",
    business_profile: account.business_profile,
    business_type: account.business_type,
    capabilities,
    charges_enabled: Object.values(capabilities).includes("active"),
    controller: account.controller,
    country: account.country,
    created: account.created,
    default_currency: account.default_currency,
    details_submitted: account.details_submitted,
    email: account.email,
    external_accounts: {
      object: "list",
      data: banks.map(bankAccountView),
      has_more: false,
      total_count: banks.length,
      url: `/v1/accounts/${account.id}/external_accounts`,
    } as Stripe.ApiList<Stripe.ExternalAccount>,
    future_requirements: nothingRequired,
    groups: { payments_pricing: null },
    metadata: account.metadata,
    payouts_enabled: isInOrder(account, requirements) && banks.some(({ status }) => status !== "errored"),
    requirements,
    settings: account.settings,
    tos_acceptance: { date: account.tos_accepted_at },
    type: account.type,
  };
}

export function capabilitiesOf(platform: StripeAccount, account: ConnectedAccount): { name: CapabilityName; status: "active" | "inactive" }[] {
  const isActive = isInOrder(account, requirementsOf(platform, account));
  return capabilityNames.filter((name) => account.requested[name] !== undefined).map((name) => ({ name, status: isActive ? "active" : "inactive" }));
}

export function capabilityView(platform: StripeAccount, account: ConnectedAccount, name: CapabilityName): Stripe.Capability {
  const { disabled_reason, errors, ...requirements } = requirementsOf(platform, account);
  const status = capabilitiesOf(platform, account).find((capability) => capability.name === name)?.status ?? "unrequested";
  const { disabled_reason: _none, errors: _errors, ...future } = nothingRequired;
  return {
    id: name,
    object: "capability",
    account: account.id,
    future_requirements: { ...future, disabled_reason: null, errors: [] },
    requested: account.requested[name] !== undefined,
    requested_at: account.requested[name] ?? null,
    requirements: { ...requirements, disabled_reason: disabled_reason === null ? null : "requirements.fields_needed", errors },
    status,
  };
}

type FullRequirements = Stripe.Account.Requirements & {
  currently_due: string[];
  past_due: string[];
  eventually_due: string[];
  pending_verification: string[];
  errors: Stripe.Account.Requirements.Error[];
};

/** What Stripe still wants: of the form, of the bank account, of a failed check, and what a control demands. */
export function requirementsOf(platform: StripeAccount, account: ConnectedAccount): FullRequirements {
  const { demanded } = account;
  const hasBank = bankAccountsOf(platform, account.id).some(({ status }) => status !== "errored");
  const failed = account.verification === "failed" ? ["individual.verification.document"] : [];
  const bank = hasBank ? [] : ["external_account"];
  // A bank account that stopped working holds up payouts only; one that was never given holds up everything.
  const past_due = distinct([...account.missing, ...failed, ...(account.details_submitted ? [] : bank), ...demanded.past_due]);
  const currently_due = distinct([...past_due, ...bank, ...demanded.currently_due]);
  return {
    alternatives: [],
    current_deadline: demanded.current_deadline,
    currently_due,
    disabled_reason: past_due.length > 0 ? "requirements.past_due" : null,
    errors: failed.map((requirement) => ({
      code: "verification_failed_keyed_identity" as const,
      reason: "The person's keyed-in identity information could not be verified. Correct any errors or upload a document that matches the identity fields.",
      requirement,
    })),
    eventually_due: currently_due,
    past_due,
    pending_verification: [],
  };
}

/** Whether Stripe lets the account take and receive money. */
function isInOrder(account: ConnectedAccount, { past_due }: FullRequirements): boolean {
  return account.details_submitted && account.verification === "verified" && past_due.length === 0;
}

function distinct(fields: string[]): string[] {
  return [...new Set(fields)].sort();
}

const nothingRequired: FullRequirements = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

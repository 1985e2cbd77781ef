import "server-only";
import Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** What Stripe lets a connected account do, and what it wants to know first. */
export interface ConnectedState {
  details_submitted: boolean;
  charges_enabled: boolean;
  payouts_enabled: boolean;
  /** Whether it may be sent money. */
  transfers_enabled: boolean;
  currently_due: string[];
  past_due: string[];
  /** When what is due becomes overdue. */
  due_by: Date | null;
  disabled_reason: string | null;
  bank_last4: string | null;
}

export interface AccountOrder {
  payout_account_id: string;
  /** Counts the accounts of one coach: a second is made only after the first was cut off. */
  connection: number;
  tutor_id: string;
  country: string;
  ordered_at: Date;
}

/**
 * The account of one stored operation: the key comes from it, so that repeated and parallel calls get the one that the first
 * made. Stripe asks the coach for everything itself; the platform pays its fees and bears its losses
 * (https://docs.stripe.com/connect/migrate-to-controller-properties).
 */
export async function createStripeAccount({ payout_account_id, connection, tutor_id, country }: AccountOrder): Promise<string> {
  const account = await callProvider({ provider: "stripe", operation: "createStripeAccount", ids: { payout_account_id, tutor_id } }, () =>
    stripe().accounts.create(
      {
        country,
        controller: {
          fees: { payer: "application" },
          losses: { payments: "application" },
          requirement_collection: "stripe",
          stripe_dashboard: { type: "express" },
        },
        capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
        metadata: { payout_account_id, connection: String(connection), tutor_id },
      },
      { idempotencyKey: `account_${payout_account_id}_${connection}` },
    ),
  );
  return account.id;
}

/** The account that an earlier call for this operation made, whose answer was lost so long ago that Stripe has forgotten its key. */
export async function findStripeAccountOf({ payout_account_id, connection, ordered_at }: AccountOrder): Promise<string | null> {
  return callProvider({ provider: "stripe", operation: "findStripeAccountOf", ids: { payout_account_id } }, async () => {
    // The newest come first, and Stripe's clock need not be ours.
    const earliest = ordered_at.getTime() / 1_000 - 3_600;
    for await (const { id, created, metadata } of stripe().accounts.list({ limit: 100 })) {
      if (metadata?.payout_account_id === payout_account_id && metadata.connection === String(connection)) return id;
      if ((created ?? 0) < earliest) return null;
    }
    return null;
  });
}

/** The account as Stripe has it now; null where we may not see it any more: its owner has cut us off, or it was deleted. */
export async function findStripeAccount(id: string): Promise<ConnectedState | null> {
  try {
    return toState(await callProvider({ provider: "stripe", operation: "findStripeAccount", ids: { id } }, () => stripe().accounts.retrieve(id)));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && (error.code === "account_invalid" || error.code === "resource_missing")) return null;
    throw error;
  }
}

/** A door to Stripe's own onboarding pages. It opens once and for minutes, so it is made for each visit and never stored. */
export async function createOnboardingLink(account_id: string, addresses: { return_url: string; refresh_url: string }): Promise<string> {
  const link = await callProvider({ provider: "stripe", operation: "createOnboardingLink", ids: { account_id } }, () =>
    stripe().accountLinks.create({ account: account_id, type: "account_onboarding", ...addresses }),
  );
  return link.url;
}

/** A door to the account's Express dashboard. Whoever has it is in, so it goes to its owner at once and is never stored. */
export async function createDashboardLink(account_id: string): Promise<string> {
  const link = await callProvider({ provider: "stripe", operation: "createDashboardLink", ids: { account_id } }, () => stripe().accounts.createLoginLink(account_id));
  return link.url;
}

function toState(account: Stripe.Account): ConnectedState {
  const { requirements, capabilities, external_accounts } = account;
  const bank = external_accounts?.data[0];
  return {
    details_submitted: account.details_submitted,
    charges_enabled: account.charges_enabled,
    payouts_enabled: account.payouts_enabled,
    transfers_enabled: capabilities?.transfers === "active",
    currently_due: requirements?.currently_due ?? [],
    past_due: requirements?.past_due ?? [],
    due_by: requirements?.current_deadline ? new Date(requirements.current_deadline * 1_000) : null,
    disabled_reason: requirements?.disabled_reason ?? null,
    bank_last4: bank && "last4" in bank ? bank.last4 : null,
  };
}

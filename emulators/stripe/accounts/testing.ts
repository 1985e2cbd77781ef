import type Stripe from "stripe";
import type { startForTest } from "../testing.ts";

type Emulator = Awaited<ReturnType<typeof startForTest>>;

/** As the product makes a coach's account: Stripe collects what it must know, and the platform bears fees and losses. */
export const coachAccount: Stripe.AccountCreateParams = {
  country: "US",
  controller: {
    fees: { payer: "application" },
    losses: { payments: "application" },
    requirement_collection: "stripe",
    stripe_dashboard: { type: "express" },
  },
  capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
};

/** An account whose person has been through onboarding. */
export async function onboardedAccount(
  { stripe, control }: Emulator,
  { outcome = "verified", account_number, ...params }: { outcome?: "verified" | "failed"; account_number?: string } & Stripe.AccountCreateParams = {},
): Promise<Stripe.Account> {
  const account = await stripe.accounts.create({ ...coachAccount, ...params });
  await control(`stripe/accounts/${account.id}/onboard`, { outcome, account_number });
  return stripe.accounts.retrieve(account.id);
}

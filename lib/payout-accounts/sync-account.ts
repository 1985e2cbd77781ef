import "server-only";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import { findStripeAccount } from "@/lib/integrations/stripe/accounts";
import { wake } from "@/lib/jobs/wake";
import { notify } from "@/lib/notifications/notify";
import { releaseTransfers } from "@/lib/transfers/release-transfers";
import { canReceive, standingOf } from "./rules";
import type { PayoutAccountDocument, Standing } from "./schema";
import { findAccountAtStripe, findAccountOfTutor, keepState } from "./store";

/**
 * Fetches an account as Stripe has it now and keeps that: called for `account.updated`, `capability.updated`,
 * `account.application.deauthorized`, when the coach comes back from onboarding, and now and then, in any order and at the same
 * time. An account that can be sent money lets the transfers go that waited for it. One that is not ours changes nothing.
 */
export async function syncAccount(stripeAccountId: string, now: Date): Promise<void> {
  const known = await findAccountAtStripe(stripeAccountId);
  if (!known) return;
  const state = await findStripeAccount(stripeAccountId);
  await withTransaction(async (session) => {
    if (!(await keepState({ stripe_account_id: stripeAccountId, state, asked_at: now, now, session }))) return;
    const account = await findAccountOfTutor(known.tutor_id, session);
    if (!account) return;
    if (canReceive(account)) await releaseTransfers({ tutor_id: account.tutor_id, waiting_for: ["no_account", "requirements_due"], now, session });
    await tellOfChange({ account, before: standingOf(known), now, session });
  });
  wake("outbox");
}

const words: Partial<Record<Standing, { title: string; body: string }>> = {
  ready: { title: "Payouts are set up", body: "What you earn now reaches your bank by itself." },
  needs_details: { title: "Stripe needs something from you", body: "Until then your payouts wait. It takes a few minutes." },
  disconnected: { title: "Your Stripe account is no longer connected", body: "Your payouts wait until you connect one again." },
};

/** Once for each time it changes, whoever notices first: the moment of the last write before is part of the key. */
async function tellOfChange({ account, before, now, session }: { account: PayoutAccountDocument; before: Standing; now: Date; session: ClientSession }): Promise<void> {
  const standing = standingOf(account);
  const notice = words[standing];
  if (!notice || standing === before) return;
  const key = `payout-account:${account._id}:${account.connection}:${standing}:${now.toISOString().slice(0, 13)}`;
  await notify({ key, user_id: account.tutor_user_id, kind: "payout", ...notice, href: "/coach/payouts", now, session });
}

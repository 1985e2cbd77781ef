import "server-only";
import { env } from "@/lib/config/env";
import { withTransaction } from "@/lib/db/client";
import { listStripePayouts } from "@/lib/integrations/stripe/payouts";
import type { PayoutAccountDocument } from "@/lib/payout-accounts/schema";
import { listStaleAccounts } from "@/lib/payout-accounts/store";
import { syncAccount } from "@/lib/payout-accounts/sync-account";
import { releaseReversal } from "@/lib/transfers/release-reversals";
import { releaseTransfer } from "@/lib/transfers/release-transfers";
import { listOwedUntried } from "@/lib/transfers/reversal-store";
import { listUnlooked } from "@/lib/transfers/store";
import { followPayout } from "./follow-payout";

/** So many a run: each asks Stripe some times, and the lease of a run is a minute. */
const accountsAtOnce = 10;

/**
 * What no event may come for: shares that wait are looked at again, what coaches owe is tried again, and accounts are read anew
 * with their payouts, since Stripe lists connected accounts' events for each account by itself and a lost one must cost hours, not money.
 */
export async function lookAfterPayouts(now: Date): Promise<string> {
  if (!env().stripe) return "Payments are not set up here";
  const waiting = await listUnlooked(now, 100);
  for (const transfer of waiting) await withTransaction((session) => releaseTransfer({ transfer, now, session }));
  const owed = await listOwedUntried(now, 100);
  for (const reversal of owed) await withTransaction((session) => releaseReversal({ reversal, now, session }));
  const accounts = await listStaleAccounts(now, accountsAtOnce);
  for (const account of accounts) await readAnew(account, now);
  return `${waiting.length} shares looked at again, ${owed.length} debts tried again, ${accounts.length} accounts read`;
}

async function readAnew({ stripe_account_id }: PayoutAccountDocument, now: Date): Promise<void> {
  if (!stripe_account_id) return;
  await syncAccount(stripe_account_id, now);
  for (const { id } of (await listStripePayouts(stripe_account_id)).toReversed()) await followPayout({ payout_id: id, stripe_account_id, now });
}

import "server-only";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import { findAccountOfTutor } from "@/lib/payout-accounts/store";
import { syncAccount } from "@/lib/payout-accounts/sync-account";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import type { Role } from "@/lib/users/schema";
import { type AccountView, toAccountView } from "./account-view";

/** One's own account, asked of Stripe now; `is_fresh` is false where Stripe did not answer, and then it is as it was last known. */
export async function readOwnAccount({ user, now }: { user: { id: string; role: Role }; now: Date }): Promise<{ account: AccountView; is_fresh: boolean; timezone: string }> {
  const tutor = await requireOwnTutor(user, now);
  const known = await findAccountOfTutor(tutor._id);
  const is_fresh = known?.stripe_account_id ? await sync(known.stripe_account_id, now) : true;
  return { account: toAccountView(await findAccountOfTutor(tutor._id)), is_fresh, timezone: tutor.availability.timezone };
}

function sync(accountId: string, now: Date): Promise<boolean> {
  return syncAccount(accountId, now).then(
    () => true,
    (error: unknown) => {
      reportError(error, { area: "http" });
      return false;
    },
  );
}

import "server-only";
import { AppError } from "@/lib/core/errors";
import { createDashboardLink } from "@/lib/integrations/stripe/accounts";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import type { Role } from "@/lib/users/schema";
import { toConnectError } from "./connect-account";
import { standingOf } from "./rules";
import { findAccountOfTutor } from "./store";

/** A door to one's own Express dashboard; nothing of it is stored. Throws 404 for whoever is no coach, 409 before onboarding was sent. */
export async function openDashboard({ user, now }: { user: { id: string; role: Role }; now: Date }): Promise<{ url: string }> {
  const tutor = await requireOwnTutor(user, now);
  const account = await findAccountOfTutor(tutor._id);
  const standing = standingOf(account);
  if (!account?.stripe_account_id || standing === "none" || standing === "unfinished" || standing === "disconnected") {
    throw new AppError("conflict", "Set up payouts first: the dashboard opens once Stripe has your details.", { details: { standing } });
  }
  try {
    return { url: await createDashboardLink(account.stripe_account_id) };
  } catch (error) {
    throw toConnectError(error);
  }
}

import "server-only";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { createOnboardingLink, createStripeAccount, findStripeAccountOf } from "@/lib/integrations/stripe/accounts";
import { toPaymentError } from "@/lib/integrations/stripe/session-payments";
import type { TutorDocument } from "@/lib/tutors/schema";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import type { Role } from "@/lib/users/schema";
import type { PayoutAccountDocument } from "./schema";
import { beginAnew, findAccountOfTutor, findOrInsertAccount, rememberAccount } from "./store";
import { syncAccount } from "./sync-account";

/** Stripe forgets keys after a day: from then on it is asked whether it has made the account. */
const keyLivesMs = 23 * 3_600_000;

/**
 * Leads a coach to Stripe's onboarding. One account a coach, ever: the row is stored first, and its id is Stripe's key, so that
 * ten presses, two tabs and an answer that was lost end at the same account. Throws 404 for whoever is no coach, 503 where
 * payments are not set up or Stripe is away.
 */
export async function connectAccount({ user, now }: { user: { id: string; role: Role }; now: Date }): Promise<{ url: string }> {
  const tutor = await requireOwnTutor(user, now);
  if (!env().stripe) throw new AppError("unavailable", "Payouts are not set up here yet.");
  try {
    const account_id = await requireStripeAccount(tutor, now);
    const page = `${env().app_url}/coach/payouts`;
    return { url: await createOnboardingLink(account_id, { return_url: `${page}/return`, refresh_url: `${page}/refresh` }) };
  } catch (error) {
    throw toConnectError(error);
  }
}

async function requireStripeAccount(tutor: TutorDocument, now: Date): Promise<string> {
  let row = await findOrInsertAccount(draftFor(tutor, now));
  if (row.disconnected_at) {
    await beginAnew(row, now);
    row = (await findAccountOfTutor(tutor._id)) ?? row;
  }
  if (row.stripe_account_id) return row.stripe_account_id;

  const { _id: payout_account_id, connection, tutor_id, country, ordered_at } = row;
  const order = { payout_account_id, connection, tutor_id, country, ordered_at };
  const isKeyOld = now.getTime() - ordered_at.getTime() > keyLivesMs;
  const account_id = (isKeyOld ? await findStripeAccountOf(order) : null) ?? (await createStripeAccount(order));
  await rememberAccount(row, account_id, now);
  await syncAccount(account_id, now);
  return account_id;
}

/** A market's name begins with its country. */
function draftFor({ _id: tutor_id, user_id, market_id }: TutorDocument, now: Date): PayoutAccountDocument {
  const nothingYet = { connection: 1, state: null, synced_at: null, disconnected_at: null };
  return { _id: newId("payout_account"), tutor_id, tutor_user_id: user_id, country: market_id.slice(0, 2), ...nothingYet, ordered_at: now, created_at: now, updated_at: now };
}

/** Stripe away is ours to admit. */
export function toConnectError(error: unknown): unknown {
  if (toPaymentError(error) === error) return error;
  return new AppError("unavailable", "Stripe does not answer right now. Nothing was changed; try again in a moment.");
}

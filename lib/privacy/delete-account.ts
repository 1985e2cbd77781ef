import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { auth } from "@/lib/auth/auth";
import { checkCode } from "@/lib/auth/check-code";
import { requirePassword } from "@/lib/auth/require-password";
import { AppError } from "@/lib/core/errors";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { wake } from "@/lib/jobs/wake";
import { findUser } from "@/lib/users/store";
import { findOpenMatters } from "./find-open-matters";
import { personalData } from "./personal-data";
import { reasonsToWait } from "./rules";
import type { DeleteAccount } from "./schema";

/**
 * Deletes the account of whoever asks: everything that says who they are goes, the records of money stay under an id that
 * says nothing. Refused while something is open (rules.ts). One transaction, so that a process that dies has changed
 * nothing; what lies at providers is removed by tasks that it writes. Gives the cookies that end this browser's session.
 */
export async function deleteAccount(asked: Omit<DeleteAccount, "confirm"> & { user: { id: string; email: string; two_factor_enabled: boolean }; headers: Headers; now: Date }): Promise<string[]> {
  const { user, password, headers, now } = asked;
  await requirePassword({ user, password, field: "password", now });
  if (user.two_factor_enabled) await requireCode(asked);
  await withTransaction((session) => erase({ user_id: user.id, now, session }));
  wake("outbox");
  return (await auth().api.signOut({ headers, returnHeaders: true })).headers.getSetCookie();
}

async function requireCode({ user, code, recovery_code, headers, now }: Parameters<typeof deleteAccount>[0]): Promise<void> {
  const message = "Write the code of your authenticator app, or one recovery code.";
  if (!code && !recovery_code) throw new AppError("invalid", message, { fields: { code: message } });
  await checkCode({ user_id: user.id, ...(code ? { code } : { recovery_code }), headers, now });
}

async function erase({ user_id, now, session }: { user_id: string; now: Date; session: ClientSession }): Promise<void> {
  const user = await findUser(user_id, session);
  if (!user || user.deleted_at) throw new AppError("not_found", "There is no such account.");
  if (user.role === "admin") await holdOtherAdmins({ user_id, now, session });
  const reasons = reasonsToWait(await findOpenMatters({ user_id, now, session }));
  if (reasons.length > 0) {
    const sentences = reasons.map(({ sentence }) => sentence).join(" ");
    throw new AppError("conflict", `${sentences} Nothing was deleted.`, { details: { reasons: reasons.map(({ reason }) => reason) } });
  }

  const tutor = await collections().tutors.findOne({ user_id }, { session });
  await addAuditEntry({ actor_id: user_id, actor_role: user.role, action: "user.delete", subject_id: user_id, before: null, after: null, note: null, now, session });
  // Backwards: the person's own row is the first of the list, and the others still write to it.
  for (const holding of Object.values(personalData).reverse()) {
    if ("erase" in holding && typeof holding.erase === "function") await holding.erase({ user, tutor, now, session });
  }
}

/** Of two admins who delete themselves at once the second one must see that the first is gone: both write the other's row. */
async function holdOtherAdmins({ user_id, now, session }: { user_id: string; now: Date; session: ClientSession }): Promise<void> {
  const others = { _id: { $ne: user_id }, role: "admin" as const, deleted_at: { $exists: false } };
  await collections().users.updateMany(others, { $set: { updated_at: now } }, { session });
}

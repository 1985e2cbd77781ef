import "server-only";
import { addAuditEntry } from "@/lib/audit-log/store";
import { endSessions } from "@/lib/auth/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { becomeCoach } from "@/lib/tutors/become-coach";
import { findTutorOfUser } from "@/lib/tutors/store";
import type { Role } from "./schema";
import { changeUser, findUser, touchAdmin } from "./store";

interface RoleChange {
  actor_id: string;
  user_id: string;
  role: Role;
  reason: string;
  now: Date;
}

/**
 * Gives somebody another role, written down with its reason, and signs them out everywhere: what is open on a device was
 * opened with the old one. There is always an admin left, since nobody changes their own role and whoever changes
 * another's is still an admin when it is written.
 */
export async function changeRole({ actor_id, user_id, role, reason, now }: RoleChange): Promise<{ id: string; role: Role; ended_sessions: number }> {
  if (user_id === actor_id) throw new AppError("conflict", "Your own role is for another admin to change.");
  const ended_sessions = await withTransaction(async (session) => {
    // Two admins who demote each other both write both rows, so one of them comes second and is no admin any more.
    if (!(await touchAdmin({ user_id: actor_id, now, session }))) throw new AppError("forbidden", "Your account may not do this.");
    const user = await findUser(user_id, session);
    if (!user || user.deleted_at) throw new AppError("not_found", "There is no such account.");
    if (user.role === role) throw new AppError("conflict", "That is the role they have.");
    if (user.role === "tutor") await requireNoPage(user_id);
    await changeUser({ user_id, changes: { role }, now, session });
    const roles = { before: { role: user.role }, after: { role } };
    await addAuditEntry({ actor_id, actor_role: "admin", action: "user.role", subject_id: user_id, ...roles, note: reason, now, session });
    return endSessions({ user_id, except: null, session });
  });
  // A coach without a profile yet gets the same one at the first look into the coach's room, should this not be reached.
  if (role === "tutor") await becomeCoach({ user_id, now });
  return { id: user_id, role, ended_sessions };
}

/** A page that clients see, or that waits for its approval, cannot be left without its coach. */
async function requireNoPage(userId: string): Promise<void> {
  const tutor = await findTutorOfUser(userId);
  if (!tutor || ["draft", "changes_requested", "rejected", "suspended"].includes(tutor.status)) return;
  throw new AppError("conflict", "They have a coach's page that is up or waits for approval. Suspend or decline that first.", { details: { tutor_id: tutor._id } });
}

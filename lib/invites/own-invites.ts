import "server-only";
import type { SessionUser } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import { endWaiting, findInvite, listInvitesOf } from "./store";
import { type InviteView, toInviteView } from "./view";

const shown_at_most = 50;

/** A coach's invitations, the newest first. Throws 404 for whoever is no coach. */
export async function listOwnInvites(user: SessionUser, now: Date): Promise<InviteView[]> {
  const { _id } = await requireOwnTutor(user, now);
  return (await listInvitesOf(_id, shown_at_most)).map((invite) => toInviteView(invite, now));
}

/** The link of the mail leads nowhere any more, and a mail that is still on its way is not sent. Repeating it changes nothing. */
export async function withdrawInvite({ invite_id, user, now }: { invite_id: string; user: SessionUser; now: Date }): Promise<void> {
  const { _id: tutor_id } = await requireOwnTutor(user, now);
  if (await endWaiting({ filter: { _id: invite_id, tutor_id }, to: "withdrawn", now })) return;
  const invite = await findInvite(invite_id);
  if (invite?.tutor_id !== tutor_id) throw new AppError("not_found", "There is no such invitation.");
  if (invite.status !== "withdrawn") throw new AppError("conflict", "This invitation does not wait any more.");
}

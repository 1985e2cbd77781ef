import "server-only";
import { maskAddress } from "@/lib/core/mask-address";
import { findTutor } from "@/lib/tutors/store";
import { type CoachCard, toCoachCard } from "@/lib/tutors/view";
import { findInviteByToken } from "./store";

/** What somebody sees who followed the link of the mail. */
export interface OpenInvite {
  coach: CoachCard;
  note: string | null;
  /** The address that was invited, masked: the link may have been passed on. */
  address: string | null;
}

/** null for a link that is unknown, was taken back or lapsed, or whose coach cannot be booked. */
export async function findOpenInvite(token: string, now: Date): Promise<OpenInvite | null> {
  const invite = await findInviteByToken(token);
  if (!invite || !(invite.status === "joined" || (invite.status === "waiting" && invite.lapses_at > now))) return null;
  const tutor = await findTutor(invite.tutor_id);
  if (!tutor?.is_published) return null;
  return { coach: toCoachCard(tutor), note: invite.note, address: invite.email && maskAddress(invite.email) };
}

/** Whether the link is one of ours at all: saying that one wants no more invitations works as long as we know it. */
export async function isKnownInvite(token: string): Promise<boolean> {
  return (await findInviteByToken(token)) !== null;
}

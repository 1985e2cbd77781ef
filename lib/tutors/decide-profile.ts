import "server-only";
import { AppError } from "@/lib/core/errors";
import { findUser } from "@/lib/users/store";
import { type Announcement, announce } from "./announce";
import type { ProfileDecision } from "./decision-schema";
import { type Actor, moveTutor } from "./move-tutor";
import { requireReviewed } from "./require-reviewed";
import { canMove, missingParts, tutorMoves } from "./rules";
import type { TutorDocument } from "./schema";
import { findTutor } from "./store";

/**
 * An admin's word on a submitted profile; approving publishes it. Throws 409 where it was decided already, was changed since
 * the admin read it, or lacks something.
 */
export async function decideProfile(order: { tutor_id: string; decision: ProfileDecision; admin: Actor; now: Date }): Promise<void> {
  const { tutor_id, decision, admin, now } = order;
  const { outcome, note } = decision;
  const reasons = decision.outcome === "approve" ? [] : decision.reasons;
  const coach = await findTutor(tutor_id);
  const person = coach && (await findUser(coach.user_id));
  const status = tutorMoves[outcome].to;
  await moveTutor({
    ...{ tutor_id, actor: admin, action: `tutor.${outcome}`, note, now },
    change: (tutor) => {
      if (!canMove(outcome, tutor.status)) throw new AppError("conflict", "This profile is not waiting for a decision any more.", { details: { status: tutor.status } });
      requireReviewed(tutor, { revision: decision.revision, admin });
      if (outcome === "approve") requireComplete(tutor, { email_verified: person?.email_verified ?? false });
      return { status, is_published: status === "approved", decision: { outcome: status, reasons, note, decided_by: admin.id, decided_at: now } };
    },
    also: (tutor, session) => announce(tutor, announcement(tutor, decision), { now, session }),
  });
}

function requireComplete(tutor: TutorDocument, person: { email_verified: boolean }): void {
  const missing = missingParts(tutor, person);
  if (missing.length > 0) throw new AppError("conflict", "Something is missing in this profile, so it cannot be published.", { details: { missing } });
}

function announcement({ slug }: TutorDocument, decision: ProfileDecision): Announcement {
  if (decision.outcome === "approve") {
    const notice = { title: "Your profile is approved", body: "It is published: clients can find and book you now.", href: `/coaches/${slug}` };
    return { mail: { template: "coach-approval", what: "profile" }, notice };
  }
  const { reasons, note } = decision;
  const outcome = tutorMoves[decision.outcome].to;
  const title = outcome === "rejected" ? "Your profile was not accepted" : "Your profile needs a change";
  return { mail: { template: "coach-changes-requested", outcome, reasons, note }, notice: { title, body: "See what we found, change it, and submit it again.", href: "/coach/onboarding" } };
}

import "server-only";
import { AppError } from "@/lib/core/errors";
import { changeUser } from "@/lib/users/store";
import { type Announcement, announce } from "./announce";
import type { ProposalDecision } from "./decision-schema";
import { type Actor, moveTutor } from "./move-tutor";
import { proposedValues, withProposal } from "./proposal";
import { requireReviewed } from "./require-reviewed";
import { foreignSubjects } from "./rules";
import type { TutorDocument } from "./schema";

/**
 * An admin's word on what an approved coach wants to change: agreed, it replaces what is up; declined, it is gone and the
 * old stays up. Throws 409 where it was decided or changed meanwhile.
 */
export async function decideProposal(order: { tutor_id: string; decision: ProposalDecision; admin: Actor; now: Date }): Promise<void> {
  const { tutor_id, decision, admin, now } = order;
  const { outcome, note } = decision;
  await moveTutor({
    ...{ tutor_id, actor: admin, action: `tutor.${outcome}_proposal`, note, now },
    change: (tutor) => {
      if (tutor.status !== "approved" || !tutor.proposal) throw new AppError("conflict", "There is no change of this coach to decide on any more.");
      requireReviewed(tutor, { revision: decision.revision, admin });
      const by = { note, decided_by: admin.id, decided_at: now };
      if (decision.outcome === "decline") return { proposal: null, decision: { outcome: "proposal_declined", reasons: decision.reasons, ...by } };
      if (foreignSubjects(withProposal(tutor)).length > 0) throw new AppError("conflict", "A subject is of none of the categories any more. Decline it, and say so.");
      return { ...proposedValues(tutor.proposal), proposal: null, decision: { outcome: "approved", reasons: [], ...by } };
    },
    also: async (tutor, session) => {
      // The account is called what the page is called.
      if (outcome === "approve") await changeUser({ user_id: tutor.user_id, changes: { name: tutor.name }, now, session });
      await announce(tutor, announcement(tutor, decision), { now, session });
    },
  });
}

function announcement({ slug }: TutorDocument, decision: ProposalDecision): Announcement {
  if (decision.outcome === "approve") {
    const notice = { title: "Your change is approved", body: "It stands on your page now.", href: `/coaches/${slug}` };
    return { mail: { template: "coach-approval", what: "proposal" }, notice };
  }
  const { reasons, note } = decision;
  const notice = { title: "Your change was not accepted", body: "Your page stays as it was. See what we found.", href: "/coach/onboarding" };
  return { mail: { template: "coach-changes-requested", outcome: "proposal_declined", reasons, note }, notice };
}

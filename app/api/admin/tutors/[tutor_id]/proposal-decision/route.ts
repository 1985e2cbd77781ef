import { adminRoute } from "@/lib/http/route";
import { tutorParams as params } from "@/lib/http/tutor-params";
import { decideProposal } from "@/lib/tutors/decide-proposal";
import { proposalDecisionSchema } from "@/lib/tutors/decision-schema";
import { readReview } from "@/lib/tutors/read-review";

export const POST = adminRoute({ params, body: proposalDecisionSchema }, async ({ params, user, body, now }) => {
  await decideProposal({ ...params, decision: body, admin: user, now });
  return Response.json(await readReview(params.tutor_id, now));
});

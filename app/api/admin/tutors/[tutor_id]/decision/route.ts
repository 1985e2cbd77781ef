import { adminRoute } from "@/lib/http/route";
import { tutorParams as params } from "@/lib/http/tutor-params";
import { decideProfile } from "@/lib/tutors/decide-profile";
import { decisionSchema } from "@/lib/tutors/decision-schema";
import { readReview } from "@/lib/tutors/read-review";

export const POST = adminRoute({ params, body: decisionSchema }, async ({ params, user, body, now }) => {
  await decideProfile({ ...params, decision: body, admin: user, now });
  return Response.json(await readReview(params.tutor_id, now));
});

import { adminRoute } from "@/lib/http/route";
import { tutorParams as params } from "@/lib/http/tutor-params";
import { suspensionSchema } from "@/lib/tutors/decision-schema";
import { readReview } from "@/lib/tutors/read-review";
import { suspendCoach } from "@/lib/tutors/suspend-coach";

export const POST = adminRoute({ params, body: suspensionSchema }, async ({ params, user, body, now }) => {
  await suspendCoach({ ...params, note: body.note, admin: user, now });
  return Response.json(await readReview(params.tutor_id, now));
});

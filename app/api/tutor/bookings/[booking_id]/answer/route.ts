import { requireTaughtSession } from "@/lib/bookings/read-taught-sessions";
import { reportAsCoach } from "@/lib/bookings/report-problem";
import { answerSchema } from "@/lib/bookings/report-schema";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** The coach's side of a session that the client has reported. */
export const POST = userRoute({ params, body: answerSchema, rate: { name: "report", limit: 30, window_seconds: 60 } }, async ({ params, body, user, now }) => {
  await reportAsCoach({ ...params, ...body, kind: "problem", user, now });
  return Response.json(await requireTaughtSession({ ...params, tutor_user_id: user.id, now }));
});

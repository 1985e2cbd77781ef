import { requireTaughtSession } from "@/lib/bookings/read-taught-sessions";
import { reportAsCoach } from "@/lib/bookings/report-problem";
import { noShowSchema } from "@/lib/bookings/report-schema";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** The coach says that the client did not come. */
export const POST = userRoute({ params, body: noShowSchema, rate: { name: "report", limit: 30, window_seconds: 60 } }, async ({ params, body, user, now }) => {
  await reportAsCoach({ ...params, ...body, kind: "no_show", user, now });
  return Response.json(await requireTaughtSession({ ...params, tutor_user_id: user.id, now }));
});

import { requireOwnBooking } from "@/lib/bookings/read-own-bookings";
import { reportAsClient } from "@/lib/bookings/report-problem";
import { noShowSchema } from "@/lib/bookings/report-schema";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** The client says that the coach did not come. */
export const POST = userRoute({ params, body: noShowSchema, rate: { name: "report", limit: 30, window_seconds: 60 } }, async ({ params, body, user, now }) => {
  await reportAsClient({ ...params, ...body, kind: "no_show", user, now });
  return Response.json(await requireOwnBooking({ ...params, consumer_ids: [user.id], now }));
});

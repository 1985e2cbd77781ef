import { z } from "zod";
import { completeTaughtSession } from "@/lib/bookings/complete-session";
import { requireTaughtSession } from "@/lib/bookings/read-taught-sessions";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** The coach says that the session took place; 409 before its end. */
export const POST = userRoute({ params, body: z.strictObject({}), rate: { name: "complete", limit: 60, window_seconds: 60 } }, async ({ params, user, now }) => {
  await completeTaughtSession({ ...params, user, now });
  return Response.json(await requireTaughtSession({ ...params, tutor_user_id: user.id, now }));
});

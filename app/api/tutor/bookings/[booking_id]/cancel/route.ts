import { z } from "zod";
import { cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { requireTaughtSession } from "@/lib/bookings/read-taught-sessions";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** The coach cancels; the client gets everything back. */
export const POST = userRoute({ params, body: z.strictObject({}), rate: { name: "cancel", limit: 60, window_seconds: 60 } }, async ({ params, user, now }) => {
  await cancelTaughtBooking({ ...params, user, now });
  return Response.json(await requireTaughtSession({ ...params, tutor_user_id: user.id, now }));
});

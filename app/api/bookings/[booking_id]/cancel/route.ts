import { z } from "zod";
import { cancelOwnBooking } from "@/lib/bookings/cancel-booking";
import { requireOwnBooking } from "@/lib/bookings/read-own-bookings";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** What the person was shown, in minor units: compared with what is due, and never what is paid. */
const body = z.strictObject({ expected_refund: z.int().min(0) });

/** Cancels one's own session; 409 with `details.refund` where something else comes back by now. */
export const POST = userRoute({ params, body, rate: { name: "cancel", limit: 60, window_seconds: 60 } }, async ({ params, body, user, now }) => {
  await cancelOwnBooking({ ...params, ...body, user, now });
  return Response.json(await requireOwnBooking({ ...params, consumer_ids: [user.id], now }));
});

import { z } from "zod";
import { requireOwnBooking } from "@/lib/bookings/read-own-bookings";
import { rescheduleBooking } from "@/lib/bookings/reschedule-booking";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

const body = z.strictObject({ starts_at: z.iso.datetime().transform((text) => new Date(text)) });

/** Moves one's own session; 409 with the nearest free times where the new one is taken. */
export const POST = userRoute({ params, body, rate: { name: "reschedule", limit: 60, window_seconds: 60 } }, async ({ params, body, user, now }) => {
  await rescheduleBooking({ ...params, ...body, user, now });
  return Response.json(await requireOwnBooking({ ...params, consumer_ids: [user.id], now }));
});

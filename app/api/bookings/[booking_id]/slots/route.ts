import { z } from "zod";
import { listMoveTimes } from "@/lib/bookings/list-move-times";
import { isTimeZone } from "@/lib/core/format-time";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

const query = z.strictObject({
  from: z.iso.date().regex(/^20/, "Choose a date of this century.").optional(),
  timezone: z.string().refine(isTimeZone, "Not a time zone we know; write it as Area/City."),
});

/** A week of times to which one's own session can be moved. */
export const GET = userRoute({ params, query, rate: { name: "slots", limit: 120, window_seconds: 60 } }, async ({ params, query, user, now }) =>
  Response.json(await listMoveTimes({ ...params, ...query, user_id: user.id, now })),
);

import { z } from "zod";
import { cancelTaughtSessions } from "@/lib/bookings/cancel-taught-sessions";
import { adminRoute } from "@/lib/http/route";
import { tutorParams as params } from "@/lib/http/tutor-params";

/** Cancels a share of the sessions and says how many are left; who reads more than none asks again. */
export const POST = adminRoute({ params, body: z.strictObject({}) }, async ({ params, user, now }) =>
  Response.json(await cancelTaughtSessions({ ...params, admin: user, now })),
);

import { changeHours } from "@/lib/availability/change-hours";
import { hoursSchema } from "@/lib/availability/hours-schema";
import { userRoute } from "@/lib/http/route";

/** An editor that saves while one draws sends a few a minute. */
const rate = { name: "change-hours", limit: 300, window_seconds: 10 * 60 };

export const PATCH = userRoute({ body: hoursSchema, rate }, async ({ user, body, now }) => Response.json(await changeHours({ user_id: user.id, change: body, now })));

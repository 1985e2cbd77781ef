import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { pauseCoach } from "@/lib/tutors/pause-coach";

const body = z.strictObject({ is_paused: z.boolean() });

export const POST = userRoute({ body, rate: { name: "pause", limit: 60, window_seconds: 10 * 60 } }, async ({ user, body, now }) =>
  Response.json(await pauseCoach({ user, ...body, now })),
);

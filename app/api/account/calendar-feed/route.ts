import { z } from "zod";
import { findFeedAddress, makeFeedAddress, removeFeedAddress } from "@/lib/calendar/own-feed-address";
import { userRoute } from "@/lib/http/route";

const body = z.strictObject({ renew: z.boolean().default(false) });
const rate = { name: "calendar-feed-address", limit: 30, window_seconds: 3_600 };

export const GET = userRoute({}, async ({ user }) => Response.json(await findFeedAddress(user.id)));

export const POST = userRoute({ body, rate }, async ({ user, body }) => Response.json(await makeFeedAddress(user.id, body)));

export const DELETE = userRoute({ rate }, async ({ user }) => {
  await removeFeedAddress(user.id);
  return new Response(null, { status: 204 });
});

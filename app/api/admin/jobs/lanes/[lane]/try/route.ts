import { z } from "zod";
import { adminRoute } from "@/lib/http/route";
import { tryLane } from "@/lib/jobs/work-now";
import { lanes } from "@/lib/outbox/schema";

const params = z.object({ lane: z.enum(lanes) });

/** The next row is tried at once instead of in up to half a minute. */
export const POST = adminRoute({ params }, async ({ params, user, now }) => {
  await tryLane({ ...params, admin: user, now });
  return new Response(null, { status: 204 });
});

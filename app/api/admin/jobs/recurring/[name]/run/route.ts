import { z } from "zod";
import { adminRoute } from "@/lib/http/route";
import { runRecurring } from "@/lib/jobs/work-now";

const params = z.object({ name: z.string().regex(/^[a-z-]{1,60}$/) });

/** Makes a recurring job due; whoever works next runs it. */
export const POST = adminRoute({ params }, async ({ params, user, now }) => {
  await runRecurring({ ...params, admin: user, now });
  return new Response(null, { status: 204 });
});

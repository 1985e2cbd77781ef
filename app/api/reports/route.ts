import { z } from "zod";
import { readBytes } from "@/lib/http/read-body";
import { publicRoute } from "@/lib/http/route";
import { forwardReports } from "@/lib/integrations/monitoring/forward-reports";

/** An error with its stack and what went before; more is not an error's. */
const limitBytes = 256 * 1024;
/** A page that breaks in a loop has said so after this many. */
const rate = { name: "reports", limit: 60, window_seconds: 60 };

/** Where the pages' own error reports go: Sentry's SDK posts its envelopes here (its `tunnel`). */
export const POST = publicRoute({ read: async (request) => (await readBytes(request, limitBytes)).toString("utf8"), body: z.string().min(1), rate }, async ({ body, user, now }) => {
  forwardReports({ body, user, now });
  // With nothing in it: the SDK reads no answer, and one that is not read keeps its connection.
  return new Response(null, { status: 204 });
});

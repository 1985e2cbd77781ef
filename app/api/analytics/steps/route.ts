import { browserStepSchema } from "@/lib/analytics-events/schema";
import { publicRoute } from "@/lib/http/route";
import { countBrowserStep } from "@/lib/integrations/analytics/count-browser-step";

const rate = { name: "analytics-steps", limit: 600, window_seconds: 10 * 60 };

/** What the browser told Mixpanel of, for our own count too; of whoever did not say yes nothing is kept, and the answer is the same. */
export const POST = publicRoute({ body: browserStepSchema, rate }, async ({ body, user, now }) => {
  await countBrowserStep({ step: body, user_id: user?.id ?? null, now });
  return new Response(null, { status: 204 });
});

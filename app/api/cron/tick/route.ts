import { publicRoute } from "@/lib/http/route";
import { requireCronSecret } from "@/lib/jobs/require-cron-secret";
import { runTick } from "@/lib/jobs/tick";

/** Hosts that end a request early are told how long this one may take. */
export const maxDuration = 60;

/** For a timer elsewhere, where no process of ours runs for long: does what is due and answers what that was. */
export const POST = publicRoute({}, async ({ request, now }) => {
  requireCronSecret(request.headers);
  return Response.json(await runTick(now));
});

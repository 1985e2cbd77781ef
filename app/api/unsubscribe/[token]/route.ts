import { env } from "@/lib/config/env";
import { unsubscribeRoute } from "@/lib/announcements/unsubscribe-route";

export const POST = unsubscribeRoute(false);

/** For mail programs that open what List-Unsubscribe names instead of posting to it: the page asks, since scanners open links too. */
export async function GET(_request: Request, context: { params: Promise<{ token: string }> }): Promise<Response> {
  const { token } = await context.params;
  return new Response(null, { status: 303, headers: { location: `${env().app_url}/unsubscribe/${encodeURIComponent(token)}`, "cache-control": "no-store" } });
}

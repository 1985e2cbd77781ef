import { newId } from "@/lib/core/id";
import { clockNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { caching } from "@/lib/http/caching";
import { toErrorResponse } from "@/lib/http/route";
import { inviteTokenParams } from "@/lib/invites/schema";
import { stopInvites } from "@/lib/invites/stop-invites";

/**
 * No more invitations to this address: pressed on our page, or by a mail program that knows List-Unsubscribe (RFC 8058), which
 * has neither session nor origin and sends a form. The token is all that counts, and all that it can do is this.
 */
export async function POST(request: Request, context: { params: Promise<Record<string, string>> }): Promise<Response> {
  try {
    const { success, data } = inviteTokenParams.safeParse(await context.params);
    if (!success) throw new AppError("not_found", "There is nothing here.");
    await stopInvites(data.token, clockNow());
    return Response.json({ stopped: true }, { headers: { "cache-control": caching.none } });
  } catch (error) {
    return toErrorResponse(error, request, newId("request"));
  }
}

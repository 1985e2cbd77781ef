import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { caching } from "@/lib/http/caching";
import { toErrorResponse } from "@/lib/http/route";
import { unsubscribeParams } from "./schema";
import { turnByLink } from "./unsubscribe";

/**
 * For whoever has the link of an announcement: a person on our page, or a mail program that knows List-Unsubscribe (RFC 8058),
 * which has neither session nor origin and sends a form. So nothing is asked but the token, and nothing in the body is read.
 */
export function unsubscribeRoute(is_on: boolean) {
  return async (request: Request, context: { params: Promise<Record<string, string | string[] | undefined>> }): Promise<Response> => {
    try {
      const { success, data } = unsubscribeParams.safeParse(await context.params);
      if (!success) throw new AppError("not_found", "This link is not one of ours. Copy the whole of it from the mail.");
      await turnByLink({ ...data, is_on, now: clockNow() });
      return Response.json({ announcements: is_on }, { headers: { "cache-control": caching.none } });
    } catch (error) {
      return toErrorResponse(error, request, newId("request"));
    }
  };
}

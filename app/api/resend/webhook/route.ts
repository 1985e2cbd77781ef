import { clockNow } from "@/lib/clock/clock";
import { newId } from "@/lib/core/id";
import { receiveMailReport } from "@/lib/email-suppressions/receive-mail-report";
import { readBytes } from "@/lib/http/read-body";
import { caching } from "@/lib/http/caching";
import { toErrorResponse } from "@/lib/http/route";
import { readSignedReport } from "@/lib/integrations/email/mail-report";

/** A report names a mail and does not hold it; more than this is none. */
const limitBytes = 256 * 1024;

/**
 * Signed by Resend, so it asks for neither session nor origin. Verified over the raw bytes and acted on in one transaction
 * with its being stored; what could not be stored is a 5xx, and Resend sends it again.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const body = await readBytes(request, limitBytes);
    await receiveMailReport(readSignedReport(body, request.headers), clockNow());
    return Response.json({ received: true }, { headers: { "cache-control": caching.none } });
  } catch (error) {
    return toErrorResponse(error, request, newId("request"));
  }
}

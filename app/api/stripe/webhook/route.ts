import { AppError } from "@/lib/core/errors";
import { clockNow } from "@/lib/clock/clock";
import { newId } from "@/lib/core/id";
import { caching } from "@/lib/http/caching";
import { readBytes } from "@/lib/http/read-body";
import { toErrorResponse } from "@/lib/http/route";
import { inRequestScope } from "@/lib/integrations/monitoring/request-scope";
import { readSignedEvent } from "@/lib/integrations/stripe/events";
import { noteSignal } from "@/lib/probes/signals";
import { receiveEvent } from "@/lib/webhook-events/receive-event";

/** Stripe's events are larger than a form; more than this is none. */
const limitBytes = 1024 * 1024;

/**
 * Signed by Stripe, so it asks for neither session nor origin. Verified over the raw bytes, stored, answered: the work is
 * the worker's. What could not be stored is a 5xx, and Stripe sends it again.
 */
export function POST(request: Request): Promise<Response> {
  const request_id = newId("request");
  const now = clockNow();
  return inRequestScope({ method: "POST", path: "/api/stripe/webhook", request_id }, async () => {
    try {
      const body = await readBytes(request, limitBytes);
      await receiveEvent(readSignedEvent(body, request.headers.get("stripe-signature")), now);
      noteSignal("stripe_webhook_accepted", now);
      return Response.json({ received: true }, { headers: { "cache-control": caching.none } });
    } catch (error) {
      if (error instanceof AppError && error.code === "malformed") noteSignal("stripe_webhook_refused", now);
      return toErrorResponse(error, request, request_id);
    }
  });
}

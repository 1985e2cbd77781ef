import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { inRequestScope } from "@/lib/integrations/monitoring/request-scope";
import { readSignedEvent, type WebhookEndpoint } from "@/lib/integrations/stripe/events";
import { noteSignal } from "@/lib/probes/signals";
import { receiveEvent } from "@/lib/webhook-events/receive-event";
import { caching } from "./caching";
import { readBytes } from "./read-body";
import { toErrorResponse } from "./route";

/** Stripe's events are larger than a form; more than this is none. */
const limitBytes = 1024 * 1024;

/**
 * One of the two endpoints at which Stripe calls. Signed by Stripe, so it asks for neither session nor origin. Verified over the
 * raw bytes, stored, answered: the work is the worker's. What could not be stored is a 5xx, and Stripe sends it again.
 */
export function stripeWebhook(endpoint: WebhookEndpoint): (request: Request) => Promise<Response> {
  return (request) => {
    const request_id = newId("request");
    const now = clockNow();
    return inRequestScope({ method: "POST", path: new URL(request.url).pathname, request_id }, async () => {
      try {
        const body = await readBytes(request, limitBytes);
        await receiveEvent(readSignedEvent(body, request.headers.get("stripe-signature"), endpoint), now);
        noteSignal("stripe_webhook_accepted", now);
        return Response.json({ received: true }, { headers: { "cache-control": caching.none } });
      } catch (error) {
        // One of the other mode has a signature that fits: no sign of a wrong secret.
        if (error instanceof AppError && error.code === "malformed" && !error.details?.reason) noteSignal("stripe_webhook_refused", now);
        return toErrorResponse(error, request, request_id);
      }
    });
  };
}

import "server-only";
import type { StripeHint } from "@/lib/integrations/stripe/events";
import { wake } from "@/lib/jobs/wake";
import { insertEvent } from "./store";

/** Puts an event into the inbox and lets the worker look; one that is there already changes nothing. */
export async function receiveEvent(event: StripeHint, now: Date): Promise<void> {
  if (await insertEvent(event, now)) wake("inbox");
}

import "server-only";
import type { StripeHint } from "@/lib/integrations/stripe/events";
import { wake } from "@/lib/jobs/wake";
import { insertEvent } from "./store";

/** Puts an event into the inbox and lets the worker look; false where it is there already, which changes nothing. */
export async function receiveEvent(event: StripeHint, now: Date): Promise<boolean> {
  const isNew = await insertEvent(event, now);
  if (isNew) wake("inbox");
  return isNew;
}

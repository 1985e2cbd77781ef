import "server-only";
import { env } from "@/lib/config/env";
import { collections } from "@/lib/db/collections";
import { listEventsSince } from "@/lib/integrations/stripe/events";
import { receiveEvent } from "./receive-event";

/** Stripe lists events of 30 days; a start after a longer silence than this has more wrong with it. */
const farthestBackMs = 3 * 86_400_000;
/** Overlap with what is known, for events that Stripe listed late. */
const overlapMs = 10 * 60_000;

/** Brings what webhooks lost: lists Stripe's events since the last one received and puts them into the same inbox. */
export async function pollStripeEvents(now: Date): Promise<void> {
  if (!env().stripe) return;
  const latest = await collections().webhook_events.findOne({}, { sort: { received_at: -1 }, projection: { received_at: 1 } });
  // The latest lies ahead where the emulators' clock was moved back: what happens from now on must be found all the same.
  const latestMs = Math.min(latest?.received_at.getTime() ?? 0, now.getTime());
  const since = Math.max(latestMs - overlapMs, now.getTime() - farthestBackMs);
  for (const hint of await listEventsSince(new Date(since))) await receiveEvent(hint, now);
}

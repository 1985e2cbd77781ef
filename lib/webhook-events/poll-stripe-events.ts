import "server-only";
import { env } from "@/lib/config/env";
import { collections } from "@/lib/db/collections";
import { listEventsSince } from "@/lib/integrations/stripe/events";
import { receiveEvent } from "./receive-event";

/** Stripe lists events of 30 days; a start after a longer silence than this has more wrong with it. */
const farthestBackMs = 3 * 86_400_000;
/** Overlap with what is known, for events that Stripe listed late. */
const overlapMs = 10 * 60_000;

/**
 * Brings what webhooks lost: lists Stripe's events and puts them into the same inbox. It goes back to the last event that was received
 * or to the last list that was read, whichever is earlier, so that an event which was lost while lists failed is not passed over
 * because a later one came through.
 */
export async function pollStripeEvents(now: Date, last_read_at: Date | null): Promise<string> {
  if (!env().stripe) return "Payments are not set up here";
  const latest = await collections().webhook_events.findOne({}, { sort: { received_at: -1 }, projection: { received_at: 1 } });
  // The latest lies ahead where the emulators' clock was moved back: what happens from now on must be found all the same.
  const known = Math.min(latest?.received_at.getTime() ?? 0, now.getTime(), last_read_at?.getTime() ?? Infinity);
  const since = Math.max(known - overlapMs, now.getTime() - farthestBackMs);
  const hints = await listEventsSince(new Date(since));
  let missed = 0;
  for (const hint of hints) if (await receiveEvent(hint, now)) missed += 1;
  return `${hints.length} listed, ${missed} had not come by themselves`;
}

import { createHash } from "node:crypto";
import type { Evidence } from "./evidence.ts";

/** The whole result in a few letters, without anything that is made anew in each run: the same seed gives the same digest. */
export function digestOf({ story, bookings, stripe, mails }: Evidence): string {
  const roles = new Map(story.sessions.flatMap(({ errand }) => [[errand.consumer.user_id, `client ${errand.consumer.number}`], [errand.coach.user_id, `coach ${errand.coach.number}`]] as const));
  const lettersOf = Map.groupBy(mails, ({ booking_id }) => booking_id);
  const errands = story.errands.map(({ consumer, coach, at, outcome }) => `${consumer.number} ${coach.number} ${at.toISOString()} ${outcome}`);
  const sessions = story.sessions.map(({ number, booking_id, errand }) => {
    const booking = bookings.get(booking_id);
    const money = stripe.get(booking_id);
    const letters = (lettersOf.get(booking_id) ?? []).map(({ template, recipient_id, at, version, lead }) => `${template} ${roles.get(recipient_id)} ${at.toISOString()} ${version} ${lead}`).sort();
    return [number, errand.consumer.number, errand.coach.number, booking?.status, booking?.version, booking?.starts_at.toISOString(), booking?.price, money?.charged, money?.refunded, ...letters].join("|");
  });
  return createHash("sha256").update([...errands, ...sessions].join("\n")).digest("hex").slice(0, 16);
}

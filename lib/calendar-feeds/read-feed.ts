import "server-only";
import { listSessionsOf } from "@/lib/bookings/store";
import { policy } from "@/lib/config/policy";
import type { TutorDocument } from "@/lib/tutors/schema";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import { findTutor } from "@/lib/tutors/store";
import { busyOfIcs, type CalendarContent } from "./busy-of-ics";
import { CalendarFailure } from "./calendar-failure";
import { type Network, readAddress } from "./read-address";
import type { CalendarFeedDocument } from "./schema";
import { writeOutcome } from "./store";
import { keptUntil } from "./view";

const minute_ms = 60_000;
const day_ms = 86_400_000;

/** Reads a leased calendar and writes down what it blocks or why it cannot be read; null where it was removed or taken meanwhile. */
export async function readFeed(feed: CalendarFeedDocument, { now, network }: { now: Date; network?: Network }): Promise<CalendarFeedDocument | null> {
  const tutor = await findTutor(feed.tutor_id);
  if (!tutor) return null;
  const next = { last_tried_at: now, run_at: new Date(now.getTime() + policy.calendar_read_every_minutes * minute_ms) };
  const read = await readContent({ url: feed.url, tutor, now, network }).catch((error: unknown) => {
    if (error instanceof CalendarFailure) return error;
    throw error;
  });
  if (!(read instanceof CalendarFailure)) {
    return writeOutcome(feed, { ...next, busy: read.busy, unread: read.unread, last_success_at: now, failing_since: null, failure: null });
  }

  const { last_success_at, unread } = feed;
  const kept_until = keptUntil(feed);
  const busy = kept_until && kept_until > now ? feed.busy : [];
  const failing_since = feed.failing_since ?? now;
  const failed = await writeOutcome(feed, { ...next, busy, unread, last_success_at, failing_since, failure: read.message });
  if (failed && now.getTime() - failing_since.getTime() >= policy.calendar_failure_mail_minutes * minute_ms) await tellOnce(failed, { failing_since, failure: read.message, now });
  return failed;
}

/** Throws CalendarFailure. */
export async function readContent({ url, tutor, now, network }: { url: string; tutor: TutorDocument; now: Date; network?: Network | undefined }): Promise<CalendarContent> {
  const text = await readAddress(url, network);
  const sessions = await listSessionsOf(tutor.user_id, new Date(now.getTime() - 2 * day_ms));
  // A session that was put into that calendar by our own mail comes back from it, also after it was called off here.
  const own_uids = new Set(sessions.filter(({ tutor_id }) => tutor_id === tutor._id).map(({ _id }) => `${_id}@maestrohub`));
  return busyOfIcs({ text, timezone: tutor.availability.timezone, own_uids, now });
}

/** Every failed try says it again under the same key, so a process that dies in between loses nothing. */
async function tellOnce(feed: CalendarFeedDocument, { failing_since, failure, now }: { failing_since: Date; failure: string; now: Date }): Promise<void> {
  const key = `calendar-failed:${feed._id}:${failing_since.getTime()}`;
  await addTask({ key: `mail:${key}`, task: { kind: "mail", template: "calendar-failed", recipient_id: feed.user_id, calendar_label: feed.label, failure }, now });
  const title = `Your calendar “${feed.label}” cannot be read`;
  const body = `${failure} What it blocked last stays blocked for ${policy.calendar_kept_hours} hours.`;
  await notify({ key, user_id: feed.user_id, kind: "calendar", title, body, href: "/coach/availability", now });
}

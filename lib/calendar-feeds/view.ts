import { policy } from "@/lib/config/policy";
import type { CalendarFeedDocument } from "./schema";

/** A calendar elsewhere as its coach sees it. Instants are ISO strings. */
export interface CalendarView {
  id: string;
  label: string;
  /** Enough to know it again, too little to read it: "calendar.google.com/….ics". */
  address: string;
  busy_times: number;
  /** The next stretch that it blocks, or the one that is on. */
  next_busy: { starts_at: string; ends_at: string } | null;
  /** Entries that were not understood and block nothing. */
  unread: number;
  last_tried_at: string | null;
  last_success_at: string | null;
  /** Since when it cannot be read and why; null while it can. For the banner. */
  failing_since: string | null;
  failure: string | null;
  /** Until when its last known times stay blocked while it fails. */
  kept_until: string | null;
}

export function toCalendarView(feed: CalendarFeedDocument, now: Date): CalendarView {
  const kept_until = keptUntil(feed);
  const is_believed = kept_until !== null && kept_until > now;
  const busy = is_believed ? feed.busy.filter(({ ends_at }) => ends_at > now) : [];
  return {
    id: feed._id,
    label: feed.label,
    address: shortened(feed.url),
    busy_times: busy.length,
    next_busy: busy[0] ? { starts_at: busy[0].starts_at.toISOString(), ends_at: busy[0].ends_at.toISOString() } : null,
    unread: feed.unread,
    last_tried_at: feed.last_tried_at?.toISOString() ?? null,
    last_success_at: feed.last_success_at?.toISOString() ?? null,
    failing_since: feed.failing_since?.toISOString() ?? null,
    failure: feed.failure,
    kept_until: feed.failing_since && is_believed ? kept_until.toISOString() : null,
  };
}

export function keptUntil({ last_success_at }: Pick<CalendarFeedDocument, "last_success_at">): Date | null {
  return last_success_at && new Date(last_success_at.getTime() + policy.calendar_kept_hours * 3_600_000);
}

/** The path is the secret: with iCloud to its last character. */
function shortened(url: string): string {
  return `${new URL(url).hostname}/…${url.slice(-4)}`;
}

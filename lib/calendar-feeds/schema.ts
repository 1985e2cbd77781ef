import type { InstantRange } from "@/lib/availability/schema";

/** A calendar elsewhere that says when a coach is busy, read by its ICS address. At most five a coach. */
export interface CalendarFeedDocument {
  _id: string;
  tutor_id: string;
  user_id: string;
  /** 0 to 4, unique per coach: a sixth calendar finds none free. */
  seat: number;
  label: string;
  /** https only. A secret: whoever has it reads the coach's calendar. Shown back to the coach shortened. */
  url: string;
  /** What was busy when it was last read; used for 24 hours after `last_success_at`, then forgotten. */
  busy: InstantRange[];
  /** Entries that were not understood and block nothing. */
  unread: number;
  last_tried_at: Date | null;
  last_success_at: Date | null;
  /** Since when it cannot be read, and why, in words for the coach; null while it can. */
  failing_since: Date | null;
  failure: string | null;
  /** When it is due. A process that takes it moves this to the end of its lease. */
  run_at: Date;
  created_at: Date;
}

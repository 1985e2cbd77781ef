import "server-only";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { findTutorOfUser } from "@/lib/tutors/store";
import { CalendarFailure } from "./calendar-failure";
import { httpsAddress, type Network } from "./read-address";
import { readContent } from "./read-feed";
import { insertFeed, listFeedsOf } from "./store";
import { type CalendarView, toCalendarView } from "./view";

interface NewCalendar {
  user_id: string;
  url: string;
  /** What the calendar calls itself where it is not said. */
  label?: string | undefined;
}

/** Reads the calendar once and keeps it, or says why not: then nothing is kept. */
export async function addCalendar({ user_id, label, ...order }: NewCalendar, now: Date, network?: Network): Promise<CalendarView> {
  const tutor = await findTutorOfUser(user_id);
  if (!tutor) throw new AppError("not_found", "You have no coach profile yet.");
  // Only spares reading it in vain: whether there is a seat, the insert finds out.
  if ((await listFeedsOf(user_id)).length >= policy.calendar_feeds_per_coach) throw noSeat();

  const url = httpsAddress(order.url);
  const content = await readContent({ url, tutor, now, network }).catch((error: unknown) => {
    if (error instanceof CalendarFailure) throw new AppError("invalid", error.message, { fields: { url: error.message } });
    throw error;
  });
  const feed = {
    _id: newId("calendar"),
    tutor_id: tutor._id,
    user_id,
    label: label || content.name?.slice(0, 60) || "Calendar",
    url,
    busy: content.busy,
    unread: content.unread,
    last_tried_at: now,
    last_success_at: now,
    failing_since: null,
    failure: null,
    run_at: new Date(now.getTime() + policy.calendar_read_every_minutes * 60_000),
    created_at: now,
  };
  const outcome = await insertFeed(feed);
  if (outcome === "known") throw new AppError("conflict", "You have added this calendar already.", { fields: { url: "You have added this calendar already." } });
  if (outcome === "no_seat") throw noSeat();
  return toCalendarView({ ...feed, seat: 0 }, now);
}

function noSeat(): AppError {
  return new AppError("conflict", `You can add at most ${policy.calendar_feeds_per_coach} calendars. Remove one first.`);
}

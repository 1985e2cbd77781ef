import "server-only";
import { AppError } from "@/lib/core/errors";
import { type Network } from "./read-address";
import { readFeed } from "./read-feed";
import { deleteFeed, findOwnFeed, listFeedsOf, takeOwnFeed } from "./store";
import { type CalendarView, toCalendarView } from "./view";

/** The one added first, first; none for somebody who is no coach. */
export async function listCalendars(userId: string, now: Date): Promise<CalendarView[]> {
  return (await listFeedsOf(userId)).map((feed) => toCalendarView(feed, now));
}

/** What it blocked is free at once. */
export async function removeCalendar(id: string, userId: string): Promise<void> {
  if (!(await deleteFeed(id, userId))) throw notFound();
}

/** Reads it now instead of within ten minutes. That it cannot be read is an answer too: `failure` says why. */
export async function refreshCalendar({ id, user_id, now, network }: { id: string; user_id: string; now: Date; network?: Network }): Promise<CalendarView> {
  const leased = await takeOwnFeed({ id, user_id, now });
  if (!leased) throw notFound();
  const read = (await readFeed(leased, { now, ...(network && { network }) })) ?? (await findOwnFeed(id, user_id));
  if (!read) throw notFound();
  return toCalendarView(read, now);
}

function notFound(): AppError {
  return new AppError("not_found", "There is no such calendar.");
}

import type { Evidence } from "../evidence.ts";
import { lastTimes, type Session } from "../story.ts";

const day_ms = 86_400_000;

/** Every booking stands where its story has left it, at the time and in the version that were asked for last. */
export function stateProblems({ story, bookings, until }: Evidence): string[] {
  const told = story.sessions.flatMap((session) => {
    const booking = bookings.get(session.booking_id);
    const { starts_at, ends_at } = lastTimes(session);
    if (!booking) return [`session ${session.number} is not there`];
    const should = statesOf(session, until);
    const isAsLeft = should.includes(booking.status) && booking.version === session.times.length - 1;
    const isThen = booking.starts_at.getTime() === starts_at.getTime() && booking.ends_at.getTime() === ends_at.getTime();
    return isAsLeft && isThen ? [] : [`session ${session.number} is ${booking.status}, version ${booking.version}, at ${booking.starts_at.toISOString()}; it should be ${should.join(" or ")}, version ${session.times.length - 1}, at ${starts_at.toISOString()}`];
  });
  const untold = [...bookings.keys()].filter((id) => !story.sessions.some(({ booking_id }) => booking_id === id)).map((id) => `nobody has taken ${id}`);
  return [...story.surprises, ...told, ...untold];
}

function statesOf(session: Session, until: Date): string[] {
  const { booked_at, canceled, decided, reports, completed_at } = session;
  // A hold that was taken just before the end still stands; one whose time somebody else took may have been released or not.
  if (!booked_at) return ["expired", "held"];
  if (canceled) return [canceled.by === "client" ? "canceled_by_consumer" : "canceled_by_tutor"];
  if (decided) return [decided.outcome === "client_absent" ? "no_show_consumer" : "no_show_tutor"];
  if (reports.length > 0) return [reports.length > 1 || reports[0]?.by === "client" ? "disputed" : "no_show_consumer"];
  if (completed_at || lastTimes(session).ends_at.getTime() + day_ms < until.getTime()) return ["completed"];
  return ["confirmed"];
}

import { cancelOwnBooking, cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { completeTaughtSession } from "@/lib/bookings/complete-session";
import { decideProblem } from "@/lib/bookings/decide-problem";
import { reportAsClient, reportAsCoach } from "@/lib/bookings/report-problem";
import { rescheduleBooking } from "@/lib/bookings/reschedule-booking";
import { listSlots } from "@/lib/availability/list-slots";
import { AppError } from "@/lib/core/errors";
import { dateInZone } from "@/lib/core/time";
import type { Random } from "../seed/deterministic.ts";
import { after, type Market } from "./market.ts";
import { refundOwed } from "./refund-owed.ts";
import { lastTimes, type Session } from "./story.ts";

/** What becomes of a booked session: most take place, some are moved or called off, at some nobody comes. */
export function planAfterwards(market: Market, session: Session, random: Random): void {
  const fate = random.integer(100);
  const share = (1 + random.integer(97)) / 100;
  const wish = random.integer(1_000_000);
  if (fate < 10) planBefore(market, session, share, (now) => cancelAsClient(market, session, now));
  else if (fate < 14) planBefore(market, session, share, (now) => cancelAsCoach(session, now));
  else if (fate < 26) planBefore(market, session, share * 0.6, (now) => move(market, session, { wish, random, now }));
  else planEnd(market, session, random);
}

/** Some way through the time between the booking and the session, at 23 seconds past the minute: no reminder is due then. */
function planBefore({ agenda }: Market, session: Session, share: number, act: (now: Date) => Promise<void>): void {
  const [from, until] = [session.booked_at!.getTime(), lastTimes(session).starts_at.getTime()];
  const minute = Math.floor((from + (until - from) * share) / 60_000);
  agenda.add(new Date(Math.max(minute * 60_000 + 23_000, from + 23_000)), act);
}

async function cancelAsClient({ story }: Market, session: Session, now: Date): Promise<void> {
  const { errand, booking_id, price, booked_at } = session;
  const owed = refundOwed({ preset: errand.coach.tutor.cancellation_preset, price, starts_at: lastTimes(session).starts_at, booked_at: booked_at!, at: now });
  try {
    // The app refuses, and changes nothing, where it would give back anything else than this.
    await cancelOwnBooking({ booking_id, user: { id: errand.consumer.user_id, role: "consumer" }, expected_refund: owed, now });
    session.canceled = { at: now, by: "client", refund: owed };
  } catch (error) {
    story.surprises.push(`session ${session.number} could not be cancelled for ${owed}: ${String(error)}`);
  }
}

async function cancelAsCoach(session: Session, now: Date): Promise<void> {
  await cancelTaughtBooking({ booking_id: session.booking_id, user: { id: session.errand.coach.user_id, role: "tutor" }, now });
  session.canceled = { at: now, by: "coach", refund: session.price };
}

/** To another time of the coming days; where that is too late, or taken, the session stays where it is. */
async function move(market: Market, session: Session, { wish, random, now }: { wish: number; random: Random; now: Date }): Promise<void> {
  const { errand, booking_id, minutes } = session;
  const { coach, consumer } = errand;
  const { days } = await listSlots({ tutor_id: coach.tutor._id, duration_minutes: minutes, from: dateInZone(now, coach.timezone), days: 14 }, now);
  const starts = days.flatMap((day) => day.starts);
  const start = starts[wish % starts.length];
  if (start) {
    const starts_at = new Date(start);
    try {
      await rescheduleBooking({ booking_id, user: { id: consumer.user_id, role: "consumer" }, starts_at, now });
      session.times.push({ since: now, starts_at });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    }
  }
  const isMovedOn = session.times.length < 3 && random.chance(0.3);
  if (isMovedOn && random.chance(0.5)) planLater(market, session, random, (then) => cancelAsClient(market, session, then));
  else if (isMovedOn) planLater(market, session, random, (then) => move(market, session, { wish: wish + 1, random, now: then }));
  else planEnd(market, session, random);
}

function planLater({ agenda }: Market, session: Session, random: Random, act: (now: Date) => Promise<void>): void {
  const [from, until] = [session.times.at(-1)!.since.getTime(), lastTimes(session).starts_at.getTime()];
  const minute = Math.floor((from + ((until - from) * (10 + random.integer(80))) / 100) / 60_000);
  agenda.add(new Date(Math.max(minute * 60_000 + 23_000, from + 60_000)), act);
}

/** When its hour has come. */
function planEnd(market: Market, session: Session, random: Random): void {
  const { agenda } = market;
  const { starts_at, ends_at } = lastTimes(session);
  const fate = random.integer(100);
  if (fate < 4) agenda.add(after(starts_at, { minutes: 16 }), (now) => missClient(market, session, random, now));
  else if (fate < 6) agenda.add(after(starts_at, { minutes: 20 }), (now) => missCoach(market, session, now));
  else if (fate < 45) agenda.add(after(ends_at, { minutes: 5 + random.integer(300) }), (now) => complete(session, now));
}

async function complete(session: Session, now: Date): Promise<void> {
  await completeTaughtSession({ booking_id: session.booking_id, user: { id: session.errand.coach.user_id, role: "tutor" }, now });
  session.completed_at = now;
}

async function missClient(market: Market, session: Session, random: Random, now: Date): Promise<void> {
  const { booking_id, errand } = session;
  await reportAsCoach({ booking_id, user: { id: errand.coach.user_id, role: "tutor" }, kind: "no_show", note: null, now });
  session.reports.push({ at: now, by: "coach" });
  if (!random.chance(0.25)) return;
  market.agenda.add(after(now, { hours: 3 }), async (then) => {
    await reportAsClient({ booking_id, user: { id: errand.consumer.user_id, role: "consumer" }, kind: "problem", note: "I was there.", now: then });
    session.reports.push({ at: then, by: "client" });
    planDecision(market, session, { outcome: "client_absent", refund_percent: 0 }, then);
  });
}

async function missCoach(market: Market, session: Session, now: Date): Promise<void> {
  const { booking_id, errand } = session;
  await reportAsClient({ booking_id, user: { id: errand.consumer.user_id, role: "consumer" }, kind: "no_show", note: null, now });
  session.reports.push({ at: now, by: "client" });
  planDecision(market, session, { outcome: "coach_absent", refund_percent: 100 }, now);
}

/** An admin decides on the next day, where that is still in the simulation. */
function planDecision(market: Market, session: Session, finding: { outcome: "client_absent" | "coach_absent"; refund_percent: number }, now: Date): void {
  market.agenda.add(after(now, { hours: 20 }), async (then) => {
    await decideProblem({ booking_id: session.booking_id, ...finding, note: null, admin: { id: market.admin_id, role: "admin" }, now: then });
    session.decided = { at: then, outcome: finding.outcome, refund: finding.refund_percent === 100 ? session.price : 0 };
  });
}

import { listSlots } from "@/lib/availability/list-slots";
import { holdBooking } from "@/lib/bookings/hold-booking";
import { AppError } from "@/lib/core/errors";
import { addDays, dateInZone } from "@/lib/core/time";
import { type Random, randomOf } from "../seed/deterministic.ts";
import { after, type Market } from "./market.ts";
import { openThePage, pay, type Payer } from "./paying.ts";
import type { Coach, Person } from "./population.ts";
import type { Setup } from "./setup.ts";
import type { Errand, Session } from "./story.ts";

/** Notes who looks for a session when. Some coaches are much sought after, so that times are contested. */
export function planErrands(market: Market): void {
  const { setup, population, agenda } = market;
  for (const consumer of population.consumers) {
    const random = randomOf(`${setup.seed} consumer ${consumer.number}`);
    for (const at of momentsOf(setup, random)) {
      const coach = sought(population.coaches, random);
      agenda.add(at, (now) => lookForSession(market, { consumer, coach, at: now, outcome: "under way" }, random));
    }
  }
}

/** At whole minutes and 17 seconds, and none in the last hour, of which the end would not be seen. */
function momentsOf({ starts, days, demand }: Setup, random: Random): Date[] {
  const expected = (demand * days) / 30;
  const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
  const minutes = Array.from({ length: count }, () => random.integer(days * 24 * 60 - 60));
  return minutes.sort((a, b) => a - b).map((minute) => new Date(starts.getTime() + minute * 60_000 + 17_000));
}

function sought(coaches: Coach[], random: Random): Coach {
  const among = random.chance(0.3) ? coaches.slice(0, Math.ceil(coaches.length / 20)) : coaches;
  return random.pick(among);
}

/** From the week on show to a held time; what comes then was decided by the dice beforehand. */
async function lookForSession(market: Market, errand: Errand, random: Random): Promise<void> {
  const { story, agenda } = market;
  const { coach } = errand;
  story.errands.push(errand);
  const payer = aPayer(random);
  const offer = random.pick(coach.tutor.offers);
  const daysAhead = random.chance(0.6) ? random.integer(3) : random.integer(9);
  const wish = random.integer(1_000_000);

  const now = errand.at;
  const starts = await freeStarts(coach, { duration_minutes: offer.duration_minutes, daysAhead, now });
  const start = starts[wish % starts.length];
  if (!start) return void (errand.outcome = "nothing free");
  const session = await hold(market, { errand, start, minutes: offer.duration_minutes });
  if (!session) return;
  if (payer.comes === "never") return void (errand.outcome = "lapsed");
  if (payer.pays_late_seconds) agenda.add(after(now, { seconds: payer.comes_after_seconds }), (then) => openThePage(market, session, payer, then));
  else agenda.add(after(now, { seconds: payer.comes_after_seconds }), (then) => pay(market, session, payer, then));
  if (payer.hasRival) agenda.add(after(now, { minutes: 10, seconds: 30 }), (then) => takeAway(market, session, then));
}

function aPayer(random: Random): Payer {
  const isLate = random.chance(0.04);
  return {
    random,
    comes: random.chance(0.1) ? "never" : "once",
    comes_after_seconds: 40 + random.integer(400),
    // A hold lasts for ten minutes; this one reads the card's number out of another room.
    pays_late_seconds: isLate ? 11 * 60 + random.integer(120) : null,
    hasRival: isLate && random.chance(0.6),
    cards: random.chance(0.06) ? (random.chance(0.6) ? ["declined", "good"] : ["declined"]) : random.chance(0.06) ? ["asks the bank"] : ["good"],
    way_back: random.chance(0.1) ? "closes the page" : random.chance(0.03) ? "closes the page, and the webhook is lost" : "comes back",
  };
}

async function freeStarts(coach: Coach, { duration_minutes, daysAhead, now }: { duration_minutes: number; daysAhead: number; now: Date }): Promise<Date[]> {
  const from = addDays(dateInZone(now, coach.timezone), daysAhead);
  const { days } = await listSlots({ tutor_id: coach.tutor._id, duration_minutes, from, days: 7 }, now);
  return days.flatMap((day) => day.starts).map((start) => new Date(start));
}

/** Holds the time, or the nearest one that the refusal offers. */
async function hold(market: Market, { errand, start, minutes, isRival = false }: { errand: Errand; start: Date; minutes: number; isRival?: boolean }): Promise<Session | null> {
  const tries = [start];
  for (let tried = 0; tried < tries.length; tried += 1) {
    try {
      return await holdOnce(market, { errand, start: tries[tried]!, minutes });
    } catch (error) {
      // Who wants the time of somebody else may come too late for the coach's notice.
      const isTooSoon = isRival && error instanceof AppError && error.code === "invalid";
      if (!isTooSoon && !(error instanceof AppError && error.code === "conflict")) throw error;
      errand.outcome = error.details?.reason === "consumer_busy" ? "busy" : "taken";
      const nearest = error.details?.nearest;
      if (tried === 0 && Array.isArray(nearest) && nearest[0]) tries.push(new Date(String(nearest[0])));
    }
  }
  return null;
}

async function holdOnce({ story }: Market, { errand, start, minutes }: { errand: Errand; start: Date; minutes: number }): Promise<Session> {
  const { consumer, coach, at } = errand;
  const order = { consumer_id: consumer.user_id, consumer_timezone: consumer.timezone, consumer_market_id: "US_USD", tutor_id: coach.tutor._id, starts_at: start, duration_minutes: minutes };
  const { booking } = await holdBooking(order, at);
  errand.outcome = "under way";
  const { price, currency } = booking;
  const session: Session = { number: story.sessions.length, booking_id: booking._id, errand, price, currency, minutes, held_at: at, times: [{ since: at, starts_at: start }], reports: [] };
  story.sessions.push(session);
  return session;
}

/** Somebody else takes a time whose hold has lapsed, and means it. */
async function takeAway(market: Market, lapsed: Session, now: Date): Promise<void> {
  const { population, setup, agenda, story } = market;
  const random = randomOf(`${setup.seed} rival ${lapsed.errand.consumer.number} ${lapsed.held_at.getTime()}`);
  const consumer: Person = random.pick(population.consumers);
  const errand: Errand = { consumer, coach: lapsed.errand.coach, at: now, outcome: "under way" };
  if (consumer === lapsed.errand.consumer) return;
  story.errands.push(errand);
  const session = await hold(market, { errand, start: lapsed.times[0]!.starts_at, minutes: lapsed.minutes, isRival: true });
  const payer: Payer = { random, comes: "once", comes_after_seconds: 20, pays_late_seconds: null, hasRival: false, cards: ["good"], way_back: "comes back" };
  if (session) agenda.add(after(now, { seconds: payer.comes_after_seconds }), (then) => pay(market, session, payer, then));
}

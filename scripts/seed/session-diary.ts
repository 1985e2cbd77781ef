import type { InstantRange } from "@/lib/availability/schema";
import type { BookingDocument } from "@/lib/bookings/schema";
import { startOfDate } from "@/lib/core/time";
import type { TutorDocument } from "@/lib/tutors/schema";
import { buildSession, busyOf, startsBetween, type SessionOrder } from "./build-sessions.ts";
import { randomOf, seedId } from "./deterministic.ts";
import { consumers, type Consumer } from "./people.ts";

const day_ms = 86_400_000;
/** More than any fully booked coach needs. */
const fill_limit = 200;

/**
 * The sessions of the demonstration, each at a time that the coach really offers and at which neither of the two has
 * another one.
 */
export function createDiary(today: string) {
  const midnight = startOfDate(today, "UTC").getTime();
  const at = (days: number) => new Date(midnight + days * day_ms);
  const sessions: ReturnType<typeof buildSession>[] = [];
  const busy = new Map<string, InstantRange[]>();
  const filled: string[] = [];
  const visitors = consumers.slice(1);

  return { sessions, addPast, addComing, fill, addPlanOf, completedOf, retiredIds };

  /** Completed sessions of the last two hundred days, at most one a day. */
  function addPast({ tutor, count }: { tutor: TutorDocument; count: number }): BookingDocument[] {
    const random = randomOf(`past ${tutor.slug}`);
    const starts = startsBetween({ tutor, duration_minutes: tutor.default_duration_minutes, busy: [], from: at(-200), until: at(-2) });
    const by_day = [...Map.groupBy(starts, (start) => start.toISOString().slice(0, 10)).values()];
    const added: BookingDocument[] = [];
    for (let i = 0; i < Math.min(count, by_day.length); i += 1) {
      const day = by_day[Math.floor((i * by_day.length) / count)] ?? [];
      added.push(...book({ key: `past ${tutor.slug} ${i}`, tutor, starts: random.shuffled(day), status: "completed" }));
    }
    return added;
  }

  /** Confirmed sessions of the next weeks, so that not every time is free. */
  function addComing({ tutor, count }: { tutor: TutorDocument; count: number }): void {
    const random = randomOf(`coming sessions ${tutor.slug}`);
    for (let i = 0; i < count; i += 1) {
      const from = 1 + random.integer(20);
      const starts = startsBetween({ tutor, duration_minutes: tutor.default_duration_minutes, busy: busy.get(tutor._id) ?? [], from: at(from), until: at(from + 8) });
      book({ key: `coming ${tutor.slug} ${i}`, tutor, starts: random.shuffled(starts).slice(0, 3), status: "confirmed" });
    }
  }

  /** Every time until a week beyond the horizon, the longer lengths first: the coach stays full for that week. */
  function fill(tutor: TutorDocument): void {
    const until = at(tutor.availability.horizon_days + 8);
    let count = 0;
    for (const { duration_minutes } of tutor.offers.toReversed()) {
      for (;;) {
        const [first] = startsBetween({ tutor, duration_minutes, busy: busy.get(tutor._id) ?? [], from: at(0), until });
        if (!first) break;
        const key = `full ${tutor.slug} ${count}`;
        if (book({ key, tutor, starts: [first], status: "confirmed", duration_minutes }).length === 0) throw new Error("nobody left to fill the hour");
        count += 1;
      }
    }
    for (; count < fill_limit; count += 1) filled.push(seedId("booking", `full ${tutor.slug} ${count}`));
  }

  /** What the person to sign in as finds under "my sessions": coming, past, not yet completed, cancelled by the coach. */
  function addPlanOf({ consumer, tutors }: { consumer: Consumer; tutors: TutorDocument[] }): void {
    const plan: { slug: string; day: number; status: SessionOrder["status"] }[] = [
      { slug: "amara-osei", day: 3, status: "confirmed" },
      { slug: "tomas-varga", day: 6, status: "confirmed" },
      { slug: "daniel-weiss", day: 11, status: "confirmed" },
      { slug: "luis-herrera", day: -1, status: "confirmed" },
      { slug: "amara-osei", day: -9, status: "completed" },
      { slug: "amara-osei", day: -23, status: "completed" },
      { slug: "claire-dubois", day: -41, status: "completed" },
      { slug: "camille-laurent", day: 8, status: "canceled_by_tutor" },
    ];
    for (const [i, { slug, day, status }] of plan.entries()) {
      const tutor = tutors.find((each) => each.slug === slug);
      if (!tutor) throw new Error(`no coach ${slug}`);
      // Before today there is one day's room, so that yesterday's session has ended; after it a week's.
      const until = day < 0 ? (day === -1 ? at(-0.25) : at(day + 5)) : at(day + 7);
      const starts = startsBetween({ tutor, duration_minutes: tutor.default_duration_minutes, busy: busy.get(tutor._id) ?? [], from: at(day === -1 ? -4 : day), until });
      book({ key: `plan ${consumer.name} ${i}`, tutor, starts: day === -1 ? starts.toReversed() : starts, status, consumer });
    }
  }

  function completedOf(tutor: TutorDocument): number {
    return sessions.filter(({ booking }) => booking.tutor_id === tutor._id && booking.status === "completed").length;
  }

  function retiredIds(): string[] {
    return filled;
  }

  /** Books the first of the starts for which somebody has time; nothing where nobody has. */
  function book(order: Omit<SessionOrder, "consumer" | "starts_at" | "duration_minutes"> & { starts: Date[]; consumer?: Consumer; duration_minutes?: number }): BookingDocument[] {
    const { starts, consumer, ...rest } = order;
    const duration_minutes = rest.duration_minutes ?? rest.tutor.default_duration_minutes;
    const people = consumer ? [consumer] : randomOf(`who ${rest.key}`).shuffled(visitors);
    for (const starts_at of starts) {
      for (const person of people) {
        const session = buildSession({ ...rest, duration_minutes, consumer: person, starts_at });
        const range = busyOf(session.booking);
        if (isTaken(rest.tutor._id, range) || isTaken(person.id, range)) continue;
        if (rest.status !== "canceled_by_tutor") {
          busy.set(rest.tutor._id, [...(busy.get(rest.tutor._id) ?? []), range]);
          busy.set(person.id, [...(busy.get(person.id) ?? []), range]);
        }
        sessions.push(session);
        return [session.booking];
      }
    }
    return [];
  }

  function isTaken(id: string, range: InstantRange): boolean {
    return (busy.get(id) ?? []).some((taken) => taken.starts_at < range.ends_at && range.starts_at < taken.ends_at);
  }
}

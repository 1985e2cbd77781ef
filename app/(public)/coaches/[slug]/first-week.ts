import "server-only";
import type { DayOfSlots, WeekSetup } from "@/components/coaches/week/use-week";
import { listSlots } from "@/lib/availability/list-slots";
import { policy } from "@/lib/config/policy";
import { addDays, dateInZone } from "@/lib/core/time";
import type { PublicCoach } from "@/lib/tutors/find-public-coach";

interface FirstWeek {
  coach: PublicCoach;
  zone: string;
  /** The address: `at` is a start somewhere else pressed, `length` its minutes. */
  asked: Record<string, string | string[] | undefined>;
  now: Date;
}

const days_shown = 7;

/** The week that the page opens with: the one of the asked time, else the first with a free time. Null when there is none at all. */
export async function firstWeek({ coach, zone, asked, now }: FirstWeek): Promise<WeekSetup | null> {
  const today = dateInZone(now, zone);
  const durationMinutes = coach.offers.find((offer) => String(offer.duration_minutes) === asked.length)?.duration_minutes ?? coach.default_duration_minutes;
  const list = async (from: string, days: number) =>
    (await listSlots({ tutor_id: coach.id, duration_minutes: durationMinutes, from, days, timezone: zone }, now)).days;

  const wanted = instantOf(asked.at);
  const wantedDate = wanted && wanted > now ? dateInZone(wanted, zone) : today;
  const lastDate = addDays(today, coach.horizon_days);
  let days = await list(wantedDate > lastDate ? today : wantedDate, days_shown);
  if (!hasFree(days)) days = await firstFreeDays();
  if (!hasFree(days)) return null;

  const free = days.flatMap((day) => day.starts);
  const start = free.find((candidate) => candidate === wanted?.toISOString()) ?? free[0] ?? null;
  return { tutorId: coach.id, zone, firstDate: today, lastDate, durationMinutes, days, start };

  async function firstFreeDays(): Promise<DayOfSlots[]> {
    const all = await list(today, policy.horizon_max_days + days_shown);
    const first = all.findIndex((day) => day.starts.length > 0);
    return first === -1 ? [] : all.slice(first, first + days_shown);
  }
}

function hasFree(days: DayOfSlots[]): boolean {
  return days.some((day) => day.starts.length > 0);
}

function instantOf(value: unknown): Date | null {
  const instant = new Date(typeof value === "string" ? value : "");
  return Number.isNaN(instant.getTime()) ? null : instant;
}

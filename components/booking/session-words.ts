import { dateKey, formatClock, formatDay, formatLongDay, formatRange, zoneLabel, zonePlace } from "@/lib/core/format-time";
import { firstName } from "@/lib/core/name";
import type { BookingView } from "@/lib/bookings/view";
import type { Modality } from "@/lib/tutors/catalogue";
import { type TermWords, termWords } from "./term-words";

/** A session in the words of the person who looks at it, written once on the server. */
export interface SessionWords {
  headline: string;
  first_name: string;
  what: string;
  time: string;
  zone: string;
  /** The same time on the coach's clock; null where both clocks agree. */
  coach_time: string | null;
  terms: TermWords[];
}

export function sessionWords(booking: BookingView, { zone, now }: { zone: string; now: Date }): SessionWords {
  const range = { starts_at: new Date(booking.starts_at), ends_at: new Date(booking.ends_at) };
  return {
    headline: sessionHeadline({ starts_at: range.starts_at, zone, coach_name: booking.coach.name, now }),
    first_name: firstName(booking.coach.name),
    what: `${booking.subject}, ${booking.duration_minutes} minutes, ${modalityWords[booking.modality]}`,
    time: formatRange(range, zone),
    zone: zoneLabel(zone, range.starts_at),
    coach_time: coachTime(range, { zone, coach_zone: booking.tutor_timezone }),
    terms: termWords(booking.cancellation_terms, { zone, now }),
  };
}

const modalityWords: Record<Modality, string> = { online: "online", in_person: "in person", hybrid: "online or in person" };

/** "Tuesday at seven, with Amara"; a day more than six days ahead is named by its date. */
export function sessionHeadline({ starts_at, zone, coach_name, now }: { starts_at: Date; zone: string; coach_name: string; now: Date }): string {
  const [weekday = "", monthDay = ""] = formatLongDay(starts_at, zone).split(", ");
  const isToday = dateKey(starts_at, zone) === dateKey(now, zone);
  const isNear = starts_at.getTime() - now.getTime() < 6 * 86_400_000 && starts_at > now;
  // The number of a day stays on its month's line.
  const day = isToday ? "Today" : isNear ? weekday : `${weekday}, ${monthDay.replace(" ", "\u00a0")},`;
  return `${day} at ${clockInWords(starts_at, zone)}, with ${firstName(coach_name)}`;
}

const hours = ["twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];

function clockInWords(instant: Date, zone: string): string {
  const clock = formatClock(instant, zone);
  const [hour = 0, minute = 0] = clock.split(/[: ]/).map(Number);
  // Nobody takes "at five" for five in the morning.
  const isEarly = clock.endsWith("AM") && hour < 7;
  if (clock === "12:00 PM") return "noon";
  if (clock === "12:00 AM") return "midnight";
  if (minute === 0) return `${hours[hour % 12]}${isEarly ? " in the morning" : ""}`;
  if (minute === 15) return `quarter past ${hours[hour % 12]}`;
  if (minute === 30) return `half past ${hours[hour % 12]}`;
  if (minute === 45) return `quarter to ${hours[(hour + 1) % 12]}`;
  return clock;
}

function coachTime(range: { starts_at: Date; ends_at: Date }, zones: { zone: string; coach_zone: string }): string | null {
  const own = formatRange(range, zones.zone);
  const other = formatRange(range, zones.coach_zone);
  return own === other ? null : `${other} in ${zonePlace(zones.coach_zone)}`;
}

/** "Mon, Nov 23, 7:00 PM". */
export function momentWords(instant: Date, zone: string): string {
  return `${formatDay(instant, zone)}, ${formatClock(instant, zone)}`;
}

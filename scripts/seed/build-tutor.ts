import { policy } from "@/lib/config/policy";
import type { Availability } from "@/lib/availability/schema";
import { addDays } from "@/lib/core/time";
import type { CategoryId, TutorStatus } from "@/lib/tutors/catalogue";
import { withDerivedFields } from "@/lib/tutors/rules";
import type { Offer, TutorDocument } from "@/lib/tutors/schema";
import type { CoachSeed } from "./coach-seed.ts";
import { randomOf, seedId, type Random } from "./deterministic.ts";
import { slugOf } from "./people.ts";
import { weeklyHours } from "./weekly-hours.ts";

/** The coach's document as of `today` ("2026-11-24"), still without reviews and sessions. */
export function buildTutor({ coach, category, today }: { coach: CoachSeed; category: CategoryId; today: string }): TutorDocument {
  const slug = slugOf(coach.name);
  const random = randomOf(`tutor ${slug}`);
  const since = new Date(`${addDays(today, -420 + random.integer(180))}T09:00:00Z`);
  return withDerivedFields({
    _id: seedId("tutor", slug),
    user_id: seedId("user", `coach ${slug}`),
    slug,
    name: coach.name,
    headline: coach.headline,
    bio: coach.bio,
    portrait_url: `/portraits/${slug}.svg`,
    portrait_public_id: null,
    portfolio: [],
    documents: [],
    categories: [category],
    subjects: coach.subjects,
    levels: coach.levels,
    languages: coach.languages,
    modality: coach.modality ?? "online",
    place: coach.place ?? null,
    credentials_line: coach.credentials ?? null,
    market_id: coach.market_id,
    currency: coach.market_id === "IN_INR" ? "inr" : "usd",
    offers: offersOf(coach),
    default_duration_minutes: coach.default_minutes,
    trial: trialOf(coach, slug),
    availability: availabilityOf({ coach, today, random }),
    cancellation_preset: coach.preset ?? "moderate",
    meeting_url: coach.modality === "in_person" ? null : meetingUrl(slug),
    status: statusOf(coach),
    is_published: statusOf(coach) === "approved" && coach.is !== "unpublished",
    submitted_at: submittedAt({ coach, since, today }),
    decision: null,
    // Longer ago than the answer that we promise, so that the admin's queue has a late entry.
    proposal: coach.proposes_credentials ? { credentials_line: coach.proposes_credentials, submitted_at: new Date(`${addDays(today, -3)}T10:00:00Z`) } : null,
    revision: 0,
    rating_sum: 0,
    rating_count: 0,
    sessions_completed: 0,
    created_at: since,
    updated_at: since,
  });
}

/** Dollars and rupees both have a hundred parts. */
function offersOf(coach: CoachSeed): Offer[] {
  return Object.entries(coach.offers)
    .map(([minutes, price]) => ({ duration_minutes: Number(minutes), price: price * 100 }))
    .sort((a, b) => a.duration_minutes - b.duration_minutes);
}

/** A third of the coaches offer a first half hour at half the price. */
function trialOf(coach: CoachSeed, slug: string): Offer | null {
  const shortest = offersOf(coach)[0];
  if (!shortest || randomOf(`trial ${slug}`).integer(3) !== 0) return null;
  const least = coach.market_id === "IN_INR" ? 20_000 : 1_000;
  return { duration_minutes: 30, price: Math.max(least, Math.round(shortest.price / 200) * 100) };
}

function availabilityOf({ coach, today, random }: { coach: CoachSeed; today: string; random: Random }): Availability {
  const weekly_hours = weeklyHours(coach.hours);
  const day_off = addDays(today, 6 + random.integer(12));
  const short_day = addDays(today, 19 + random.integer(10));
  return {
    timezone: coach.timezone,
    weekly_hours,
    date_overrides:
      coach.is === "fully_booked"
        ? []
        : [{ date: day_off, ranges: [] }, { date: short_day, ranges: [{ start_minute: 600, end_minute: 780 }] }],
    vacations: coach.is === "on_vacation" ? [{ first_date: addDays(today, -2), last_date: addDays(today, 16) }] : [],
    is_paused: coach.is === "paused",
    slot_step_minutes: coach.step_minutes ?? policy.slot_step_default_minutes,
    gap_minutes: coach.gap_minutes ?? policy.gap_default_minutes,
    notice_minutes: coach.notice_hours ? coach.notice_hours * 60 : policy.notice_default_minutes,
    horizon_days: coach.is === "fully_booked" ? 21 : policy.horizon_default_days,
  };
}

function statusOf(coach: CoachSeed): TutorStatus {
  return coach.is === "draft" || coach.is === "submitted" ? coach.is : "approved";
}

/** Who waits has waited since yesterday; the others were let in soon after they came. */
function submittedAt({ coach, since, today }: { coach: CoachSeed; since: Date; today: string }): Date | null {
  if (coach.is === "draft") return null;
  return coach.is === "submitted" ? new Date(`${addDays(today, -1)}T15:00:00Z`) : new Date(since.getTime() + 3 * 86_400_000);
}

function meetingUrl(slug: string): string {
  const letters = randomOf(`meeting ${slug}`);
  const word = (length: number) => Array.from({ length }, () => letters.pick([..."abcdefghijkmnopqrstuvwxyz"])).join("");
  return `https://meet.google.com/${word(3)}-${word(4)}-${word(3)}`;
}

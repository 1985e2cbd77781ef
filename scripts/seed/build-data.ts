import type { BookingDocument } from "@/lib/bookings/schema";
import { addDays } from "@/lib/core/time";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { RefundDocument } from "@/lib/refunds/schema";
import type { ReviewDocument } from "@/lib/reviews/schema";
import { withDerivedFields } from "@/lib/tutors/rules";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { UserDocument } from "@/lib/users/schema";
import { buildReviews } from "./build-reviews.ts";
import { buildTutor } from "./build-tutor.ts";
import { demoLogins } from "./demo-logins.ts";
import { randomOf, seedId } from "./deterministic.ts";
import { buildUser, consumers } from "./people.ts";
import { roster } from "./roster.ts";
import { createDiary } from "./session-diary.ts";

export interface SeedData {
  users: UserDocument[];
  tutors: TutorDocument[];
  bookings: BookingDocument[];
  payments: PaymentDocument[];
  refunds: RefundDocument[];
  reviews: ReviewDocument[];
  /** Sessions that another day's run needed and this one does not. */
  retired_booking_ids: string[];
}

/** Everything of the demonstration as of a day; the same day always gives the same documents. */
export function buildData(today: string): SeedData {
  const diary = createDiary(today);
  const reviews: ReviewDocument[] = [];
  const tutors = roster.map(({ coach, category }) => {
    const tutor = buildTutor({ coach, category, today });
    if (tutor.status !== "approved") return tutor;

    const past = diary.addPast({ tutor, count: Math.ceil(coach.reviews * 1.4) });
    if (coach.is === "fully_booked") diary.fill(tutor);
    else if (coach.is !== "paused") diary.addComing({ tutor, count: 1 + randomOf(`coming ${tutor.slug}`).integer(coach.reviews > 12 ? 7 : 4) });

    const reviewed = randomOf(`reviewed ${tutor.slug}`).shuffled(past).slice(0, coach.reviews);
    const written = buildReviews({ tutor, sessions: reviewed, before: new Date(`${addDays(today, -1)}T20:00:00Z`) });
    reviews.push(...written);
    return withDerivedFields({
      ...tutor,
      rating_sum: written.reduce((sum, review) => sum + review.rating, 0),
      rating_count: written.length,
      sessions_completed: past.length,
    });
  });
  diary.addPlanOf({ consumer: maya(), tutors });
  for (const tutor of tutors) tutor.sessions_completed = diary.completedOf(tutor);

  return {
    users: [...tutors.map((tutor) => coachUser(tutor)), ...consumers.map((consumer) => consumerUser(consumer, today)), adminUser(today)],
    tutors,
    reviews,
    bookings: diary.sessions.map(({ booking }) => booking),
    payments: diary.sessions.map(({ payment }) => payment),
    refunds: diary.sessions.flatMap(({ refund }) => refund ?? []),
    retired_booking_ids: diary.retiredIds(),
  };
}

function maya() {
  const [first] = consumers;
  if (!first) throw new Error("Maya is the first of the consumers");
  return first;
}

function coachUser(tutor: TutorDocument): UserDocument {
  return buildUser({
    id: tutor.user_id,
    name: tutor.name,
    role: "tutor",
    timezone: tutor.availability.timezone,
    market_id: tutor.market_id,
    since: tutor.created_at,
    image: tutor.portrait_url,
  });
}

function consumerUser(consumer: (typeof consumers)[number], today: string): UserDocument {
  const since = new Date(`${addDays(today, -230 - randomOf(consumer.id).integer(90))}T18:00:00Z`);
  return buildUser({ ...consumer, role: "consumer", since });
}

function adminUser(today: string): UserDocument {
  const admin = demoLogins.find((login) => login.role === "admin");
  const since = new Date(`${addDays(today, -500)}T08:00:00Z`);
  const user = buildUser({ id: seedId("user", "admin"), name: admin?.name ?? "", role: "admin", timezone: "America/New_York", market_id: "US_USD", since });
  return { ...user, two_factor_enabled: true };
}

import type { Availability } from "@/lib/availability/schema";
import { withDerivedFields } from "./rules";
import type { TutorDocument } from "./schema";

type Parts = Partial<Omit<TutorDocument, "availability">> & { availability?: Partial<Availability> };

/** For tests: an approved coach in UTC, open every day from nine to five, with what the test is about on top. */
export function makeTutor({ availability, ...parts }: Parts = {}): TutorDocument {
  const number = (made += 1);
  const id = parts._id ?? `tutor_test${String(number).padStart(4, "0")}`;
  const tutor = withDerivedFields({
    _id: id,
    user_id: `user_of_${id}`,
    slug: id.replaceAll("_", "-"),
    name: `Coach ${number}`,
    headline: "Lessons for everybody",
    bio: "A biography of some length. ".repeat(8),
    portrait_url: null,
    portrait_public_id: null,
    portfolio: [],
    documents: [],
    categories: ["performance_arts"],
    subjects: ["Piano"],
    levels: ["adult"],
    languages: ["English"],
    modality: "online",
    place: null,
    credentials_line: null,
    market_id: "US_USD",
    currency: "usd",
    offers: [{ duration_minutes: 60, price: 5_000 }],
    default_duration_minutes: 60,
    trial: null,
    availability: {
      timezone: "UTC",
      weekly_hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start_minute: 540, end_minute: 1_020 })),
      date_overrides: [],
      vacations: [],
      is_paused: false,
      slot_step_minutes: 30,
      gap_minutes: 10,
      notice_minutes: 720,
      horizon_days: 60,
      ...availability,
    },
    cancellation_preset: "moderate",
    meeting_url: "https://meet.google.com/abc-defg-hij",
    status: "approved",
    is_published: true,
    submitted_at: null,
    decision: null,
    proposal: null,
    revision: 0,
    rating_sum: 0,
    rating_count: 0,
    sessions_completed: 0,
    created_at: new Date("2026-01-01T00:00:00Z"),
    updated_at: new Date("2026-01-01T00:00:00Z"),
    ...parts,
  });
  return { ...tutor, ...parts };
}

let made = 0;

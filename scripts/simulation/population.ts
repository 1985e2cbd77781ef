import type { WeeklyRange } from "@/lib/availability/schema";
import { cancellationPresets, type CancellationPreset } from "@/lib/config/policy";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import type { Offer, TutorDocument } from "@/lib/tutors/schema";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import type { UserDocument } from "@/lib/users/schema";
import { type Random, randomOf } from "../seed/deterministic.ts";
import { weeklyHours } from "../seed/weekly-hours.ts";
import { day_ms, type Setup } from "./setup.ts";

/** Half an hour, three quarters of an hour, no summer time, the other half of the year's summer time, half an hour of summer time: all that zones do. */
export const zones = [
  "America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "Europe/London", "Europe/Berlin", "Africa/Cairo",
  "Asia/Dubai", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Auckland",
] as const;

/** Known to the story by number: ids are made anew in each run, and must not matter. */
export interface Person {
  number: number;
  user_id: string;
  timezone: string;
}

export interface Coach extends Person {
  tutor: TutorDocument;
}

export interface Population {
  coaches: Coach[];
  consumers: Person[];
}

/** Writes everybody into the database, as if they had been there for long. */
export async function settle(setup: Setup): Promise<Population> {
  const created_at = new Date(setup.starts.getTime() - 100 * day_ms);
  const coaches = Array.from({ length: setup.coaches }, (_, number) => aCoach(number, randomOf(`${setup.seed} coach ${number}`)));
  const consumers = Array.from({ length: setup.consumers }, (_, number): Person => ({ number, user_id: newId("user"), timezone: zones[number % zones.length]! }));
  const users = [
    ...coaches.map(({ user_id, timezone, tutor }) => aUser({ _id: user_id, role: "tutor", name: tutor.name, timezone, created_at })),
    ...consumers.map(({ user_id, timezone, number }) => aUser({ _id: user_id, role: "consumer", name: `Client ${number}`, timezone, created_at })),
  ];
  await collections().users.insertMany(users);
  await collections().tutors.insertMany(coaches.map(({ tutor }) => tutor));
  return { coaches, consumers };
}

const hours = ["Mon-Fri 9-12 14-18", "Mon-Sat 8-12", "Mon-Fri 17-21; Sat-Sun 10-16", "Tue-Sat 10-19", "Mon-Sun 7-10 19-22", "Sun-Thu 9-17"];
const lengths: Offer["duration_minutes"][] = [30, 45, 60, 90];

function aCoach(number: number, random: Random): Coach {
  const timezone = zones[number % zones.length]!;
  const isIndian = timezone === "Asia/Kolkata" || timezone === "Asia/Kathmandu";
  const unit = isIndian ? 50_000 : 1_000;
  // An odd price now and then: the fee of 10 % must be rounded somewhere.
  const price = unit * (2 + random.integer(8)) + random.integer(2) * 37;
  const chosen = random.shuffled(lengths).slice(0, 1 + random.integer(2));
  const user_id = newId("user");
  const tutor = makeTutor({
    _id: newId("tutor"),
    user_id,
    slug: `coach-${number}`,
    name: `Coach ${number}`,
    market_id: isIndian ? "IN_INR" : "US_USD",
    currency: isIndian ? "inr" : "usd",
    offers: chosen.map((duration_minutes) => ({ duration_minutes, price: Math.round((price * duration_minutes) / 60) })),
    default_duration_minutes: chosen[0] ?? 60,
    cancellation_preset: random.pick(Object.keys(cancellationPresets) as CancellationPreset[]),
    availability: {
      timezone,
      weekly_hours: weeklyHours(random.pick(hours)) satisfies WeeklyRange[],
      slot_step_minutes: random.pick([15, 30, 60]),
      gap_minutes: random.pick([0, 10, 15]),
      notice_minutes: random.pick([60, 120, 720]),
    },
  });
  return { number, user_id, timezone, tutor };
}

function aUser({ created_at, ...parts }: Pick<UserDocument, "_id" | "role" | "name" | "timezone" | "created_at">): UserDocument {
  return {
    ...parts,
    email: `${parts._id}@example.com`,
    email_verified: true,
    image: null,
    market_id: "US_USD",
    terms_accepted_at: created_at,
    created_at,
    updated_at: created_at,
  };
}

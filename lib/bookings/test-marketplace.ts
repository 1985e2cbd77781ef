import { collections } from "@/lib/db/collections";
import { newId } from "@/lib/core/id";
import type { TutorDocument } from "@/lib/tutors/schema";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import type { UserDocument } from "@/lib/users/schema";
import { holdBooking } from "./hold-booking";
import type { BookingDocument } from "./schema";

/** For tests: a Monday at noon UTC; the coaches of makeTutor are open from nine to five in UTC. */
export const now = new Date("2027-02-01T12:00:00Z");
export const minutesAfter = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * 60_000);
/** Tomorrow at ten: outside the notice, inside the hours. */
export const tomorrowAtTen = new Date("2027-02-02T10:00:00Z");

export async function aTutor(parts: Parameters<typeof makeTutor>[0] = {}): Promise<TutorDocument> {
  const tutor = makeTutor({ _id: newId("tutor").slice(0, 20), ...parts });
  await collections().tutors.insertOne(tutor);
  await aUser({ _id: tutor.user_id, name: tutor.name, role: "tutor" });
  return tutor;
}

export async function aUser(parts: Partial<UserDocument> = {}): Promise<UserDocument> {
  const _id = parts._id ?? newId("user");
  const user: UserDocument = {
    _id,
    name: "Maya Lindqvist",
    email: `${_id}@example.com`,
    email_verified: true,
    image: null,
    role: "consumer",
    market_id: "US_USD",
    timezone: "America/New_York",
    terms_accepted_at: now,
    created_at: now,
    updated_at: now,
    ...parts,
  };
  await collections().users.insertOne(user);
  return user;
}

/** An order for a session of sixty minutes tomorrow at ten. */
export function anOrder(tutor: TutorDocument, parts: Partial<Parameters<typeof holdBooking>[0]> = {}) {
  return {
    consumer_id: newId("user"),
    consumer_timezone: "America/New_York",
    consumer_market_id: "US_USD",
    tutor_id: tutor._id,
    starts_at: tomorrowAtTen,
    duration_minutes: 60,
    ...parts,
  };
}

export async function aHold(parts: { tutor?: TutorDocument; consumer_id?: string; starts_at?: Date } = {}): Promise<BookingDocument> {
  const { tutor = await aTutor(), ...order } = parts;
  const consumer_id = order.consumer_id ?? (await aUser())._id;
  return (await holdBooking(anOrder(tutor, { ...order, consumer_id }), now)).booking;
}

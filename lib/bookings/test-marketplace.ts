import { collections } from "@/lib/db/collections";
import { newId } from "@/lib/core/id";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
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

/** Booked and paid, as settling leaves it, without asking Stripe: a refund of it is ordered and cannot be carried out. */
export async function aBookedSession(parts: Parameters<typeof aHold>[0] & { confirmed_at?: Date; more?: Partial<BookingDocument> } = {}): Promise<BookingDocument> {
  const { confirmed_at = now, more = {}, ...order } = parts;
  const hold = await aHold(order);
  const change = { status: "confirmed" as const, confirmed_at, hold_expires_at: null, ...more };
  const booking = await collections().bookings.findOneAndUpdate({ _id: hold._id }, { $set: change, $unset: { hold_seat: "" } }, { returnDocument: "after" });
  if (!booking) throw new Error("the hold is gone");
  await aPaymentFor(booking);
  return booking;
}

export async function aPaymentFor({ _id: booking_id, consumer_id, tutor_id, price: amount, currency }: BookingDocument): Promise<PaymentDocument> {
  const paid = { status: "succeeded", stripe_charge_id: "ch_1", card: { brand: "visa", last4: "4242" }, failure_message: null, refund_amount: 0, paid_at: now, refunded_at: null } as const;
  const payment: PaymentDocument = { _id: newId("payment"), booking_id, consumer_id, tutor_id, amount, currency, ...paid, created_at: now, updated_at: now };
  await collections().payments.insertOne(payment);
  return payment;
}

/** What was written to be done about a booking, mails by template and reader. */
export async function tasksOf(booking: BookingDocument): Promise<string[]> {
  const who = { [booking.consumer_id]: "client", [booking.tutor_user_id]: "coach" };
  const rows = await collections().outbox.find({ "task.booking_id": booking._id }).sort({ created_at: 1, _id: 1 }).toArray();
  return rows.map(({ task }) => (task.kind === "mail" ? `${task.template} to ${who[task.recipient_id]}` : task.kind)).toSorted();
}

export async function noticesOf(userId: string): Promise<string[]> {
  return (await collections().notifications.find({ user_id: userId }).sort({ created_at: 1 }).toArray()).map(({ title, body }) => `${title}. ${body}`);
}

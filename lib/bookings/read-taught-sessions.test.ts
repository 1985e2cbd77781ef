import { expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findTaughtSession } from "./read-taught-sessions";
import { aHold, aTutor, aUser, now } from "./test-marketplace";

setUpTestDatabase();

async function aBookedSession() {
  const tutor = await aTutor();
  const { _id: consumer_id } = await aUser({ name: "Noor Haddad" });
  const { _id } = await aHold({ tutor, consumer_id });
  const book = () => collections().bookings.updateOne({ _id }, { $set: { status: "confirmed", confirmed_at: now, hold_expires_at: null } });
  return { tutor, consumer_id, booking_id: _id, book };
}

it("a coach sees a session once it is paid, with the client's name, and what comes of it", async () => {
  const { tutor, booking_id, book } = await aBookedSession();
  expect(await findTaughtSession(booking_id, tutor.user_id, now)).toBeNull();
  await book();
  expect(await findTaughtSession(booking_id, tutor.user_id, now)).toMatchObject({ client_name: "Noor Haddad", receives: { amount: 4_500, currency: "usd" } });
});

it("neither another coach nor the client sees the coach's side of it", async () => {
  const { consumer_id, booking_id, book } = await aBookedSession();
  await book();
  const other = await aTutor();
  expect(await findTaughtSession(booking_id, other.user_id, now)).toBeNull();
  expect(await findTaughtSession(booking_id, consumer_id, now)).toBeNull();
});

it("what a coach sees holds no address and no id of the client", async () => {
  const { tutor, consumer_id, booking_id, book } = await aBookedSession();
  await book();
  expect(JSON.stringify(await findTaughtSession(booking_id, tutor.user_id, now))).not.toMatch(new RegExp(`${consumer_id}|@example|cells`));
});

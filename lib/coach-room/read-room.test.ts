import { expect, test } from "vitest";
import { holdBooking } from "@/lib/bookings/hold-booking";
import { aTutor, aUser, anOrder, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { insertNotice } from "@/lib/notifications/store";
import { readRoom } from "./read-room";

setUpTestDatabase();

const coachOf = (tutor: { user_id: string }) => ({ id: tutor.user_id, role: "tutor" as const, email_verified: true });

async function aSession(tutor: Awaited<ReturnType<typeof aTutor>>, starts_at: string, status: "confirmed" | "held" = "confirmed") {
  const client = await aUser({ name: "Leah Brandt" });
  const { booking } = await holdBooking(anOrder(tutor, { consumer_id: client._id, starts_at: new Date(starts_at) }), now);
  if (status === "confirmed") await collections().bookings.updateOne({ _id: booking._id }, { $set: { status, confirmed_at: now }, $unset: { hold_expires_at: "" } });
  return booking;
}

test("the room has the sessions of the month and of the coming seven days under the dates of the coach's zone", async () => {
  // It is the first of February in UTC; Kiritimati is 14 hours ahead.
  const tutor = await aTutor({ availability: { timezone: "Pacific/Kiritimati", weekly_hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start_minute: 0, end_minute: 1_440 })) } });
  const soon = await aSession(tutor, "2027-02-03T11:00:00Z");
  await aSession(tutor, "2027-02-04T02:00:00Z", "held");
  await aSession(await aTutor(), "2027-02-02T10:00:00Z");

  const room = await readRoom({ user: coachOf(tutor), month: undefined, now });
  expect(room).toMatchObject({ today: "2027-02-02", month: "2027-02" });
  expect(room.sessions).toMatchObject([{ id: soon._id, date: "2027-02-04", client_name: "Leah Brandt" }]);
  // Turned to another month, the coming days stay.
  expect((await readRoom({ user: coachOf(tutor), month: "2027-05", now })).sessions.map(({ id }) => id)).toEqual([soon._id]);
});

test("the room has one's own unread notices", async () => {
  const [tutor, other] = [await aTutor(), await aTutor()];
  await insertNotice({ key: "a", user_id: tutor.user_id, kind: "approval", title: "You are approved", body: "Welcome.", href: "/coach", now });
  await insertNotice({ key: "b", user_id: other.user_id, kind: "approval", title: "Not yours", body: "", href: "/coach", now });
  expect((await readRoom({ user: coachOf(tutor), month: undefined, now })).notices).toMatchObject([{ title: "You are approved" }]);
});

test("whoever is no coach has no room", async () => {
  const { _id } = await aUser();
  await expect(readRoom({ user: { id: _id, role: "consumer", email_verified: true }, month: undefined, now })).rejects.toMatchObject({ code: "not_found" });
});

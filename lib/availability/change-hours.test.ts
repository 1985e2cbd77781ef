import { describe, expect, test } from "vitest";
import { aTutor, aUser, anOrder, now, tomorrowAtTen } from "@/lib/bookings/test-marketplace";
import { holdBooking } from "@/lib/bookings/hold-booking";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { changeHours } from "./change-hours";
import { hoursSchema } from "./hours-schema";

setUpTestDatabase();

const mornings = [{ weekday: 1, start_minute: 540, end_minute: 720 }];

describe("what may be sent as hours", () => {
  test.each([
    ["nothing at all", {}],
    ["a field that nobody asked for", { weekly_hours: [], is_paused: true }],
    ["an end before its start", { weekly_hours: [{ weekday: 1, start_minute: 600, end_minute: 540 }] }],
    ["a stretch of no length", { weekly_hours: [{ weekday: 1, start_minute: 600, end_minute: 600 }] }],
    ["a minute off the grid of five", { weekly_hours: [{ weekday: 1, start_minute: 601, end_minute: 660 }] }],
    ["a time after midnight's end", { weekly_hours: [{ weekday: 1, start_minute: 600, end_minute: 1_445 }] }],
    ["an eighth day of the week", { weekly_hours: [{ weekday: 8, start_minute: 600, end_minute: 660 }] }],
    ["times of one day that overlap", { weekly_hours: [...mornings, { weekday: 1, start_minute: 700, end_minute: 800 }] }],
    ["seven stretches in a day", { weekly_hours: [0, 1, 2, 3, 4, 5, 6].map((i) => ({ weekday: 2, start_minute: i * 60, end_minute: i * 60 + 30 })) }],
    ["a date that the calendar does not have", { date_overrides: [{ date: "2027-02-30", ranges: [] }] }],
    ["one date twice", { date_overrides: [{ date: "2027-02-03", ranges: [] }, { date: "2027-02-03", ranges: [] }] }],
    ["a vacation that ends before it begins", { vacations: [{ first_date: "2027-02-03", last_date: "2027-02-02" }] }],
    ["a zone that nobody knows", { timezone: "Mars/Olympus" }],
  ])("%s is refused", (_, change) => {
    expect(hoursSchema.safeParse(change).success).toBe(false);
  });

  test("times that touch are two stretches, and stretches come out sorted", () => {
    const change = hoursSchema.parse({ weekly_hours: [{ weekday: 2, start_minute: 720, end_minute: 780 }, { weekday: 2, start_minute: 660, end_minute: 720 }, ...mornings] });
    expect(change.weekly_hours).toEqual([...mornings, { weekday: 2, start_minute: 660, end_minute: 720 }, { weekday: 2, start_minute: 720, end_minute: 780 }]);
  });
});

describe("changing hours", () => {
  test("replaces the part that is named and leaves the rest", async () => {
    const tutor = await aTutor({ availability: { vacations: [{ first_date: "2027-03-01", last_date: "2027-03-03" }] } });
    const { availability } = await changeHours({ user_id: tutor.user_id, change: { weekly_hours: mornings }, now });
    expect(availability).toEqual({ ...tutor.availability, weekly_hours: mornings });
    expect((await collections().tutors.findOne({ _id: tutor._id }))?.availability).toEqual(availability);
  });

  test("somebody who is no coach gets 404", async () => {
    const { _id } = await aUser();
    await expect(changeHours({ user_id: _id, change: { weekly_hours: [] }, now })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a booked session outside of the new hours is named and stays booked", async () => {
    const tutor = await aTutor();
    const client = await aUser({ name: "Leah Brandt" });
    const { booking } = await holdBooking(anOrder(tutor, { consumer_id: client._id }), now);
    await collections().bookings.updateOne({ _id: booking._id }, { $set: { status: "confirmed", confirmed_at: now } });
    const tuesdays = (start_minute: number, end_minute: number) => ({ weekly_hours: [{ weekday: 2, start_minute, end_minute }] });

    // The session is on Tuesday from ten to eleven.
    expect((await changeHours({ user_id: tutor.user_id, change: tuesdays(600, 660), now })).stranded).toEqual([]);
    const { stranded } = await changeHours({ user_id: tutor.user_id, change: tuesdays(600, 655), now });
    expect(stranded).toMatchObject([{ id: booking._id, client_name: "Leah Brandt", starts_at: tomorrowAtTen.toISOString() }]);
    expect((await collections().bookings.findOne({ _id: booking._id }))?.status).toBe("confirmed");
  });
});

import { describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { MailTask } from "@/lib/outbox/schema";
import { cancelOwnBooking } from "./cancel-booking";
import { holdBooking } from "./hold-booking";
import { rescheduleBooking } from "./reschedule-booking";
import { locksOf } from "./rules";
import type { BookingDocument } from "./schema";
import { findBooking } from "./store";
import { aBookedSession, anOrder, aTutor, minutesAfter, noticesOf, now, tasksOf, tomorrowAtTen } from "./test-marketplace";

setUpTestDatabase();

const day = 24 * 60;
const thursdayAtTen = minutesAfter(tomorrowAtTen, 2 * day);
const move = (booking: BookingDocument, starts_at: Date, at = now) => rescheduleBooking({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, starts_at, now: at });
const aSession = (parts: Parameters<typeof aBookedSession>[0] = {}) => aBookedSession({ starts_at: thursdayAtTen, ...parts });

describe("moving a session", () => {
  it("takes the new time, gives back the old one, counts, plans anew and tells both", async () => {
    const tutor = await aTutor({ name: "Amara Okafor" });
    const booking = await aSession({ tutor });
    const starts_at = minutesAfter(thursdayAtTen, day);
    await move(booking, starts_at);

    const moved = await findBooking(booking._id);
    const times = { starts_at, ends_at: minutesAfter(starts_at, 60), gap_minutes: booking.gap_minutes };
    expect(moved).toEqual({ ...booking, ...times, ...locksOf(times), version: 1, moved_at: now, updated_at: now });
    const reminders = ["client", "client", "coach", "coach"].map((reader) => `session-reminder to ${reader}`);
    expect(await tasksOf(booking)).toEqual(["complete-booking", ...reminders, "session-rescheduled to client", "session-rescheduled to coach"]);
    const mail = (await collections().outbox.findOne({ "task.booking_id": booking._id, "task.template": "session-rescheduled" }))?.task as Extract<MailTask, { template: "session-rescheduled" }>;
    expect(mail).toMatchObject({ version: 1, moved_by: "client", from: { starts_at: booking.starts_at, ends_at: booking.ends_at } });
    const completion = await collections().outbox.findOne({ "task.booking_id": booking._id, "task.kind": "complete-booking" });
    expect(completion).toMatchObject({ lane: "none", run_at: minutesAfter(times.ends_at, day), task: { version: 1 } });
    expect(await noticesOf(booking.tutor_user_id)).toEqual([expect.stringMatching(/^Maya Lindqvist moved a session with you\. Now Fri, Feb 5, 10:00 – 11:00 AM/)]);
    await holdBooking(anOrder(tutor, { starts_at: thursdayAtTen }), now);
  });

  it("by half an hour does not stumble over itself", async () => {
    const booking = await aSession();
    await move(booking, minutesAfter(thursdayAtTen, 30));
    expect(await findBooking(booking._id)).toMatchObject({ starts_at: minutesAfter(thursdayAtTen, 30), version: 1 });
  });

  it("keeps a first session's price and its only place", async () => {
    const tutor = await aTutor({ trial: { duration_minutes: 30, price: 1_000 } });
    const { booking: hold } = await holdBooking(anOrder(tutor, { starts_at: thursdayAtTen, duration_minutes: 30, is_trial: true }), now);
    const trial = await collections().bookings.findOneAndUpdate({ _id: hold._id }, { $set: { status: "confirmed", confirmed_at: now, hold_expires_at: null }, $unset: { hold_seat: "" } }, { returnDocument: "after" });
    await move(trial ?? hold, minutesAfter(thursdayAtTen, day));
    expect(await findBooking(hold._id)).toMatchObject({ is_trial: true, trial_lock: true, price: 1_000, version: 1 });
  });

  it("is free three times", async () => {
    const booking = await aSession();
    for (const times of [1, 2, 3]) await move(booking, minutesAfter(thursdayAtTen, 60 * times));
    await expect(move(booking, thursdayAtTen)).rejects.toMatchObject({ code: "conflict", details: { reason: "moved_often" } });
    expect(await findBooking(booking._id)).toMatchObject({ starts_at: minutesAfter(thursdayAtTen, 180), version: 3 });
  });

  it("ends with the free cancellation, on the second", async () => {
    const booking = await aSession();
    const boundary = minutesAfter(thursdayAtTen, -day);
    const later = minutesAfter(thursdayAtTen, day);
    for (const seconds of [0, 1]) await expect(move(booking, later, new Date(boundary.getTime() + seconds * 1_000))).rejects.toMatchObject({ details: { reason: "too_late" } });
    await move(booking, later, new Date(boundary.getTime() - 1_000));
    expect(await findBooking(booking._id)).toMatchObject({ version: 1 });
  });

  it.each([
    ["that has passed", minutesAfter(now, -60)],
    ["within the coach's notice", minutesAfter(now, 60)],
    ["beyond the horizon", minutesAfter(tomorrowAtTen, 61 * day)],
    ["outside the coach's hours", minutesAfter(thursdayAtTen, -120)],
    ["off the coach's grid", minutesAfter(thursdayAtTen, 7)],
  ])("to a time %s is refused and changes nothing", async (_title, starts_at) => {
    const booking = await aSession();
    await expect(move(booking, starts_at)).rejects.toMatchObject({ code: "invalid" });
    expect(await findBooking(booking._id)).toEqual(booking);
    expect(await tasksOf(booking)).toEqual([]);
  });

  it("keeps away from a calendar elsewhere, from one's own other session and from where it is", async () => {
    const booking = await aSession();
    const other = await aBookedSession({ consumer_id: booking.consumer_id, starts_at: minutesAfter(thursdayAtTen, 90) });
    await expect(move(booking, other.starts_at)).rejects.toMatchObject({ code: "conflict", details: { reason: "consumer_busy" } });
    await expect(move(booking, booking.starts_at)).rejects.toMatchObject({ code: "conflict", details: { reason: "same_time" } });
    const range = { starts_at: minutesAfter(thursdayAtTen, day), ends_at: minutesAfter(thursdayAtTen, day + 30) };
    const read = { last_tried_at: now, last_success_at: now, failing_since: null, failure: null, run_at: now, created_at: now };
    await collections().calendar_feeds.insertOne({ _id: `cal_${booking._id}`, tutor_id: booking.tutor_id, user_id: booking.tutor_user_id, seat: 0, label: "Work", url: "https://calendar.invalid", busy: [range], unread: 0, ...read });
    await expect(move(booking, range.starts_at)).rejects.toMatchObject({ code: "conflict", details: { reason: "tutor_busy" } });
    expect(await findBooking(booking._id)).toEqual(booking);
  });

  it("is refused with a coach who is paused or gone, for a session that is called off, and to everybody else", async () => {
    const booking = await aSession();
    const later = minutesAfter(thursdayAtTen, day);
    for (const id of ["user_other", booking.tutor_user_id]) await expect(rescheduleBooking({ booking_id: booking._id, user: { id, role: "consumer" }, starts_at: later, now })).rejects.toMatchObject({ code: "not_found" });
    await collections().tutors.updateOne({ _id: booking.tutor_id }, { $set: { "availability.is_paused": true } });
    await expect(move(booking, later)).rejects.toMatchObject({ code: "invalid" });
    await collections().tutors.updateOne({ _id: booking.tutor_id }, { $set: { "availability.is_paused": false, status: "suspended" } });
    await expect(move(booking, later)).rejects.toMatchObject({ details: { reason: "coach_gone" } });
    await collections().tutors.updateOne({ _id: booking.tutor_id }, { $set: { status: "approved" } });
    await cancelOwnBooking({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, expected_refund: 5_000, now });
    await expect(move(booking, later)).rejects.toMatchObject({ details: { reason: "not_booked" } });
  });

  it("takes the place of a hold that has run out, and not of one that has not", async () => {
    const tutor = await aTutor();
    const booking = await aSession({ tutor });
    const later = minutesAfter(thursdayAtTen, day);
    const { booking: hold } = await holdBooking(anOrder(tutor, { starts_at: later }), now);
    const refused = move(booking, later, minutesAfter(now, 9));
    await expect(refused).rejects.toMatchObject({ code: "conflict", details: { reason: "tutor_busy", nearest: expect.arrayContaining([expect.any(String) as string]) as string[] } });
    expect(await findBooking(booking._id)).toEqual(booking);
    await move(booking, later, minutesAfter(now, 10));
    expect(await findBooking(hold._id)).toMatchObject({ status: "expired" });
    expect(await findBooking(booking._id)).toMatchObject({ starts_at: later });
  });

  it("of many into one time at once is done for one, and every other one keeps the time it had", async () => {
    const count = Number(process.env.RESCHEDULES ?? 12);
    const tutor = await aTutor({ availability: { weekly_hours: everyHour } });
    const bookings: BookingDocument[] = [];
    for (let i = 0; i < count; i += 1) bookings.push(await aBookedSession({ tutor, starts_at: minutesAfter(thursdayAtTen, 120 * (i + 1)) }));
    const outcomes = await Promise.allSettled(bookings.map((booking) => move(booking, thursdayAtTen)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const [i, outcome] of outcomes.entries()) {
      const [before, after] = [bookings[i], await findBooking(bookings[i]?._id ?? "")];
      if (outcome.status === "fulfilled") expect(after).toMatchObject({ starts_at: thursdayAtTen, version: 1 });
      else {
        expect(outcome.reason).toMatchObject({ code: "conflict", details: { reason: "tutor_busy" } });
        expect(after).toEqual(before);
        expect(await tasksOf(before as BookingDocument)).toEqual([]);
      }
    }
  }, 120_000);
});

const everyHour = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start_minute: 0, end_minute: 1_440 }));

import { describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import { completeTaughtSession, completeWhenDue } from "./complete-session";
import { reportAsClient } from "./report-problem";
import { rescheduleBooking } from "./reschedule-booking";
import type { BookingDocument } from "./schema";
import { findBooking } from "./store";
import { aBookedSession, minutesAfter, noticesOf, tomorrowAtTen } from "./test-marketplace";

setUpTestDatabase();

const ends_at = minutesAfter(tomorrowAtTen, 60);
const second = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1_000);
const complete = (booking: BookingDocument, now: Date, id = booking.tutor_user_id) => completeTaughtSession({ booking_id: booking._id, user: { id, role: "tutor" }, now });
const sessionsOf = async ({ tutor_id }: BookingDocument) => (await collections().tutors.findOne({ _id: tutor_id }))?.sessions_completed;

describe("a coach", () => {
  it("completes a session after its end, not a second before", async () => {
    const booking = await aBookedSession();
    await expect(complete(booking, second(ends_at, -1))).rejects.toMatchObject({ code: "conflict", details: { reason: "not_over" } });
    expect(await findBooking(booking._id)).toEqual(booking);
    await complete(booking, ends_at);
    expect(await findBooking(booking._id)).toMatchObject({ status: "completed", settled_at: ends_at });
    expect(await sessionsOf(booking)).toBe(1);
    expect(await noticesOf(booking.consumer_id)).toHaveLength(1);
    expect(await collections().audit_log.countDocuments({ subject_id: booking._id, action: "booking.complete" })).toBe(1);
  });

  it("completes it once, by five presses at once, and nobody else does", async () => {
    const booking = await aBookedSession();
    for (const id of ["user_other", booking.consumer_id]) await expect(complete(booking, ends_at, id)).rejects.toMatchObject({ code: "not_found" });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => complete(booking, ends_at)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await sessionsOf(booking)).toBe(1);
    await expect(complete(booking, second(ends_at, 1))).rejects.toMatchObject({ details: { reason: "completed" } });
  });
});

describe("by itself a session", () => {
  const due = minutesAfter(ends_at, 24 * 60);
  const whenDue = (booking: BookingDocument, now: Date, version = 0) => completeWhenDue({ booking_id: booking._id, version }, now);

  it("is completed a day after its end, not a second before, and once", async () => {
    const booking = await aBookedSession();
    await expect(whenDue(booking, second(due, -1))).rejects.toThrow("not due");
    expect(await findBooking(booking._id)).toEqual(booking);
    await whenDue(booking, due);
    expect(await findBooking(booking._id)).toMatchObject({ status: "completed", settled_at: due });
    await expect(whenDue(booking, due)).rejects.toThrow(NoLongerNeeded);
    expect(await sessionsOf(booking)).toBe(1);
  });

  it("is not completed by the plan of a time that it was moved from", async () => {
    const booking = await aBookedSession({ starts_at: minutesAfter(tomorrowAtTen, 3 * 24 * 60) });
    await rescheduleBooking({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, starts_at: minutesAfter(booking.starts_at, 24 * 60), now: minutesAfter(tomorrowAtTen, -24 * 60) });
    await expect(whenDue(booking, minutesAfter(due, 10 * 24 * 60))).rejects.toThrow(NoLongerNeeded);
    await whenDue(booking, minutesAfter(due, 10 * 24 * 60), 1);
    expect(await findBooking(booking._id)).toMatchObject({ status: "completed", version: 1 });
  });

  it("is not completed where somebody has reported a problem", async () => {
    const booking = await aBookedSession();
    await reportAsClient({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, kind: "problem", note: null, now: ends_at });
    await expect(whenDue(booking, due)).rejects.toThrow(NoLongerNeeded);
    expect(await findBooking(booking._id)).toMatchObject({ status: "disputed" });
  });
});

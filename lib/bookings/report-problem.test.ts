import { describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { listRefundsOf } from "@/lib/refunds/store";
import { completeTaughtSession } from "./complete-session";
import { decideProblem, type DecisionOrder } from "./decide-problem";
import { earningsOf } from "./earnings";
import { reportAsClient, reportAsCoach } from "./report-problem";
import type { BookingDocument, BookingReport } from "./schema";
import { findBooking } from "./store";
import { aBookedSession, aUser, minutesAfter, noticesOf, tasksOf, tomorrowAtTen } from "./test-marketplace";

setUpTestDatabase();

const start = tomorrowAtTen;
const end = minutesAfter(start, 60);
const late = minutesAfter(start, 15);
const second = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1_000);
const robin = { id: "user_robin", role: "admin" as const };

const byClient = (booking: BookingDocument, kind: BookingReport["kind"], now = late, note: string | null = null) =>
  reportAsClient({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, kind, note, now });
const byCoach = (booking: BookingDocument, now = late, kind: BookingReport["kind"] = "no_show") =>
  reportAsCoach({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" }, kind, note: null, now });
const decide = (booking: BookingDocument, parts: Partial<DecisionOrder> = {}) =>
  decideProblem({ booking_id: booking._id, outcome: "coach_absent", refund_percent: 100, note: null, admin: robin, now: end, ...parts });

describe("a client", () => {
  it("says that nobody came from 15 minutes after the start on, to the second; the admin decides and the coach hears of it", async () => {
    const admin = await aUser({ role: "admin" });
    const booking = await aBookedSession();
    await expect(byClient(booking, "no_show", second(late, -1))).rejects.toMatchObject({ code: "conflict", details: { reason: "too_early" } });
    await byClient(booking, "no_show", late, "I waited.");
    const said = { by: "client", kind: "no_show", note: "I waited.", at: late };
    expect(await findBooking(booking._id)).toMatchObject({ status: "disputed", problem: { reports: [said], opened_at: late, decision: null } });
    expect(await tasksOf(booking)).toEqual(["session-reported to coach"]);
    expect(await noticesOf(booking.tutor_user_id)).toEqual([expect.stringContaining("says that you did not come")]);
    expect(await noticesOf(admin._id)).toHaveLength(1);
    expect(await collections().audit_log.findOne({ subject_id: booking._id })).toMatchObject({ action: "booking.report_no_show", actor_id: booking.consumer_id, note: null });
    // The charge is kept until it is decided.
    expect(await listRefundsOf(booking._id)).toEqual([]);
  });

  it("reports a problem from the start on, once", async () => {
    const booking = await aBookedSession();
    await expect(byClient(booking, "problem", second(start, -1))).rejects.toMatchObject({ details: { reason: "not_begun" } });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => byClient(booking, "problem", start)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(byClient(booking, "no_show", late)).rejects.toMatchObject({ details: { reason: "reported" } });
    expect((await findBooking(booking._id))?.problem?.reports).toHaveLength(1);
  });

  it("contests a session that the coach called completed until the share is due, which stops the payout", async () => {
    const booking = await aBookedSession();
    await completeTaughtSession({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" }, now: end });
    const due = minutesAfter(end, 24 * 60);
    await expect(byClient(booking, "no_show", due)).rejects.toMatchObject({ details: { reason: "too_late" } });
    await byClient(booking, "no_show", second(due, -1));
    const contested = await findBooking(booking._id);
    expect(contested).toMatchObject({ status: "disputed" });
    expect(contested).not.toHaveProperty("settled_at");
    expect((await collections().tutors.findOne({ _id: booking.tutor_id }))?.sessions_completed).toBe(0);
  });

  it("cannot report another's session, one that is ahead or one that was called off", async () => {
    const booking = await aBookedSession();
    for (const id of ["user_other", booking.tutor_user_id]) {
      await expect(reportAsClient({ booking_id: booking._id, user: { id, role: "consumer" }, kind: "problem", note: null, now: late })).rejects.toMatchObject({ code: "not_found" });
    }
    await collections().bookings.updateOne({ _id: booking._id }, { $set: { status: "canceled_by_tutor" } });
    await expect(byClient(booking, "problem")).rejects.toMatchObject({ details: { reason: "not_open" } });
  });
});

describe("a coach", () => {
  it("says that the client did not come: the charge is kept, and the client reads until when to say otherwise", async () => {
    const booking = await aBookedSession();
    await expect(byCoach(booking, second(late, -1))).rejects.toMatchObject({ details: { reason: "too_early" } });
    await byCoach(booking);
    expect(await findBooking(booking._id)).toMatchObject({ status: "no_show_consumer", settled_at: late, problem: { reports: [{ by: "coach" }] } });
    expect(await tasksOf(booking)).toEqual(["session-reported to client"]);
    expect(await findPaymentOfBooking(booking._id)).toMatchObject({ status: "succeeded", refund_amount: 0 });
    await expect(byCoach(booking)).rejects.toMatchObject({ details: { reason: "reported" } });
    await expect(decide(booking)).rejects.toMatchObject({ code: "conflict" });
  });

  it("can say so until the session would be completed by itself, on the second", async () => {
    const booking = await aBookedSession();
    const until = minutesAfter(end, 24 * 60);
    await expect(byCoach(booking, until)).rejects.toMatchObject({ details: { reason: "too_late" } });
    await byCoach(booking, second(until, -1));
  });

  it("reports nothing but an absence, except as an answer to the client", async () => {
    const booking = await aBookedSession();
    await expect(byCoach(booking, late, "problem")).rejects.toMatchObject({ details: { reason: "not_open" } });
    await byClient(booking, "problem");
    await byCoach(booking, minutesAfter(late, 5), "problem");
    expect(await findBooking(booking._id)).toMatchObject({ status: "disputed", problem: { reports: [{ by: "client" }, { by: "coach", kind: "problem" }], opened_at: late } });
  });

  it("does not say so of another's session", async () => {
    const booking = await aBookedSession();
    for (const id of ["user_other", booking.consumer_id]) {
      await expect(reportAsCoach({ booking_id: booking._id, user: { id, role: "tutor" }, kind: "no_show", note: null, now: late })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("both sides saying that the other one did not come", () => {
  it.each(["client", "coach"])("make it a case for the admin, with the %s first", async (first) => {
    const booking = await aBookedSession();
    if (first === "client") await byClient(booking, "no_show");
    await byCoach(booking);
    if (first === "coach") await byClient(booking, "no_show");
    const both = await findBooking(booking._id);
    expect(both).toMatchObject({ status: "disputed" });
    expect(both).not.toHaveProperty("settled_at");
    expect(both?.problem?.reports.map(({ by }) => by).toSorted()).toEqual(["client", "coach"]);
  });

  it("at the same moment leave both reports and one case", async () => {
    for (let round = 0; round < 4; round += 1) {
      const booking = await aBookedSession();
      const outcomes = await Promise.allSettled([byClient(booking, "no_show"), byCoach(booking)]);
      const after = await findBooking(booking._id);
      const done = outcomes.filter(({ status }) => status === "fulfilled").length;
      expect(after?.problem?.reports).toHaveLength(done);
      expect(done).toBeGreaterThan(0);
      // Whoever was too slow for the other one's write tries again, and is heard.
      if (outcomes[0].status === "rejected") await byClient(booking, "no_show");
      if (outcomes[1].status === "rejected") await byCoach(booking);
      expect(await findBooking(booking._id)).toMatchObject({ status: "disputed", problem: { reports: [{}, {}] } });
    }
  });
});

describe("an admin", () => {
  it.each([
    [0, 0, 5_000],
    [25, 1_250, 3_750],
    [50, 2_500, 2_500],
    [75, 3_750, 1_250],
    [100, 5_000, 0],
  ])("gives %d %% back: %d of 5000, and %d is kept for fee and share", async (refund_percent, refund_amount, kept) => {
    const booking = await aBookedSession();
    await byClient(booking, "no_show");
    expect(await decide(booking, { refund_percent, note: "We saw the record." })).toMatchObject({ refund_amount });
    const decided = await findBooking(booking._id);
    expect(decided).toMatchObject({ status: "no_show_tutor", settled_at: end, problem: { decision: { outcome: "coach_absent", refund_percent, refund_amount, note: "We saw the record.", decided_by: "user_robin" } } });
    expect((await listRefundsOf(booking._id)).map(({ amount, reason }) => [amount, reason])).toEqual(refund_amount ? [[refund_amount, "problem_decided"]] : []);
    const earnings = earningsOf(decided ?? booking);
    expect(earnings.kept).toBe(kept);
    expect(earnings.fee + earnings.share).toBe(kept);
    expect(await tasksOf(booking)).toEqual(["problem-decided to client", "problem-decided to coach", "session-reported to coach"]);
    expect(await collections().audit_log.findOne({ subject_id: booking._id, action: "problem.decide" })).toMatchObject({ actor_id: "user_robin", after: { refund_amount } });
  });

  it.each([
    ["took_place", "completed", 1],
    ["client_absent", "no_show_consumer", 0],
    ["coach_absent", "no_show_tutor", 0],
  ] as const)("finds that it was %s: %s", async (outcome, status, completed) => {
    const booking = await aBookedSession();
    await byClient(booking, "problem");
    await decide(booking, { outcome, refund_percent: 0 });
    expect(await findBooking(booking._id)).toMatchObject({ status });
    expect((await collections().tutors.findOne({ _id: booking.tutor_id }))?.sessions_completed).toBe(completed);
    await expect(byClient(booking, "problem", end)).rejects.toMatchObject({ details: { reason: "decided" } });
    await expect(byCoach(booking, end)).rejects.toMatchObject({ details: { reason: "decided" } });
  });

  it("decides once, by six at once with different figures", async () => {
    const booking = await aBookedSession();
    await byClient(booking, "no_show");
    const outcomes = await Promise.allSettled([25, 50, 75, 100, 100, 50].map((refund_percent) => decide(booking, { refund_percent })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const decision = (await findBooking(booking._id))?.problem?.decision;
    expect((await listRefundsOf(booking._id)).map(({ amount }) => amount)).toEqual([decision?.refund_amount]);
  });

  it("decides nothing about a session that nobody has reported", async () => {
    const booking = await aBookedSession();
    await expect(decide(booking)).rejects.toMatchObject({ code: "not_found" });
    await expect(decide({ ...booking, _id: "bk_nobody" })).rejects.toMatchObject({ code: "not_found" });
    expect(await findBooking(booking._id)).toEqual(booking);
  });
});

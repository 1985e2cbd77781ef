import { beforeEach, describe, expect, it, vi } from "vitest";
import * as clock from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { makeDue, type RecurringJob, runDueJobs } from "./recurring";
import { schedule } from "./schedule";

setUpTestDatabase();
beforeEach(async () => void (await collections().recurring_jobs.deleteMany({})));

const start = new Date("2027-02-01T12:02:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const clockNow = vi.spyOn(clock, "clockNow");

const aJob = (run: RecurringJob["run"]): RecurringJob => ({ name: "count", title: "Count", every_minutes: 5, run });
const row = () => collections().recurring_jobs.findOne({ _id: "count" });

function runAt(seconds: number, job: RecurringJob) {
  clockNow.mockReturnValue(after(seconds + 2));
  return runDueJobs([job], after(seconds));
}

describe("a recurring job", () => {
  it("runs once in each period, however many processes look", async () => {
    const run = vi.fn(async () => "3 counted");
    const job = aJob(run);
    await Promise.all(Array.from({ length: 8 }, () => runAt(0, job)));
    expect(run).toHaveBeenCalledTimes(1);
    // Periods are the clock's: from 12:00 to 12:05.
    await Promise.all(Array.from({ length: 8 }, () => runAt(179, job)));
    expect(run).toHaveBeenCalledTimes(1);
    await Promise.all(Array.from({ length: 8 }, () => runAt(180, job)));
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("says when it ran last, how long it took and what it found", async () => {
    await runAt(
      0,
      aJob(async () => "3 counted"),
    );
    expect(await row()).toMatchObject({ last_started_at: start, last_success_at: start, duration_ms: 2_000, last_result: "3 counted", failures: 0 });
  });

  it("that fails says why, and is told next time when it last went well", async () => {
    const run = vi.fn<RecurringJob["run"]>(async () => "ok");
    await runAt(0, aJob(run));
    await runAt(
      180,
      aJob(() => Promise.reject(new Error("Stripe is away"))),
    );
    await runAt(
      480,
      aJob(() => Promise.reject(new Error("Stripe is away"))),
    );
    expect(await row()).toMatchObject({ last_success_at: start, last_result: "Stripe is away", failures: 2 });
    await runAt(780, aJob(run));
    expect(run.mock.calls.map(([, last]) => last)).toEqual([null, start]);
    expect(await row()).toMatchObject({ failures: 0, last_success_at: after(780) });
  });

  it("whose process died is run again after a minute", async () => {
    void runAt(
      0,
      aJob(() => new Promise(() => {})),
    );
    await vi.waitFor(async () => expect(await row()).not.toBeNull());
    const run = vi.fn(async () => "ok");
    await runAt(59, aJob(run));
    expect(run).not.toHaveBeenCalled();
    await runAt(60, aJob(run));
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("runs at once when an admin says so", async () => {
    const run = vi.fn(async () => "ok");
    await runAt(0, aJob(run));
    expect(await makeDue("count", after(1))).toBe(true);
    await runAt(1, aJob(run));
    expect(run).toHaveBeenCalledTimes(2);
    expect(await makeDue("nothing", after(1))).toBe(false);
  });

  it("runs although the clock was moved back", async () => {
    const run = vi.fn(async () => "ok");
    await runAt(86_400, aJob(run));
    await runAt(0, aJob(run));
    expect(run).toHaveBeenCalledTimes(2);
  });
});

it("the schedule names each job once, and each can run", async () => {
  expect(new Set(schedule.map(({ name }) => name)).size).toBe(schedule.length);
  clockNow.mockReturnValue(start);
  await runDueJobs(schedule, start);
  const rows = await collections().recurring_jobs.find({}).toArray();
  expect(rows.map(({ _id, failures }) => `${_id} ${failures}`).toSorted()).toEqual(schedule.map(({ name }) => `${name} 0`).toSorted());
});

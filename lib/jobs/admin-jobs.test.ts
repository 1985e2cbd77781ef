import { beforeEach, describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { OutboxDocument } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import { discardDeadLetters, replayDeadLetters } from "./dead-letters";
import { noteTrouble } from "./lanes";
import { purgeDone } from "./purge";
import { readJobs } from "./read-jobs";
import { runDueJobs } from "./recurring";
import { schedule } from "./schedule";
import { runRecurring, tryLane } from "./work-now";

setUpTestDatabase();
const outbox = () => collections().outbox;
const webhook_events = () => collections().webhook_events;
const audit_log = () => collections().audit_log;
const recurring_jobs = () => collections().recurring_jobs;
beforeEach(async () => {
  const { lanes } = collections();
  await Promise.all([outbox().deleteMany({}), webhook_events().deleteMany({}), audit_log().deleteMany({}), recurring_jobs().deleteMany({}), lanes.deleteMany({})]);
});

const now = new Date("2027-02-01T12:00:00Z");
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const admin = { id: "user_admin", role: "admin" as const };
const secret = "https://maestrohub.example/reset-password?token=let-me-in";

async function aRow(key: string, parts: Partial<OutboxDocument> = {}, task: OutboxDocument["task"] = { kind: "mail", template: "password-reset", recipient_id: "user_x", secret_url: secret }): Promise<void> {
  await addTask({ key, task, now: before(30) });
  await outbox().updateOne({ key }, { $set: parts });
}
const aDeadLetter = (key: string, cause: string, task?: OutboxDocument["task"]) => aRow(key, { status: "failed", attempts: 9, last_error: `${cause} user_x`, cause, run_at: before(10) }, task);
const anEvent = (_id: string, parts: object) =>
  webhook_events().insertOne({ _id, type: "payment_intent.succeeded", object_id: "pi_1", livemode: false, status: "pending", attempts: 0, run_at: before(5), last_error: null, received_at: before(5), done_at: null, ...parts });
const statuses = async () => (await outbox().find({}).sort({ key: 1 }).toArray()).map(({ key, status, attempts }) => `${key} ${status} ${attempts}`);

describe("what the admin sees of the queues", () => {
  it("counts by lane and state, with the age of the oldest and what was done lately", async () => {
    await aRow("due");
    await aRow("later", { run_at: new Date(now.getTime() + 60_000) });
    await aRow("again", { run_at: new Date(now.getTime() + 60_000), last_error: "no" });
    await aRow("done", { status: "done", done_at: before(2) });
    await aRow("refund", { status: "done", done_at: before(120) }, { kind: "refund", refund_id: "ref_1" });
    await aDeadLetter("failed", "no such person");
    await anEvent("evt_1", {});
    const view = await readJobs(now);
    expect(view).toMatchObject({ due: 2, planned: 2, failed: 1, oldest_minutes: 30 });
    const by = Object.fromEntries(view.lanes.map((lane) => [lane.lane, lane]));
    expect(by.resend).toMatchObject({ due: 1, planned: 2, retrying: 1, failed: 1, done_today: 1, oldest_minutes: 30, state: "works" });
    expect(by.stripe).toMatchObject({ due: 1, planned: 0, failed: 0, done_today: 1, oldest_minutes: 5 });
    expect(by.cloudinary).toMatchObject({ due: 0, oldest_minutes: null });
    expect(view.throughput.minutes.length).toBe(60);
    expect(view.throughput.minutes[58]).toBe(1);
    expect(view.throughput.hours[23]).toBe(1);
    expect(view.throughput.hours[22]).toBe(1);
  });

  it("says which lane is down, why, and when it is tried next", async () => {
    await noteTrouble({ lane: "resend", trouble: { kind: "refused", reason: "Resend refuses our key." }, wasProbe: false, now: before(3) });
    const lane = (await readJobs(now)).lanes.find(({ lane }) => lane === "resend");
    expect(lane).toMatchObject({ state: "down", reason: "Resend refuses our key.", down_since: before(3).toISOString() });
    await tryLane({ lane: "resend", admin, now });
    expect((await readJobs(now)).lanes.find(({ lane }) => lane === "resend")?.next_try_at).toBe(now.toISOString());
    expect(await audit_log().findOne({})).toMatchObject({ action: "lane.try", subject_id: "resend", actor_id: admin.id });
  });

  it("gathers dead letters by cause, and shows nothing of what they carry", async () => {
    await aDeadLetter("a", "no such person");
    await aDeadLetter("b", "no such person");
    await aDeadLetter("c", "it is broken", { kind: "refund", refund_id: "ref_1" });
    await anEvent("evt_1", { status: "failed", cause: "nobody ordered this" });
    const { dead_letters } = await readJobs(now);
    expect(dead_letters.map(({ queue, lane, cause, count }) => ({ queue, lane, cause, count }))).toEqual(
      expect.arrayContaining([
        { queue: "outbox", lane: "resend", cause: "no such person", count: 2 },
        { queue: "outbox", lane: "stripe", cause: "it is broken", count: 1 },
        { queue: "inbox", lane: "stripe", cause: "nobody ordered this", count: 1 },
      ]),
    );
    expect(dead_letters.find(({ cause }) => cause === "it is broken")?.rows[0]).toMatchObject({ what: "refund", about: "ref_1", attempts: 9 });
    expect(JSON.stringify(dead_letters)).not.toContain("let-me-in");
  });

  it("says that nobody is at work when the schedule has stood still for minutes", async () => {
    expect((await readJobs(now)).is_attended).toBe(false);
    await runDueJobs(schedule.slice(2, 3), before(1));
    expect((await readJobs(now)).is_attended).toBe(true);
    expect((await readJobs(new Date(now.getTime() + 3 * 60_000))).is_attended).toBe(false);
  });
});

describe("dead letters", () => {
  beforeEach(async () => {
    await aDeadLetter("a", "no such person");
    await aDeadLetter("b", "no such person");
    await aDeadLetter("c", "it is broken");
    await aRow("d", { status: "done", cause: "no such person", done_at: before(1) });
  });
  const idOf = async (key: string) => (await outbox().findOne({ key }))?._id ?? "";

  it("one is tried again from the start", async () => {
    await outbox().updateOne({ key: "a" }, { $set: { unanswered_since: before(3_000), stumbles: 4 } });
    expect(await replayDeadLetters({ choice: { queue: "outbox", id: await idOf("a") }, admin, now })).toBe(1);
    expect(await statuses()).toEqual(["a pending 0", "b failed 9", "c failed 9", "d done 0"]);
    const row = await outbox().findOne({ key: "a" });
    expect(row).toMatchObject({ run_at: now, last_error: null, stumbles: 0 });
    expect(row).not.toHaveProperty("unanswered_since");
    expect(await audit_log().find({}).toArray()).toMatchObject([{ action: "jobs.replay", actor_id: admin.id, subject_id: row?._id, before: { status: "failed", cause: "no such person" }, after: { status: "pending", count: 1 } }]);
  });

  it("all of one cause are tried again, and no others", async () => {
    expect(await replayDeadLetters({ choice: { queue: "outbox", lane: "resend", cause: "no such person" }, admin, now })).toBe(2);
    expect(await statuses()).toEqual(["a pending 0", "b pending 0", "c failed 9", "d done 0"]);
  });

  it("are discarded with a reason, and kept", async () => {
    expect(await discardDeadLetters({ choice: { queue: "outbox", lane: "resend", cause: "it is broken" }, note: "The person called.", admin, now })).toBe(1);
    expect(await statuses()).toEqual(["a failed 9", "b failed 9", "c discarded 9", "d done 0"]);
    expect(await audit_log().findOne({})).toMatchObject({ action: "jobs.discard", note: "The person called.", subject_id: "outbox" });
  });

  it("that two admins take up at once are taken up once, and the second reads so", async () => {
    const choice = { queue: "outbox" as const, id: await idOf("a") };
    const both = await Promise.allSettled([replayDeadLetters({ choice, admin, now }), discardDeadLetters({ choice, note: "No.", admin, now })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "not_found" } });
    expect(await audit_log().countDocuments({})).toBe(1);
  });

  it("of the inbox are tried again too", async () => {
    await anEvent("evt_1", { status: "failed", cause: "nobody ordered this" });
    expect(await replayDeadLetters({ choice: { queue: "inbox", lane: "stripe", cause: "nobody ordered this" }, admin, now })).toBe(1);
    expect(await webhook_events().findOne({ _id: "evt_1" })).toMatchObject({ status: "pending", attempts: 0 });
  });
});

it("a recurring job that an admin asks for is due at once, and only one of the schedule", async () => {
  await runDueJobs(schedule.slice(2, 3), before(1));
  const name = schedule[2]?.name ?? "";
  await runRecurring({ name, admin, now });
  expect(await recurring_jobs().findOne({ _id: name })).toMatchObject({ run_at: now });
  await expect(runRecurring({ name: "nothing", admin, now })).rejects.toMatchObject({ code: "not_found" });
  expect(await audit_log().countDocuments({ action: "recurring.run" })).toBe(1);
});

it("what was done is forgotten after a month, links that let somebody in after a day, dead letters never", async () => {
  const days = (count: number) => before(count * 24 * 60);
  const plain: OutboxDocument["task"] = { kind: "refund", refund_id: "ref_1" };
  await aRow("recent", { status: "done", done_at: days(29) }, plain);
  await aRow("old", { status: "done", done_at: days(31) }, plain);
  await aRow("discarded", { status: "discarded", done_at: days(31) }, plain);
  await aRow("link of today", { status: "done", done_at: days(0.9) });
  await aRow("link", { status: "done", done_at: days(1.1) });
  await aRow("dead", { status: "failed", run_at: days(400), cause: "x" });
  await aRow("waiting", { run_at: days(400) });
  await anEvent("evt_old", { status: "done", done_at: days(31) });
  expect(await purgeDone(now)).toBe("4 rows");
  expect((await outbox().find({}).toArray()).map(({ key }) => key).toSorted()).toEqual(["dead", "link of today", "recent", "waiting"]);
});

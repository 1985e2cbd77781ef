import { describe, expect, it, vi } from "vitest";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { addTask } from "@/lib/outbox/store";
import { NotYet, PermanentFailure, runNextRow } from "./queue";

setUpTestDatabase();

const rows = () => collections().outbox;
const ignore = () => {};

async function aTask(run_at = new Date(0)): Promise<string> {
  const key = newId("outbox");
  await addTask({ key, task: { kind: "refund", payment_id: "pay_x" }, now: run_at });
  return key;
}

describe("a row", () => {
  it("is written once for a key, by many at once", async () => {
    const key = newId("outbox");
    await Promise.all(Array.from({ length: 10 }, () => addTask({ key, task: { kind: "refund", payment_id: "pay_x" }, now: new Date(0) })));
    expect(await rows().countDocuments({ key })).toBe(1);
    // What makes it so when two writers do not see each other.
    const row = await rows().findOne({ key });
    await expect(rows().insertOne({ ...(row ?? ({} as never)), _id: newId("outbox") })).rejects.toMatchObject({ code: 11_000 });
    await rows().deleteMany({});
  });

  it("is run by one of many workers", async () => {
    await aTask();
    const run = vi.fn(async () => {});
    const worked = await Promise.all(Array.from({ length: 8 }, () => runNextRow(rows(), run, ignore)));
    expect(worked.filter(Boolean)).toHaveLength(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("is not run before it is due", async () => {
    await aTask(new Date(Date.now() + 60_000));
    expect(await runNextRow(rows(), async () => {}, ignore)).toBe(false);
  });

  it("whose worker died is due again when the lease ends, and not before", async () => {
    const key = await aTask();
    // A worker that never comes back: killed between taking the row and finishing.
    void runNextRow(rows(), () => new Promise(() => {}), ignore);
    await vi.waitFor(async () => expect(await rows().findOne({ key })).toMatchObject({ attempts: 1 }));
    expect(await runNextRow(rows(), async () => {}, ignore)).toBe(false);
    await rows().updateOne({ key }, { $set: { run_at: new Date() } });
    expect(await runNextRow(rows(), async () => {}, ignore)).toBe(true);
    expect(await rows().findOne({ key })).toMatchObject({ status: "done", attempts: 2 });
  });

  it("that fails is tried again after about a minute, and says why", async () => {
    const key = await aTask();
    const failed: unknown[] = [];
    await runNextRow(rows(), () => Promise.reject(new Error("Resend is away")), (error) => failed.push(error));
    const row = await rows().findOne({ key });
    expect(row).toMatchObject({ status: "pending", last_error: "Resend is away" });
    expect((row?.run_at.getTime() ?? 0) - Date.now()).toBeGreaterThan(50_000);
    expect(failed).toHaveLength(1);
  });

  it("that can never succeed is put aside at once", async () => {
    const key = await aTask();
    await runNextRow(rows(), () => Promise.reject(new PermanentFailure("no such person")), ignore);
    expect(await rows().findOne({ key })).toMatchObject({ status: "failed", last_error: "no such person" });
  });

  it("whose time has not come is due then, and was not tried", async () => {
    const key = await aTask();
    const until = new Date(Date.now() + 3_600_000);
    const failed: unknown[] = [];
    await runNextRow(rows(), () => Promise.reject(new NotYet(until, "the reader sleeps")), (error) => failed.push(error));
    expect(await rows().findOne({ key })).toMatchObject({ status: "pending", attempts: 0, run_at: until });
    expect(failed).toEqual([]);
    expect(await runNextRow(rows(), async () => {}, ignore)).toBe(false);
  });

  it("finished late does not write over its successor's outcome", async () => {
    const key = await aTask();
    let finish = () => {};
    const slow = runNextRow(rows(), () => new Promise<void>((resolve) => (finish = resolve)), ignore);
    await vi.waitFor(async () => expect(await rows().findOne({ key })).toMatchObject({ attempts: 1 }));
    await rows().updateOne({ key }, { $set: { run_at: new Date() } });
    await runNextRow(rows(), () => Promise.reject(new PermanentFailure("it is wrong")), ignore);
    finish();
    await slow;
    expect(await rows().findOne({ key })).toMatchObject({ status: "failed" });
  });

  it("that fails late leaves the row to the successor who is at it", async () => {
    const key = await aTask();
    let fail = (_error: Error) => {};
    const slow = runNextRow(rows(), () => new Promise<void>((_, reject) => (fail = reject)), ignore);
    await vi.waitFor(async () => expect(await rows().findOne({ key })).toMatchObject({ attempts: 1 }));
    await rows().updateOne({ key }, { $set: { run_at: new Date() } });
    let finish = () => {};
    const successor = runNextRow(rows(), () => new Promise<void>((resolve) => (finish = resolve)), ignore);
    await vi.waitFor(async () => expect(await rows().findOne({ key })).toMatchObject({ attempts: 2 }));
    fail(new PermanentFailure("too late to say so"));
    await slow;
    expect(await rows().findOne({ key })).toMatchObject({ status: "pending", last_error: null });
    finish();
    await successor;
    expect(await rows().findOne({ key })).toMatchObject({ status: "done" });
  });
});

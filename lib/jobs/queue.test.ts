import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { TransactionConflict } from "@/lib/db/errors";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { OutboxDocument } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import { NoLongerNeeded, NotYet, PermanentFailure, runNextRow, runTaken, takeRow } from "./queue";
import { giveBack } from "./outcome";
import { retryMinutes } from "./rules";
import type { WorkQueue } from "./schema";

setUpTestDatabase();

const rows = () => collections().outbox;
beforeEach(async () => void (await rows().deleteMany({})));

async function aTask(run_at = new Date(0)): Promise<string> {
  const key = newId("outbox");
  await addTask({ key, task: { kind: "refund", refund_id: "ref_x" }, now: run_at });
  return key;
}

/** The queue of these rows, without a provider. */
function queue(run: WorkQueue<OutboxDocument>["run"], onFailure = (_error: unknown) => {}): WorkQueue<OutboxDocument> {
  return { rows: rows(), lane: "none", only: {}, run, onFailure };
}

const runNext = (run: WorkQueue<OutboxDocument>["run"], onFailure?: (error: unknown) => void) => runNextRow(queue(run, onFailure), new Date());
const nothing = async () => {};

describe("a row", () => {
  it("is written once for a key, by many at once", async () => {
    const key = newId("outbox");
    await Promise.all(Array.from({ length: 10 }, () => addTask({ key, task: { kind: "refund", refund_id: "ref_x" }, now: new Date(0) })));
    expect(await rows().countDocuments({ key })).toBe(1);
    // What makes it so when two writers do not see each other.
    const row = await rows().findOne({ key });
    await expect(rows().insertOne({ ...(row ?? ({} as never)), _id: newId("outbox") })).rejects.toMatchObject({ code: 11_000 });
  });

  it("is run by one of many workers", async () => {
    await aTask();
    const run = vi.fn(nothing);
    const worked = await Promise.all(Array.from({ length: 8 }, () => runNext(run)));
    expect(worked.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("is not run before it is due", async () => {
    await aTask(new Date(Date.now() + 60_000));
    expect(await runNext(nothing)).toBeNull();
  });

  it("whose worker died is due again when the lease ends, and not before", async () => {
    const key = await aTask();
    // A worker that never comes back: killed between taking the row and finishing.
    const now = new Date();
    await takeRow(queue(nothing), now);
    expect(await runNextRow(queue(nothing), new Date(now.getTime() + 19_999))).toBeNull();
    expect(await runNextRow(queue(nothing), new Date(now.getTime() + 20_000))).toBe("done");
    expect(await rows().findOne({ key })).toMatchObject({ status: "done", attempts: 2 });
  });

  it("that was given back is due at once, and has lost nothing", async () => {
    const key = await aTask();
    const taken = await takeRow(queue(nothing), new Date());
    if (!taken) throw new Error("nothing was due");
    expect(await giveBack(queue(nothing), taken, "waits")).toBe("waits");
    expect(await rows().findOne({ key })).toMatchObject({ status: "pending", attempts: 0 });
    expect(await runNext(nothing)).toBe("done");
  });

  it("that fails is tried again after about a minute, and says why", async () => {
    const key = await aTask();
    const failed: unknown[] = [];
    expect(
      await runNext(
        () => Promise.reject(new Error("it is broken")),
        (error) => failed.push(error),
      ),
    ).toBe("retries");
    const row = await rows().findOne({ key });
    expect(row).toMatchObject({ status: "pending", attempts: 1, last_error: "it is broken" });
    expect((row?.run_at.getTime() ?? 0) - Date.now()).toBeGreaterThan(50_000);
    expect(failed).toHaveLength(1);
  });

  it("that goes on failing is tried for three days, then put aside with its cause", async () => {
    const key = await aTask();
    const failed = vi.fn();
    const fail = queue(() => Promise.reject(new Error("nothing fits pay_0123456789")), failed);
    for (const _ of retryMinutes) {
      const { run_at } = (await rows().findOne({ key })) ?? { run_at: new Date(NaN) };
      expect(await runNextRow(fail, run_at)).toBe("retries");
    }
    const last = await rows().findOne({ key });
    expect(await runNextRow(fail, last?.run_at ?? new Date(0))).toBe("failed");
    expect(await rows().findOne({ key })).toMatchObject({ status: "failed", attempts: retryMinutes.length + 1, cause: "nothing fits …" });
    expect(failed).toHaveBeenCalledTimes(retryMinutes.length + 1);
  });

  it("that can never succeed is put aside at once", async () => {
    const key = await aTask();
    expect(await runNext(() => Promise.reject(new PermanentFailure("no such person")))).toBe("failed");
    expect(await rows().findOne({ key })).toMatchObject({ status: "failed", last_error: "no such person" });
  });

  it("that nobody needs any more is done, says so, and is no failure", async () => {
    const key = await aTask();
    const failed = vi.fn();
    expect(await runNext(() => Promise.reject(new NoLongerNeeded("it was moved")), failed)).toBe("not_needed");
    expect(await rows().findOne({ key })).toMatchObject({ status: "done", last_error: "it was moved" });
    expect(failed).not.toHaveBeenCalled();
  });

  it("that met a conflict in the database is tried again soon, and it costs no attempt", async () => {
    const key = await aTask();
    expect(await runNext(() => Promise.reject(new TransactionConflict()))).toBe("retries");
    const row = await rows().findOne({ key });
    expect(row).toMatchObject({ status: "pending", attempts: 0 });
    expect((row?.run_at.getTime() ?? 0) - Date.now()).toBeLessThan(6_000);
  });

  it("whose time has not come is due then, was not tried, and keeps nobody waiting", async () => {
    const key = await aTask();
    const until = new Date(Date.now() + 3_600_000);
    const failed = vi.fn();
    expect(await runNext(() => Promise.reject(new NotYet(until, "the reader sleeps")), failed)).toBe("waits");
    expect(await rows().findOne({ key })).toMatchObject({ status: "pending", attempts: 0, run_at: until, due_at: until });
    expect(failed).not.toHaveBeenCalled();
  });

  it("finished late does not write over its successor's outcome", async () => {
    const key = await aTask();
    const slow = await takeRow(queue(nothing), new Date());
    await rows().updateOne({ key }, { $set: { run_at: new Date(0) } });
    await runNext(() => Promise.reject(new PermanentFailure("it is wrong")));
    expect(slow && (await runTaken(queue(nothing), slow))).toBe("lost");
    expect(await rows().findOne({ key })).toMatchObject({ status: "failed" });
  });

  it("that fails late leaves the row to the successor who is at it", async () => {
    const key = await aTask();
    const slow = await takeRow(queue(nothing), new Date());
    await rows().updateOne({ key }, { $set: { run_at: new Date(0) } });
    const successor = await takeRow(queue(nothing), new Date());
    const tooLate = queue(() => Promise.reject(new PermanentFailure("too late to say so")));
    expect(slow && (await runTaken(tooLate, slow))).toBe("lost");
    expect(await rows().findOne({ key })).toMatchObject({ status: "pending", attempts: 2, last_error: null });
    expect(successor && (await runTaken(queue(nothing), successor))).toBe("done");
  });

  it("remembers since when a try of it is without an answer, and forgets it when it was not tried", async () => {
    const key = await aTask();
    const first = new Date();
    await takeRow(queue(nothing), first);
    await rows().updateOne({ key }, { $set: { run_at: new Date(0) } });
    const second = await takeRow(queue(nothing), new Date(first.getTime() + 1_000));
    expect(second?.row.unanswered_since).toEqual(first);
    if (second) await giveBack(queue(nothing), second, "waits");
    expect((await rows().findOne({ key }))?.unanswered_since).toEqual(first);

    const other = await aTask(new Date(-1));
    const taken = await takeRow(queue(nothing), new Date());
    if (taken) await giveBack(queue(nothing), taken, "waits");
    expect(await rows().findOne({ key: other })).not.toHaveProperty("unanswered_since");
  });
});

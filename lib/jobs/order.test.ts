import { beforeEach, describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { OutboxDocument } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import { PermanentFailure, runNextRow, runTaken, takeRow } from "./queue";
import type { WorkQueue } from "./schema";

setUpTestDatabase();
const outbox = () => collections().outbox;
let ran: string[] = [];
beforeEach(async () => {
  ran = [];
  await outbox().deleteMany({});
});

/** A mail about one booking to one person, due `minute` minutes after the first. */
async function aMail(name: string, minute: number, booking_id = "bk_1"): Promise<void> {
  const due = new Date(minute * 60_000);
  await addTask({ key: name, task: { kind: "mail", template: "booking-confirmation", recipient_id: "user_x", booking_id }, now: due });
}

function queue(run: WorkQueue<OutboxDocument>["run"] = async ({ key }) => void ran.push(key)): WorkQueue<OutboxDocument> {
  return { rows: outbox(), lane: "none", only: {}, run, onFailure: () => {} };
}
const runNext = (now = new Date(), run?: WorkQueue<OutboxDocument>["run"]) => runNextRow(queue(run), now);
const fail = () => Promise.reject(new Error("not now"));

describe("of the mails about one booking", () => {
  it("a later one waits while an earlier one is in hand, and goes when that is done", async () => {
    await aMail("confirmation", 0);
    await aMail("cancellation", 30);
    const first = await takeRow(queue(), new Date());
    expect(await runNext()).toBe("waits");
    expect(await runNext()).toBeNull();
    if (first) await runTaken(queue(), first);
    expect(await runNext()).toBe("done");
    expect(ran).toEqual(["confirmation", "cancellation"]);
    expect(await outbox().findOne({ key: "cancellation" })).toMatchObject({ attempts: 1 });
  });

  it("a later one waits while an earlier one is to be tried again", async () => {
    await aMail("confirmation", 0);
    await aMail("cancellation", 30);
    const now = new Date();
    expect(await runNext(now, fail)).toBe("retries");
    expect(await runNext(now)).toBe("waits");
    expect(await runNext(now)).toBeNull();
    const later = new Date(now.getTime() + 61_000);
    expect([await runNext(later), await runNext(later)]).toEqual(["done", "done"]);
    expect(ran).toEqual(["confirmation", "cancellation"]);
  });

  it("a dead letter holds nobody back", async () => {
    await aMail("confirmation", 0);
    await aMail("cancellation", 30);
    expect(await runNext(new Date(), () => Promise.reject(new PermanentFailure("never")))).toBe("failed");
    expect(await runNext()).toBe("done");
  });

  it("one that becomes a dead letter lets go whoever waited for it", async () => {
    await aMail("confirmation", 0);
    await aMail("cancellation", 30);
    const first = await takeRow(
      queue(() => Promise.reject(new PermanentFailure("never"))),
      new Date(),
    );
    expect(await runNext()).toBe("waits");
    if (first)
      await runTaken(
        queue(() => Promise.reject(new PermanentFailure("never"))),
        first,
      );
    expect(await runNext()).toBe("done");
  });

  it("one that keeps failing of itself holds the others back for half an hour, not for three days", async () => {
    await aMail("confirmation", 0);
    await aMail("cancellation", 30);
    await outbox().updateOne({ key: "confirmation" }, { $set: { attempts: 3, run_at: new Date(Date.now() + 60_000) } });
    expect(await runNext()).toBe("waits");
    await outbox().updateOne({ key: "confirmation" }, { $set: { attempts: 4 } });
    await outbox().updateOne({ key: "cancellation" }, { $set: { run_at: new Date(0) } });
    expect(await runNext()).toBe("done");
    expect(ran).toEqual(["cancellation"]);
  });

  it("a reminder of tomorrow holds back nothing of today", async () => {
    await addTask({
      key: "reminder",
      task: { kind: "mail", template: "session-reminder", recipient_id: "user_x", booking_id: "bk_1", version: 0, lead: "day" },
      now: new Date(0),
      run_at: new Date(Date.now() + 86_400_000),
    });
    await aMail("cancellation", 30);
    expect(await runNext()).toBe("done");
  });

  it("those of the same moment do not wait for each other", async () => {
    await aMail("confirmation", 0);
    await aMail("receipt", 0);
    await takeRow(queue(), new Date());
    expect(await runNext()).toBe("done");
  });

  it("none waits for another booking's", async () => {
    await aMail("confirmation", 0);
    await aMail("elsewhere", 30, "bk_2");
    await takeRow(queue(), new Date());
    expect(await runNext()).toBe("done");
  });

  it("each comes in order, with twelve workers at ten bookings", async () => {
    for (let booking = 0; booking < 10; booking += 1)
      for (let minute = 0; minute < 4; minute += 1) await aMail(`${booking}:${minute}`, minute, `bk_${booking}`);
    // Wherever they stand in the queue.
    for (const row of await outbox().find({}).toArray())
      await outbox().updateOne({ _id: row._id }, { $set: { run_at: new Date(Math.floor(Math.random() * 1_000)) } });
    const run = async ({ key }: OutboxDocument) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      ran.push(key);
    };
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        while ((await outbox().countDocuments({ status: "pending" })) > 0) await runNext(new Date(), run);
      }),
    );
    expect(ran).toHaveLength(40);
    for (let booking = 0; booking < 10; booking += 1)
      expect(ran.filter((key) => key.startsWith(`${booking}:`)).map((key) => key.at(-1))).toEqual(["0", "1", "2", "3"]);
  });
});

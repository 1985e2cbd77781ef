import { beforeEach, describe, expect, it, vi } from "vitest";
import * as clock from "@/lib/clock/clock";
import { newId } from "@/lib/core/id";
import { AppError } from "@/lib/core/errors";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { CloudinaryError } from "@/lib/integrations/cloudinary/cloudinary-error";
import { MailError } from "@/lib/integrations/email/mail-error";
import type { OutboxDocument } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import { claimProbe, readLane } from "./lanes";
import { PermanentFailure, runNextRow } from "./queue";
import type { Outcome, WorkQueue } from "./schema";

setUpTestDatabase();
beforeEach(async () => {
  await collections().outbox.deleteMany({});
  await collections().lanes.deleteMany({});
});

const start = new Date("2027-02-01T12:00:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);

/** The worker finishes a row by the clock; here the clock is the test's. */
const clockNow = vi.spyOn(clock, "clockNow");

async function aMail(due = start): Promise<string> {
  const key = newId("outbox");
  await addTask({ key, task: { kind: "mail", template: "welcome", recipient_id: "user_x" }, now: due });
  return key;
}

function queue(run: () => Promise<void>): WorkQueue<OutboxDocument> {
  return { rows: collections().outbox, lane: "resend", only: { lane: "resend" }, run, onFailure: () => {} };
}

function runAt(seconds: number, run: () => Promise<void> = async () => {}): Promise<Outcome | null> {
  clockNow.mockReturnValue(after(seconds));
  return runNextRow(queue(run), after(seconds));
}

const refusal =
  (status: number | null, reason = "application_error", retry_after_seconds: number | null = null) =>
  () =>
    Promise.reject(new MailError({ reason, message: "no", status, retry_after_seconds }));
const away = refusal(null);
const lane = () => readLane("resend");
const row = (key: string) => collections().outbox.findOne({ key });

async function takeDown(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await aMail();
  expect([await runAt(0, away), await runAt(0, away), await runAt(0, away)]).toEqual(["retries", "retries", "waits"]);
  expect(await lane()).toMatchObject({ down_since: start, reason: "Resend does not answer." });
}

describe("a provider that fails", () => {
  it("once is tried again with the same row within a second, and the row has lost no attempt", async () => {
    const key = await aMail();
    expect(await runAt(0, away)).toBe("retries");
    expect(await row(key)).toMatchObject({ attempts: 0, stumbles: 1, run_at: after(1) });
    expect(await lane()).toMatchObject({ down_since: null, failures: 1 });
    expect(await runAt(1)).toBe("done");
    expect(await lane()).toMatchObject({ down_since: null, failures: 0 });
  });

  it("three times in a row is down: its rows wait and nobody asks it", async () => {
    await takeDown();
    await aMail();
    expect(await runAt(1)).toBeNull();
  });

  it("is asked by one row at a time, soon at first and then every half minute, and no row loses an attempt", async () => {
    await takeDown();
    const asked: number[] = [];
    for (let second = 1; second <= 180; second += 1) {
      const outcomes = [await runAt(second, away), await runAt(second, away)];
      expect(outcomes[1]).toBeNull();
      if (outcomes[0] === "waits") asked.push(second);
    }
    const waits = asked.map((second, i) => second - (asked[i - 1] ?? 0));
    expect(waits.slice(0, 4)).toEqual([2, 4, 8, 16]);
    expect(waits.slice(4).every((wait) => wait === 30)).toBe(true);
    const rows = await collections().outbox.find({}).toArray();
    expect(rows.map(({ status, attempts }) => `${status} ${attempts}`)).toEqual(Array(3).fill("pending 0"));
  }, 60_000);

  it("is asked with another row each time, so that one that it cannot take keeps none of the others waiting", async () => {
    await takeDown();
    const asked = new Set<string>();
    const run = async ({ key }: OutboxDocument) => {
      asked.add(key);
      await away();
    };
    for (const second of [2, 6, 14]) {
      clockNow.mockReturnValue(after(second));
      await runNextRow({ ...queue(away), run }, after(second));
    }
    expect(asked.size).toBe(3);
  });

  it("is up again with the first success, and everything that waited is due at once", async () => {
    await takeDown();
    expect(await runAt(2)).toBe("done");
    expect(await lane()).toMatchObject({ down_since: null, reason: null });
    expect([await runAt(2), await runAt(2), await runAt(2)]).toEqual(["done", "done", null]);
  });

  it("again right after it came back is down at once", async () => {
    await takeDown();
    await runAt(2);
    expect(await runAt(2, away)).toBe("waits");
    expect(await lane()).toMatchObject({ down_since: after(2) });
  });

  it("and comes back is found out by one of many processes", async () => {
    await takeDown();
    const before = await lane();
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimProbe(before, after(2))));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it("is asked at once with the next row when the one that asked failed of itself", async () => {
    await takeDown();
    expect(await runAt(2, () => Promise.reject(new PermanentFailure("no such person")))).toBe("failed");
    expect(await runAt(2)).toBe("done");
    expect(await lane()).toMatchObject({ down_since: null });
  });

  it("for one row only costs it attempts in the end", async () => {
    const key = await aMail();
    let second = 0;
    for (let stumble = 0; stumble < 4; stumble += 1) {
      expect(await runAt(second, away)).toBe("retries");
      second = (((await row(key))?.run_at.getTime() ?? 0) - start.getTime()) / 1_000;
      // Others go through meanwhile.
      const other = await aMail();
      await collections().outbox.updateOne({ key: other }, { $set: { run_at: new Date(0) } });
      expect(await runAt(second)).toBe("done");
    }
    expect(await runAt(second, away)).toBe("retries");
    expect(await row(key)).toMatchObject({ attempts: 1, stumbles: 4 });
    expect((await row(key))?.run_at.getTime()).toBeGreaterThan(after(second + 50).getTime());
  });
});

describe("a provider that refuses", () => {
  it.each([
    ["our key", refusal(401, "missing_api_key"), "Resend refuses our key or our sender (missing_api_key, 401)."],
    ["our sender", refusal(403, "validation_error"), "Resend refuses our key or our sender (validation_error, 403)."],
    ["more than the day's quota", refusal(429, "daily_quota_exceeded"), "Resend takes no more mails: the quota is used up (daily_quota_exceeded)."],
    ["because it is not set up here", () => Promise.reject(new AppError("unavailable", "Mail is not set up here.")), "Mail is not set up here."],
  ])("%s is down at once, with a reason that an admin can read, and the mail waits", async (_title, run, reason) => {
    const key = await aMail();
    expect(await runAt(0, run)).toBe("waits");
    expect(await lane()).toMatchObject({ down_since: start, reason });
    expect(await row(key)).toMatchObject({ status: "pending", attempts: 0 });
  });

  it("because these are too many at once is left alone for as long as it says, and the mail waits", async () => {
    const key = await aMail();
    expect(await runAt(0, refusal(429, "rate_limit_exceeded", 3))).toBe("waits");
    expect(await row(key)).toMatchObject({ attempts: 0 });
    expect(await runAt(2)).toBeNull();
    expect(await runAt(3)).toBe("done");
  });

  it("so without end is down", async () => {
    await aMail();
    for (let i = 0; i < 20; i += 1) expect(await runAt(i, refusal(429, "rate_limit_exceeded", 1))).toBe("waits");
    expect(await lane()).toMatchObject({ down_since: after(19), reason: "Resend says that these are too many at once." });
  });
});

it("one lane that is down leaves the others alone", async () => {
  await takeDown();
  await addTask({ key: newId("outbox"), task: { kind: "settle-image", public_id: "x" }, now: start });
  const pictures: WorkQueue<OutboxDocument> = { ...queue(async () => {}), lane: "cloudinary", only: { lane: "cloudinary" } };
  expect(await runNextRow({ ...pictures, run: () => Promise.reject(new CloudinaryError("destroy", "no", 500)) }, after(1))).toBe("retries");
  expect(await runNextRow(pictures, after(5))).toBe("done");
});

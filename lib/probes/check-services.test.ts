import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { aUser } from "@/lib/bookings/test-marketplace";
import { type Probe, fails, found, holds } from "./check";
import { checkServices, forgetChecks } from "./check-services";
import { probes } from "./probes";
import { readStatus } from "./read-status";

setUpTestDatabase();

/** Resend as it is just now, in the place of the real probe. */
let resend: { is_down: boolean; asked: number } = { is_down: false, asked: 0 };
const probe: Probe = {
  service: "resend",
  mode: () => "live",
  ask: async () => {
    resend.asked += 1;
    return resend.is_down
      ? { latency_ms: null, checks: [fails("Key accepted", found("resend", "down", { status: 500 }))] }
      : { latency_ms: 80, checks: [holds("Key accepted")] };
  },
};
const real = [...probes];

beforeEach(async () => {
  resend = { is_down: false, asked: 0 };
  probes.splice(0, probes.length, probe);
  await Promise.all([
    collections().integration_states.deleteMany({}),
    collections().integration_hours.deleteMany({}),
    collections().outbox.deleteMany({}),
    collections().users.deleteMany({}),
  ]);
  await aUser({ role: "admin" });
  await aUser({ role: "admin" });
  await aUser({ role: "consumer" });
  forgetChecks();
});
afterEach(() => void probes.splice(0, probes.length, ...real));

const start = Date.parse("2027-03-14T09:00:00Z");
const minute = (count: number) => new Date(start + count * 60_000);
const mails = async () =>
  (await collections().outbox.find({}).sort({ created_at: 1 }).toArray()).map(({ task }) =>
    task.kind === "mail" && task.template === "service-alert" ? task.stage : "other",
  );

async function minutes(from: number, to: number): Promise<void> {
  for (let count = from; count <= to; count++) await checkServices({ now: minute(count) });
}

describe("a service that stays bad", () => {
  it("is told to each admin once, at its second bad check, and once more when it is back", async () => {
    await minutes(0, 2);
    resend.is_down = true;
    await minutes(3, 3);
    expect(await mails()).toEqual([]);
    await minutes(4, 30);
    expect(await mails()).toEqual(["began", "began"]);
    resend.is_down = false;
    await minutes(31, 40);
    expect(await mails()).toEqual(["began", "began", "ended", "ended"]);
    const [row] = (await readStatus(minute(40))).rows;
    expect(row?.incidents).toMatchObject([
      { started_at: minute(3).toISOString(), ended_at: minute(31).toISOString(), cause: "Resend answers that it is out of order." },
    ]);
  });

  it("for one check only is nobody's business", async () => {
    await minutes(0, 0);
    resend.is_down = true;
    await minutes(1, 1);
    resend.is_down = false;
    await minutes(2, 10);
    expect(await mails()).toEqual([]);
  });

  it("is not told because somebody presses “Check now” again and again", async () => {
    resend.is_down = true;
    for (let press = 0; press < 5; press++) await checkServices({ now: new Date(start + press * 5_000), is_pressed: true });
    expect(await mails()).toEqual([]);
  });

  it("is told once though two processes look at the same moment", async () => {
    resend.is_down = true;
    await minutes(0, 0);
    forgetChecks();
    await Promise.all([
      checkServices({ now: minute(1) }),
      // As another process would, which knows nothing of this one's answers.
      (forgetChecks(), checkServices({ now: minute(1), is_pressed: true })),
    ]);
    expect(await mails()).toEqual(["began", "began"]);
  });
});

describe("asking", () => {
  it("is done once a minute, and once while an answer is under way", async () => {
    await Promise.all(Array.from({ length: 10 }, () => checkServices({ now: minute(0) })));
    await checkServices({ now: new Date(start + 59_000) });
    expect(resend.asked).toBe(1);
    await checkServices({ now: minute(1) });
    await checkServices({ now: minute(1), is_pressed: true });
    expect(resend.asked).toBe(3);
  });

  it("takes five seconds at most, whatever the service does, and the answer is that it is silent", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    probes.splice(0, 1, { ...probe, ask: () => new Promise(() => undefined) });
    const asked = checkServices({ now: minute(0) });
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    expect((await asked)[0]).toMatchObject({ state: "failing", finding: { id: "resend.silent" } });
  });

  it("of a probe that breaks is a finding, and the others are told", async () => {
    probes.splice(
      0,
      1,
      { ...probe, ask: () => Promise.reject(new TypeError("re_secret_key")) },
      { ...probe, service: "stripe", ask: async () => ({ latency_ms: 10, checks: [holds("Key accepted")] }) },
    );
    const reports = await checkServices({ now: minute(0) });
    expect(reports.map(({ state }) => state)).toEqual(["failing", "verified"]);
    expect(JSON.stringify(reports)).not.toContain("re_secret_key");
  });
});

describe("what is kept", () => {
  it("is an hour of samples, and thirty days of hours that go by themselves", async () => {
    await minutes(0, 70);
    const state = await collections().integration_states.findOne({ _id: "resend" });
    expect(state?.samples).toHaveLength(60);
    const hours = await collections().integration_hours.find({}).sort({ hour: 1 }).toArray();
    expect(hours.map(({ _id, checks }) => [_id, checks])).toEqual([
      ["resend:2027-03-14T09", 60],
      ["resend:2027-03-14T10", 11],
    ]);
    const days = (hours[0]!.expires_at.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    const indexes = await collections().integration_hours.indexes();
    expect(indexes).toEqual(expect.arrayContaining([expect.objectContaining({ key: { expires_at: 1 }, expireAfterSeconds: 0 })]));
  });

  it("is what the page shows, with how many mails wait, and nobody is asked for it", async () => {
    resend.is_down = true;
    await minutes(0, 2);
    const asked = resend.asked;
    const status = await readStatus(minute(3));
    expect(resend.asked).toBe(asked);
    expect(status).toMatchObject({ needs_you: 1, verified: 0, configured: 1, is_stale: false });
    expect(status.rows[0]).toMatchObject({
      state: "failing",
      mode: "live",
      last_success_at: null,
      problem: { cause: "Resend answers that it is out of order.", waiting: "2 mails wait for 2 people; none is lost." },
    });
  });
});

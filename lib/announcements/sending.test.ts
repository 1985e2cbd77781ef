import { beforeEach, describe, expect, it } from "vitest";
import { aUser } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { markAddress } from "@/lib/email-suppressions/store";
import { setUpTestResend } from "@/lib/integrations/email/test-resend";
import { takeRow } from "@/lib/jobs/queue";
import { runTask } from "@/lib/outbox/run-task";
import type { OutboxDocument } from "@/lib/outbox/schema";
import { personalData } from "@/lib/privacy/personal-data";
import { withTransaction } from "@/lib/db/client";
import { findUser } from "@/lib/users/store";
import { formBatch } from "./form-batch";
import { readProgress } from "./read-announcements";
import { sendNextBatch } from "./send-next-batch";
import { startSending } from "./start-sending";
import { cancelSending, pauseSending, resumeSending } from "./steer";
import { insertDeliveries } from "./store";
import { aCrowd, admin, aDraft, aStarted, copiesOf, endLeases, now, stateOf, workAll, workOnce } from "./test-announcements";

const resend = setUpTestResend();
setUpTestDatabase();

const kept = ["users", "outbox", "announcements", "announcement_deliveries", "lanes", "email_suppressions", "audit_log"] as const;
beforeEach(async () => {
  for (const name of kept) await collections()[name].deleteMany({});
});

const fault = (kind: string, parts: object = {}) => resend.control("faults", { emulator: "resend", path: "/resend/emails/batch", kind, ...parts });
const deliveries = (announcement_id: string) => collections().announcement_deliveries.find({ announcement_id }).toArray();
const batchRow = (id: string) => collections().outbox.findOne({ "task.kind": "announcement-batch", "task.announcement_id": id, status: "pending" });
const onceEach = (ids: string[]) => new Map(ids.map((id) => [`${id}@example.com`, 1]));
const sorted = (copies: Map<string, number>) => new Map([...copies].sort());

/** As far as the first batch: everybody is written down. */
async function expand(): Promise<void> {
  while (await workOnce("none"));
}

describe("an announcement", () => {
  it("goes once to everybody of the segment, a hundred in a request, and says so", async () => {
    const ids = await aCrowd(230);
    const id = await aStarted(230);
    await workAll();
    expect(sorted(copiesOf(resend.mails()))).toEqual(onceEach(ids));
    expect(new Set(resend.mails().map(({ idempotency_key }) => idempotency_key)).size).toBe(3);
    expect(await stateOf(id)).toMatchObject({
      status: "sent",
      people: 230,
      batch: null,
      mail: null,
      counts: { total: 230, sent: 230, refused: 0, uncertain: 0 },
    });
    const providerIds = (await deliveries(id)).map(({ provider_id }) => provider_id);
    expect(new Set(providerIds)).toEqual(new Set(resend.mails().map((mail) => mail.id)));
  });

  it("is the admin's words, from us, with a link of the reader's own to stop it, in the mail and for the mail program", async () => {
    const [first = "", second = ""] = await aCrowd(2);
    await aStarted(2, { subject: "O'Brien & <b>friends</b>", body: "See <script>alert(1)</script>\n\n[here](https://maestrohub.example/y)" });
    await workAll();
    const [one, other] = resend.mails();
    expect(one).toMatchObject({ subject: "O'Brien & <b>friends</b>", from: "MaestroHub <hello@maestrohub.example>" });
    expect(one?.html).not.toMatch(/<script|<b>/);
    expect(one?.text).toContain("See <script>alert(1)</script>");
    const link = (text?: string | null) => /http:\/\/localhost:3000\/unsubscribe\/(\S+)/.exec(text ?? "")?.[1] ?? "";
    expect(link(one?.text)).toMatch(new RegExp(`^${first}\\.[\\w-]{43}$`));
    expect(link(other?.text)).toMatch(new RegExp(`^${second}\\.[\\w-]{43}$`));
    expect(one?.html).toContain(`/unsubscribe/${link(one?.text)}"`);
    expect(one?.html).not.toContain("token-of-the-reader");
    expect(one?.headers).toEqual({
      "List-Unsubscribe": `<http://localhost:3000/api/unsubscribe/${link(one?.text)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
  });

  it("begins once, however often it is confirmed at once", async () => {
    await aCrowd(3);
    const { _id: id, revision } = await aDraft();
    const presses = await Promise.allSettled(Array.from({ length: 6 }, () => startSending({ id, revision, people: 3, admin, now })));
    expect(presses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await workAll();
    expect(resend.mails()).toHaveLength(3);
    expect(await collections().audit_log.countDocuments({ action: "announcement.send", subject_id: id })).toBe(1);
  });

  it("does not begin where the words changed, or the number is another one by now", async () => {
    await aCrowd(20);
    const { _id: id, revision } = await aDraft();
    const begin = (parts: object) => startSending({ id, revision, people: 20, admin, now, ...parts });
    await expect(begin({ revision: revision - 1 })).rejects.toMatchObject({ code: "conflict" });
    await expect(begin({ people: 14 })).rejects.toMatchObject({ code: "conflict", details: { people: 20 } });
    const empty = await aDraft({ body: " \n" });
    await expect(startSending({ id: empty._id, revision: empty.revision, people: 20, admin, now })).rejects.toMatchObject({
      code: "invalid",
      fields: { body: "Write what you have to say." },
    });
    expect(await collections().outbox.countDocuments({})).toBe(0);
    expect((await stateOf(id)).status).toBe("draft");
  });
});

describe("who is left out at the moment of sending, and why", () => {
  it("is counted, and everybody else gets it", async () => {
    const ids = await aCrowd(7);
    const id = await aStarted(7);
    await expand();
    const [quitter = "", complainer = "", bouncer = "", unproved = "", deleted = "", gone = "", reader = ""] = ids;
    const { users } = collections();
    await users.updateOne({ _id: quitter }, { $set: { notice_settings: { off: ["announcement:mail"], quiet_hours: null } } });
    await markAddress({ address: `${complainer}@example.com`, marks: { complained_at: now }, now });
    await markAddress({ address: `${bouncer}@example.com`, marks: { undeliverable: { since: now, cause: "bounced" } }, now });
    await users.updateOne({ _id: unproved }, { $set: { email_verified: false } });
    await users.updateOne({ _id: deleted }, { $set: { deleted_at: now } });
    await users.deleteOne({ _id: gone });
    await workAll();
    expect(resend.mails().map(({ to }) => to[0])).toEqual([`${reader}@example.com`]);
    const { status, counts } = await stateOf(id);
    expect({ status, counts }).toEqual({
      status: "sent",
      counts: { total: 7, sent: 1, refused: 0, uncertain: 0, left_out: { unsubscribed: 1, complained: 1, undeliverable: 1, unverified: 1, deleted: 2 } },
    });
  });

  it("is whoever turned announcements off, and nobody who turned off all else", async () => {
    await aCrowd(1, { notice_settings: { off: ["announcement:app", "message:mail", "review:mail"], quiet_hours: null } });
    await aStarted(1);
    await workAll();
    expect(resend.mails()).toHaveLength(1);
  });

  it("is not whoever sleeps: theirs comes when their quiet hours end", async () => {
    const at = new Date();
    const minute = at.getUTCHours() * 60 + at.getUTCMinutes();
    const quiet_hours = { start_minute: (minute + 1_380) % 1_440, end_minute: (minute + 60) % 1_440 };
    await aCrowd(1);
    const [sleeper = ""] = await aCrowd(1, { notice_settings: { off: [], quiet_hours } });
    const id = await aStarted(2);
    await workAll();
    expect(resend.mails()).toHaveLength(1);
    expect((await stateOf(id)).status).toBe("sending");
    const row = await batchRow(id);
    expect(row?.run_at.getTime()).toBeGreaterThan(at.getTime() + 58 * 60_000);
    await workAll({ at: () => row?.run_at ?? at });
    expect(resend.mails().map(({ to }) => to[0])).toContain(`${sleeper}@example.com`);
    expect((await stateOf(id)).status).toBe("sent");
  });

  it("is an address that Resend refuses, alone of its batch", async () => {
    await aCrowd(2);
    await aUser({ email: "nobody", created_at: now });
    const id = await aStarted(3);
    await workAll();
    expect(resend.mails()).toHaveLength(2);
    expect((await stateOf(id)).counts).toMatchObject({ sent: 2, refused: 1 });
    expect((await deliveries(id)).find(({ state }) => state === "refused")?.reason).toContain("Invalid `to` field");
  });
});

describe("writing down who gets it", () => {
  it("goes in steps, each of them once, with workers that die and others at the same time", async () => {
    const ids = await aCrowd(1_200);
    const id = await aStarted(1_200);
    const first = await collections().outbox.findOne({ "task.kind": "announcement-expand" });
    if (!first) throw new Error("there is no first step");
    // The same step by many at once, as after a lease that was overrun.
    await Promise.allSettled(Array.from({ length: 5 }, () => runTask(first, now)));
    expect(await collections().announcement_deliveries.countDocuments({ announcement_id: id })).toBe(500);
    // And again, after all of them.
    await runTask(first, now);
    await Promise.all(Array.from({ length: 3 }, expand));
    await endLeases();
    await expand();
    const rows = await deliveries(id);
    expect(rows.map(({ user_id }) => user_id).sort()).toEqual(ids);
    expect((await stateOf(id)).counts.total).toBe(1_200);
    expect(await collections().outbox.countDocuments({ "task.kind": "announcement-batch" })).toBe(1);
  });

  it("cannot write anybody down twice: the database refuses", async () => {
    const [user_id = ""] = await aCrowd(1);
    const id = await aStarted(1);
    await expand();
    const [row] = await deliveries(id);
    if (!row) throw new Error("nobody is written down");
    await expect(withTransaction((session) => insertDeliveries([row], session))).rejects.toMatchObject({ code: 11_000 });
    expect(row).toMatchObject({ _id: `${id}:${user_id}`, user_id });
  });

  it("leaves out who registers after it began", async () => {
    await aCrowd(2);
    const id = await aStarted(2);
    await aCrowd(1, { created_at: new Date(now.getTime() + 1) });
    await expand();
    expect((await stateOf(id)).counts.total).toBe(2);
  });
});

describe("a batch", () => {
  it.each([
    ["whose answer was lost", "drop_after", {}],
    ["that Resend broke down over", "status", { status: 500 }],
  ])("%s is the very same the second time, whoever unsubscribed since, and one mail each", async (_title, kind, parts) => {
    const ids = await aCrowd(3);
    const id = await aStarted(3);
    await expand();
    await fault(kind, parts);
    expect(await workOnce("resend")).toBe("retries");
    const { batch } = await stateOf(id);
    await collections().users.updateMany({}, { $set: { notice_settings: { off: ["announcement:mail"], quiet_hours: null } } });
    await endLeases();
    await workAll();
    expect(sorted(copiesOf(resend.mails()))).toEqual(onceEach(ids));
    expect(resend.mails().map(({ idempotency_key }) => idempotency_key)).toEqual([batch?.key, batch?.key, batch?.key]);
    expect((await stateOf(id)).counts).toMatchObject({ sent: 3, uncertain: 0 });
  });

  it("that Resend refused as a whole is formed anew, so that who unsubscribed meanwhile gets none", async () => {
    const [quitter = ""] = await aCrowd(2);
    const id = await aStarted(2);
    await expand();
    await fault("status", { status: 429 });
    await workOnce("resend");
    expect((await stateOf(id)).batch).toBeNull();
    await collections().users.updateOne({ _id: quitter }, { $set: { notice_settings: { off: ["announcement:mail"], quiet_hours: null } } });
    await collections().lanes.deleteMany({});
    await endLeases();
    await workAll();
    expect(resend.mails()).toHaveLength(1);
    expect((await stateOf(id)).counts).toMatchObject({ sent: 1, left_out: { unsubscribed: 1 } });
  });

  it("is sent once by workers who all have it in hand", async () => {
    const ids = await aCrowd(150);
    const id = await aStarted(150);
    await expand();
    const row = await batchRow(id);
    if (row?.task.kind !== "announcement-batch") throw new Error("there is no batch");
    const { task } = row;
    await resend.control("resend/latency", { ms: 30 });
    await Promise.allSettled(Array.from({ length: 6 }, () => sendNextBatch(task, new Date())));
    await resend.control("resend/latency", { ms: 0 });
    await workAll({ workers: 4 });
    await endLeases();
    await workAll({ workers: 4 });
    expect(sorted(copiesOf(resend.mails()))).toEqual(onceEach(ids));
    expect(await stateOf(id)).toMatchObject({ status: "sent", counts: { sent: 150, uncertain: 0 } });
  });

  it("whose worker died at any point is finished by the next one", async () => {
    const ids = await aCrowd(250);
    const id = await aStarted(250);
    await expand();
    // Died after writing it down, before the call.
    await takeRow<OutboxDocument>({ rows: collections().outbox, lane: "resend", only: { lane: "resend" }, run: runTask, onFailure: () => {} }, new Date());
    const first = await formBatch(await stateOf(id), new Date());
    expect(first?.recipients).toHaveLength(100);
    await endLeases();
    expect(await workOnce("resend")).toBe("done");
    expect(resend.mails().map(({ idempotency_key }) => idempotency_key)).toEqual(Array(100).fill(first?.key));
    // Died after it was settled, before the row was done.
    const row = await batchRow(id);
    if (!row) throw new Error("there is no next batch");
    await runTask(row, new Date());
    await endLeases();
    await workAll({ workers: 2 });
    expect(sorted(copiesOf(resend.mails()))).toEqual(onceEach(ids));
    expect(await stateOf(id)).toMatchObject({ status: "sent", counts: { total: 250, sent: 250 } });
  });

  it("that was without an answer for longer than Resend remembers is not sent again, and counted as uncertain", async () => {
    await aCrowd(2);
    const id = await aStarted(2);
    await expand();
    await fault("drop_after");
    await workOnce("resend");
    await endLeases();
    await resend.control("reset", {});
    await workAll({ at: () => new Date(Date.now() + 24 * 3_600_000) });
    expect(resend.mails()).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ status: "sent", counts: { sent: 0, uncertain: 2 } });
  });

  it("forgets the address of an account that is deleted, and is still sent to the others once", async () => {
    const ids = await aCrowd(3);
    const id = await aStarted(3);
    await expand();
    await fault("drop_after");
    await workOnce("resend");
    const user = await findUser(ids[0] ?? "");
    const holding = personalData.announcements;
    if (!user || !("erase" in holding) || typeof holding.erase !== "function") throw new Error("nothing is erased");
    const { erase } = holding;
    await withTransaction((session) => erase({ user, tutor: null, now, session }));
    await collections().users.updateOne({ _id: user._id }, { $set: { deleted_at: now } });
    expect(JSON.stringify(await stateOf(id))).not.toContain(user.email);
    await endLeases();
    await workAll();
    expect(sorted(copiesOf(resend.mails()))).toEqual(onceEach(ids));
    expect(await stateOf(id)).toMatchObject({ status: "sent", counts: { sent: 2, left_out: { deleted: 1 } } });
  });
});

describe("pausing, resuming, canceling", () => {
  const steer = (id: string) => ({ id, admin, now: new Date() });

  it("stop within a batch, and resuming goes on where it stopped, as often as it is pressed", async () => {
    const ids = await aCrowd(350);
    const id = await aStarted(350);
    await expand();
    await workOnce("resend");
    await Promise.all([pauseSending(steer(id)), pauseSending(steer(id))]);
    await workAll();
    expect(resend.mails()).toHaveLength(100);
    expect(await stateOf(id)).toMatchObject({ status: "paused", counts: { sent: 100 } });
    await Promise.all([resumeSending(steer(id)), resumeSending(steer(id))]);
    await pauseSending(steer(id));
    await resumeSending(steer(id));
    await workAll({ workers: 3 });
    expect(sorted(copiesOf(resend.mails()))).toEqual(onceEach(ids));
    expect((await stateOf(id)).status).toBe("sent");
    const deeds = (await collections().audit_log.find({ subject_id: id }).toArray()).map(({ action }) => action);
    expect(deeds.filter((action) => action === "announcement.pause")).toHaveLength(2);
  });

  it("a pause before everybody is written down holds too", async () => {
    await aCrowd(600);
    const id = await aStarted(600);
    await pauseSending(steer(id));
    await workAll();
    expect(resend.mails()).toHaveLength(0);
    expect((await stateOf(id)).counts.total).toBe(600);
    await resumeSending(steer(id));
    await workAll();
    expect(resend.mails()).toHaveLength(600);
  });

  it("a pause while a batch is under way lets that one end, and no other begin", async () => {
    await aCrowd(200);
    const id = await aStarted(200);
    await expand();
    await resend.control("resend/latency", { ms: 60 });
    const working = workOnce("resend");
    await expect.poll(async () => (await stateOf(id)).batch?.tries).toBe(1);
    await pauseSending(steer(id));
    expect(await working).toBe("done");
    await workAll();
    expect(resend.mails()).toHaveLength(100);
    expect(await stateOf(id)).toMatchObject({ status: "paused", batch: null, counts: { sent: 100 } });
  });

  it("a canceled one is over for good: nobody else gets it, and what was under way is not sent again", async () => {
    await aCrowd(200);
    const id = await aStarted(200);
    await expand();
    await fault("status", { status: 500 });
    await workOnce("resend");
    await cancelSending(steer(id));
    await endLeases();
    await workAll();
    expect(resend.mails()).toHaveLength(0);
    expect(await stateOf(id)).toMatchObject({ status: "canceled", batch: null, counts: { sent: 0, uncertain: 100 } });
    await expect(resumeSending(steer(id))).rejects.toMatchObject({ code: "conflict" });
    await expect(pauseSending(steer(id))).rejects.toMatchObject({ code: "conflict" });
    expect(await cancelSending(steer(id))).toMatchObject({ status: "canceled" });
  });
});

describe("one that is stuck", () => {
  const steer = (id: string) => ({ id, admin, now: new Date() });

  it.each(["announcement-expand", "announcement-batch"] as const)(
    "because its %s was given up says why, and goes on where it was once it is resumed",
    async (kind) => {
      const ids = await aCrowd(3);
      const id = await aStarted(3);
      if (kind === "announcement-batch") await expand();
      await collections().outbox.updateOne({ "task.kind": kind }, { $set: { status: "failed", last_error: "It is broken." } });
      expect((await readProgress(id)).trouble).toEqual({ kind: "given_up", reason: "It is broken." });
      await workAll();
      expect(resend.mails()).toHaveLength(0);
      await pauseSending(steer(id));
      await resumeSending(steer(id));
      expect((await readProgress(id)).trouble).toBeNull();
      await workAll();
      expect(sorted(copiesOf(resend.mails()))).toEqual(onceEach(ids));
      expect((await stateOf(id)).status).toBe("sent");
    },
  );
});

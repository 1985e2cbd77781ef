import { beforeEach, describe, expect, it, vi } from "vitest";
import type { BookingDocument } from "@/lib/bookings/schema";
import { aHold, aTutor, aUser, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { Mail } from "@/lib/integrations/email/send-mail";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import { changeSettings } from "@/lib/notifications/change-settings";
import type { Channel, Topic } from "@/lib/notifications/schema";
import { runTask } from "@/lib/outbox/run-task";
import type { MailTask, OutboxDocument } from "@/lib/outbox/schema";
import { planReminders } from "./plan-reminders";

const resend = vi.hoisted(() => ({ sent: [] as Mail[], fails: false }));
vi.mock("@/lib/integrations/email/send-mail", () => ({
  sendMail: async (mail: Mail) => {
    if (resend.fails) throw new Error("the process died here");
    return { id: `${resend.sent.push(mail)}` };
  },
}));

setUpTestDatabase();
beforeEach(async () => {
  resend.sent.length = 0;
  resend.fails = false;
  await Promise.all([collections().outbox.deleteMany({}), collections().notifications.deleteMany({})]);
});

type ReminderTask = Extract<MailTask, { template: "session-reminder" }>;
type ReminderRow = OutboxDocument & { task: ReminderTask };

/** Three days ahead at ten in UTC, unless said otherwise; the client sits in New York, the coach in Kathmandu. */
async function aBookedSession(parts: Partial<BookingDocument> = {}): Promise<BookingDocument> {
  const tutor = await aTutor({ name: "Amara Okafor", modality: "online" });
  const consumer = await aUser({ name: "Leah Brandt" });
  const held = await aHold({ tutor, consumer_id: consumer._id });
  const starts_at = parts.starts_at ?? new Date("2027-02-04T10:00:00Z");
  const changes = {
    status: "confirmed" as const,
    confirmed_at: now,
    tutor_timezone: "Asia/Kathmandu",
    ...parts,
    starts_at,
    ends_at: minutesAfter(starts_at, 60),
  };
  await collections().bookings.updateOne({ _id: held._id }, { $set: changes });
  const payment = { booking_id: held._id, consumer_id: consumer._id, tutor_id: tutor._id, amount: 5_000, currency: "usd", status: "succeeded" as const };
  const unpaid = {
    stripe_charge_id: null,
    card: null,
    failure_message: null,
    refund_amount: 0,
    paid_at: now,
    refunded_at: null,
    created_at: now,
    updated_at: now,
  };
  await collections().payments.insertOne({ _id: newId("payment"), ...payment, ...unpaid });
  return { ...held, ...changes };
}

const plan = (booking: BookingDocument, at = now) => withTransaction((session) => planReminders({ booking, now: at, session }));
const rows = () => collections().outbox.find({ "task.template": "session-reminder" }).sort({ run_at: 1, key: 1 }).toArray() as Promise<ReminderRow[]>;
const notices = () => collections().notifications.find({ kind: "reminder" }).toArray();
const run = (row: ReminderRow) => runTask(row, row.run_at);
const turnOff = (user_id: string, topic: Topic, channel: Channel) => changeSettings({ user_id, change: { switches: [{ topic, channel, is_on: false }] }, now });
async function rowOf(booking: BookingDocument, lead: "day" | "hour", recipient_id = booking.consumer_id): Promise<ReminderRow> {
  await plan(booking);
  const row = (await rows()).find(({ task }) => task.lead === lead && task.recipient_id === recipient_id);
  if (!row) throw new Error("there is no such reminder");
  return row;
}

describe("planning", () => {
  it("writes a row for each of the two, a day and an hour ahead, once for a version however often it is planned", async () => {
    const booking = await aBookedSession();
    await plan(booking);
    await plan(booking, minutesAfter(now, 5));
    const due = (await rows()).map(({ task, run_at }) => [run_at.toISOString(), task.recipient_id]);
    const both = [booking.consumer_id, booking.tutor_user_id].sort();
    const expected = ["2027-02-03T10:00:00.000Z", "2027-02-04T09:00:00.000Z"].flatMap((at) => both.map((id) => [at, id]));
    expect(due.sort()).toEqual(expected.sort());
  });

  it.each<[string, number, string[]]>([
    ["a day and a minute", 24 * 60 + 1, ["day", "hour"]],
    ["exactly a day", 24 * 60, ["hour"]],
    ["an hour and a minute", 61, ["hour"]],
    ["exactly an hour", 60, []],
    ["ten minutes", 10, []],
  ])("leaves out what lies before the booking: %s ahead", async (_title, minutes, expected) => {
    await plan(await aBookedSession({ starts_at: minutesAfter(now, minutes) }));
    expect([...new Set((await rows()).map(({ task }) => task.lead))].sort()).toEqual(expected);
  });

  it("is undone with the transaction that confirms", async () => {
    const booking = await aBookedSession();
    const failing = withTransaction(async (session) => {
      await planReminders({ booking, now, session });
      throw new Error("the payment was not the one");
    });
    await expect(failing).rejects.toThrow("not the one");
    expect(await rows()).toEqual([]);
  });
});

describe("a reminder", () => {
  it("reaches each by mail and in the app, on their own clock, with their own page", async () => {
    const booking = await aBookedSession();
    await plan(booking);
    for (const row of await rows()) await run(row);
    expect(resend.sent).toHaveLength(4);
    const told = await notices();
    expect(told).toHaveLength(4);
    const of = (user_id: string, title: RegExp) => told.find((notice) => notice.user_id === user_id && title.test(notice.title));
    expect(of(booking.consumer_id, / with Amara Okafor in an hour$/)).toMatchObject({
      body: "At 5:00 AM, New York (EST). The link to join is on the booking page.",
      href: `/bookings/${booking._id}`,
      is_urgent: true,
    });
    expect(of(booking.tutor_user_id, / with Leah Brandt in a day$/)).toMatchObject({
      body: expect.stringMatching(/^Thu, Feb 4, 3:45 PM, Kathmandu/) as string,
      href: `/coach/bookings/${booking._id}`,
    });
  });

  it("is in the app once and mailed once, when the process dies between the two", async () => {
    const row = await rowOf(await aBookedSession(), "hour");
    resend.fails = true;
    await expect(run(row)).rejects.toThrow("died");
    expect(await notices()).toHaveLength(1);
    expect(resend.sent).toHaveLength(0);
    resend.fails = false;
    await run(row);
    // And after the mail, before the row is done.
    await run(row);
    expect(await notices()).toHaveLength(1);
    expect(new Set(resend.sent.map(({ idempotency_key }) => idempotency_key))).toEqual(new Set([row._id]));
  });

  const gone: [string, Partial<BookingDocument>][] = [
    ["was moved", { version: 1 }],
    ["was cancelled by the client", { status: "canceled_by_consumer" }],
    ["was cancelled by the coach", { status: "canceled_by_tutor" }],
    ["is disputed", { status: "disputed" }],
  ];
  it.each(gone)("of a session that %s since is neither mailed nor in the app", async (_title, change) => {
    const booking = await aBookedSession();
    const row = await rowOf(booking, "day");
    await collections().bookings.updateOne({ _id: booking._id }, { $set: change });
    await expect(run(row)).rejects.toThrow(NoLongerNeeded);
    expect([resend.sent, await notices()]).toEqual([[], []]);
  });

  it("that comes when the session has begun is neither mailed nor in the app", async () => {
    const booking = await aBookedSession();
    const row = await rowOf(booking, "hour");
    await expect(runTask(row, booking.starts_at)).rejects.toThrow(NoLongerNeeded);
    expect([resend.sent, await notices()]).toEqual([[], []]);
    await runTask(row, new Date(booking.starts_at.getTime() - 1));
    expect(resend.sent).toHaveLength(1);
  });

  it("of a moved session is the new version's, beside the old one's row", async () => {
    const booking = await aBookedSession();
    const old = await rowOf(booking, "hour");
    const moved = { version: 1, starts_at: new Date("2027-02-05T10:00:00Z"), ends_at: new Date("2027-02-05T11:00:00Z") };
    await collections().bookings.updateOne({ _id: booking._id }, { $set: moved });
    await plan({ ...booking, ...moved });
    expect(await rows()).toHaveLength(8);
    await expect(run(old)).rejects.toThrow(NoLongerNeeded);
    const fresh = (await rows()).find(({ task }) => task.version === 1 && task.lead === "hour" && task.recipient_id === booking.consumer_id);
    if (!fresh) throw new Error("not planned");
    await run(fresh);
    expect((await notices()).map(({ key }) => key)).toEqual([`reminder:${fresh._id}`]);
  });
});

describe("what a person has chosen", () => {
  it("is asked when the reminder is carried out, not when it is planned", async () => {
    const booking = await aBookedSession();
    const row = await rowOf(booking, "day");
    await turnOff(booking.consumer_id, "reminder_day", "mail");
    await expect(run(row)).rejects.toThrow(NoLongerNeeded);
    expect([resend.sent.length, (await notices()).length]).toEqual([0, 1]);
  });

  it("may be the mail alone, or neither", async () => {
    const booking = await aBookedSession();
    const row = await rowOf(booking, "day");
    await turnOff(booking.consumer_id, "reminder_day", "app");
    await run(row);
    expect([resend.sent.length, (await notices()).length]).toEqual([1, 0]);
    await turnOff(booking.consumer_id, "reminder_day", "mail");
    await expect(run(row)).rejects.toThrow(NoLongerNeeded);
    expect(resend.sent).toHaveLength(1);
  });

  it("is each one's own, and of each lead apart", async () => {
    const booking = await aBookedSession();
    await turnOff(booking.consumer_id, "reminder_day", "mail");
    await run(await rowOf(booking, "hour"));
    await run(await rowOf(booking, "day", booking.tutor_user_id));
    expect(resend.sent).toHaveLength(2);
  });

  it("by quiet hours keeps no reminder waiting", async () => {
    const booking = await aBookedSession();
    await changeSettings({ user_id: booking.consumer_id, change: { quiet_hours: { start_minute: 0, end_minute: 23 * 60 + 59 } }, now });
    await run(await rowOf(booking, "hour"));
    expect(resend.sent).toHaveLength(1);
  });
});

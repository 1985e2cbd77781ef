import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, expect } from "@playwright/test";
import type { Db } from "mongodb";
import { openSessions, signedInConsumers, withDatabase } from "./database";
import { mailsAbout, moneyOf, providerEvents } from "./emulators";
import { send } from "./people";

export const appUrl = process.env.E2E_APP_URL ?? "";

export const inDatabase = <T>(work: (db: Db) => Promise<T>) => withDatabase(process.env.DB_NAME ?? "", work);

export interface Coach {
  id: string;
  slug: string;
  name: string;
  email: string;
  timezone: string;
  currency: string;
  minutes: number;
  price: number;
}

interface TutorRow {
  _id: string;
  user_id: string;
  slug: string;
  name: string;
  currency: string;
  default_duration_minutes: number;
  price_from: number;
  availability: { timezone: string };
}

/** A coach of the demonstration with room, whom anybody may book online; another one at each call, so that tests keep apart. */
export async function aCoach(): Promise<Coach> {
  const open = { is_published: true, status: "approved", modality: "online", currency: "usd", "availability.is_paused": false };
  const coaches = await inDatabase(async (db) => {
    const rows = await db.collection<TutorRow>("tutors").find(open).sort({ _id: 1 }).toArray();
    return Promise.all(rows.map((row) => toCoach(db, row)));
  });
  for (let tried = 0; tried < coaches.length; tried += 1) {
    const coach = coaches[seen++ % coaches.length];
    if (coach && (await freeTimes(coach)).length >= 8) return coach;
  }
  throw new Error("the demonstration has no coach with room");
}

/** After a test that failed a new worker goes on, which must not begin with the coaches of before. */
let seen = Number(process.env.TEST_WORKER_INDEX ?? 0) * 17;

export function coachOf(slug: string): Promise<Coach> {
  return inDatabase(async (db) => {
    const row = await db.collection<TutorRow>("tutors").findOne({ slug });
    if (!row) throw new Error(`there is no coach ${slug}`);
    return toCoach(db, row);
  });
}

async function toCoach(db: Db, row: TutorRow): Promise<Coach> {
  const user = await db.collection<{ _id: string; email: string }>("users").findOne({ _id: row.user_id });
  return {
    id: row._id,
    slug: row.slug,
    name: row.name,
    email: user?.email ?? "",
    timezone: row.availability.timezone,
    currency: row.currency,
    minutes: row.default_duration_minutes,
    price: row.price_from,
  };
}

/** Free starts from this many days ahead on, a week of them. */
export async function freeTimes(coach: Coach, daysAhead = 7): Promise<string[]> {
  const from = new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
  const answer = await send(appUrl, "GET", `/api/tutors/${coach.id}/slots?duration_minutes=${coach.minutes}&from=${from}&days=7&timezone=UTC`);
  const { days } = (await answer.json()) as { days: { starts: string[] }[] };
  return days.flatMap(({ starts }) => starts);
}

/** The free start of that place, told plainly where there is none. */
export async function freeTime(coach: Coach, index = 0): Promise<string> {
  const time = (await freeTimes(coach)).at(index);
  if (!time) throw new Error(`${coach.name} has no free time number ${index}`);
  return time;
}

export interface Member {
  id: string;
  email: string;
  cookie: string;
}

export async function aMember(): Promise<Member> {
  const [person] = await inDatabase((db) => signedInConsumers(db, 1));
  if (!person) throw new Error("nobody was made");
  return { ...person, email: `${person.id}@example.com` };
}

/** Signs a browser in as somebody new. */
export async function asMember(context: BrowserContext): Promise<Member> {
  const member = await aMember();
  await giveCookie(context, member.cookie);
  return member;
}

/** Gives a browser a session of somebody who is there already, without the way through the sign-in page. */
export async function enterAs(context: BrowserContext, email: string): Promise<void> {
  const [cookie = ""] = await inDatabase(async (db) => {
    const user = await db.collection<{ _id: string }>("users").findOne({ email });
    if (!user) throw new Error(`there is no ${email}`);
    return openSessions(db, [user._id]);
  });
  await giveCookie(context, cookie);
}

async function giveCookie(context: BrowserContext, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: appUrl, httpOnly: true, sameSite: "Lax" }]);
}

export interface Hold {
  id: string;
  hold_expires_at: string;
  checkout_path: string;
}

export async function hold(member: Member, coach: Coach, starts_at: string): Promise<Hold> {
  const answer = await send(appUrl, "POST", "/api/bookings", { cookie: member.cookie, body: { tutor_id: coach.id, starts_at, duration_minutes: coach.minutes } });
  if (!answer.ok) throw new Error(`holding answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Hold;
}

export interface BookingRow {
  _id: string;
  status: string;
  tutor_id: string;
  consumer_id: string;
  starts_at: Date;
  ends_at: Date;
  version: number;
  note: string | null;
  hold_expires_at: Date | null;
  consumer_timezone: string;
  tutor_timezone: string;
  price: number;
  currency: string;
}

export async function bookingRow(id: string): Promise<BookingRow> {
  const row = await inDatabase((db) => db.collection<BookingRow>("bookings").findOne({ _id: id }));
  if (!row) throw new Error(`there is no booking ${id}`);
  return row;
}

/** As if the ten minutes were over: the server goes by this moment alone. */
export async function letHoldLapse(id: string): Promise<void> {
  await inDatabase((db) => db.collection<BookingRow>("bookings").updateOne({ _id: id }, { $set: { hold_expires_at: new Date(Date.now() - 1_000) } }));
}

/**
 * Until nothing about this booking is under way any more: its webhooks are worked off, its mails are sent. Then two of the
 * workers' rounds more, for what should not come.
 */
export async function untilQuiet(bookingId: string): Promise<void> {
  const { intents } = await moneyOf(bookingId);
  const ids = intents.map(({ id }) => id);
  const about = (subjects: string[]) => subjects.some((id) => ids.includes(id));
  await expect
    .poll(async () => (await providerEvents("payment_intent.succeeded")).filter((event) => about(event.subjects) && event.pending_webhooks > 0).length, { message: "webhooks are under way" })
    .toBe(0);
  await expect
    .poll(
      () =>
        inDatabase(async (db) => {
          // What is due later (completing, reminding) may wait.
          const mails = await db.collection("outbox").countDocuments({ "task.booking_id": bookingId, status: "pending", due_at: { $lte: new Date() } });
          const refunds = await db.collection("outbox").countDocuments({ "task.kind": "refund", status: "pending" });
          const events = await db.collection("webhook_events").countDocuments({ object_id: { $in: ids }, status: "pending" });
          return mails + refunds + events;
        }),
      { message: "work is left in the queues" },
    )
    .toBe(0);
  await sleep(2_100);
}

/** The three mails of one paid session, each once, whoever asked for its confirmation and how often. */
export async function expectConfirmedOnce(bookingId: string, people: { consumer_email: string; coach: Coach }) {
  const row = await bookingRow(bookingId);
  expect(row.status).toBe("confirmed");
  const mails = () => mailsAbout(bookingId, people.consumer_email);
  await expect.poll(async () => (await mails()).length).toBeGreaterThanOrEqual(2);
  await untilQuiet(bookingId);

  const toConsumer = await mails();
  const toCoach = await mailsAbout(bookingId, people.coach.email);
  const confirmations = toConsumer.filter(({ subject }) => subject.startsWith("Booked: "));
  expect(confirmations).toHaveLength(1);
  expect(toConsumer.filter(({ subject }) => /receipt/i.test(subject))).toHaveLength(1);
  expect(toConsumer).toHaveLength(2);
  expect(toCoach.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^New booking: /)]);

  const { intents, charges, refunds } = await moneyOf(bookingId);
  expect(intents).toHaveLength(1);
  expect(charges.filter(({ paid }) => paid).map(({ amount, currency }) => ({ amount, currency }))).toEqual([{ amount: row.price, currency: row.currency }]);
  expect(refunds).toHaveLength(0);
  return { row, confirmation: confirmations[0], toCoach: toCoach[0] };
}

import { expect, test } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import Stripe from "stripe";
import { startEmulators } from "../scripts/services";
import { type AppProcess, freePort, startApp } from "./support/app-process";
import { signedInConsumers, withDatabase } from "./support/database";
import { send } from "./support/people";

/** `kill -9` between every two steps from the hold to the mail, on an app, a database and emulators of its own. */
const database = `crash_${Date.now().toString(36)}`;
const webhookSecret = "whsec_emulator";

interface Case {
  booking_id: string;
  consumer_id: string;
  cookie: string;
  tutor_id: string;
  coach_email: string;
  starts_at: string;
  duration_minutes: number;
  intent_id: string;
}

let app: AppProcess;
let emulators: { url: string; stop(): Promise<void> };
let stripe: Stripe;
let port: number;
const data_dir = mkdtempSync(`${tmpdir()}/maestrohub-crash-`);

const environment = () => ({ DB_NAME: database, EMULATORS_URL: emulators.url, LOG_LEVEL: "fatal" });
const control = async (path: string, body: object) => {
  const response = await fetch(`${emulators.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
};
const delay = (emulator: string, method: string, path: string) => control("faults", { emulator, method, path, kind: "delay", delay_ms: 3_000 });
const bookingRow = (id: string) => withDatabase(database, (db) => db.collection<{ _id: string; status: string }>("bookings").findOne({ _id: id }));

async function killAndRestart(): Promise<void> {
  await app.kill();
  app = await startApp(port, environment());
}

test.beforeAll(async () => {
  port = await freePort();
  emulators = await startEmulators({ data_dir, emulators_port: 0, webhook_url: `http://127.0.0.1:${port}/api/stripe/webhook` });
  const { hostname, port: emulatorPort } = new URL(emulators.url);
  stripe = new Stripe("sk_test_emulator", { protocol: "http", host: hostname, port: Number(emulatorPort), telemetry: false });
  app = await startApp(port, environment());
  await copyCoaches();
});

test.afterAll(async () => {
  await app.kill();
  await emulators.stop();
  await withDatabase(database, (db) => db.dropDatabase());
  rmSync(data_dir, { recursive: true, force: true });
});

/** Coaches of the demonstration data, with nothing booked. */
async function copyCoaches(): Promise<void> {
  const { tutors, users } = await withDatabase(process.env.DB_NAME ?? "", async (db) => {
    const found = await db.collection("tutors").find({ is_published: true, modality: "online", "availability.is_paused": false, "availability.vacations": [] }).limit(14).toArray();
    return { tutors: found, users: await db.collection("users").find({ _id: { $in: found.map(({ user_id }) => user_id) } }).toArray() };
  });
  await withDatabase(database, async (db) => {
    await db.collection("tutors").insertMany(tutors);
    await db.collection("users").insertMany(users);
  });
}

/** One hold for each of `count` people with as many coaches. */
async function holds(count: number, skip = 0): Promise<Case[]> {
  const { people, coaches } = await withDatabase(database, async (db) => {
    const tutors = await db.collection("tutors").find().sort({ _id: 1 }).skip(skip).limit(count).toArray();
    const users = await db.collection("users").find({ _id: { $in: tutors.map(({ user_id }) => user_id) } }).toArray();
    const emails = new Map(users.map((user) => [String(user._id), String(user.email)]));
    const coaches = tutors.map(({ _id, user_id, default_duration_minutes }) => ({
      id: String(_id),
      email: emails.get(String(user_id)) ?? "",
      duration_minutes: Number(default_duration_minutes),
    }));
    return { coaches, people: await signedInConsumers(db, count) };
  });
  return Promise.all(
    coaches.map(async (coach, index): Promise<Case> => {
      const person = people[index];
      if (!person) throw new Error("as many people as coaches");
      const from = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
      const slots = await send(app.url, "GET", `/api/tutors/${coach.id}/slots?duration_minutes=${coach.duration_minutes}&from=${from}&days=7&timezone=UTC`);
      const { days } = (await slots.json()) as { days: { starts: string[] }[] };
      const starts_at = days.flatMap(({ starts }) => starts)[0] ?? "";
      const order = { tutor_id: coach.id, starts_at, duration_minutes: coach.duration_minutes };
      const held = await send(app.url, "POST", "/api/bookings", { cookie: person.cookie, body: order });
      expect(held.status).toBe(201);
      const { id } = (await held.json()) as { id: string };
      return { booking_id: id, consumer_id: person.id, cookie: person.cookie, coach_email: coach.email, ...order, intent_id: "" };
    }),
  );
}

async function order(one: Case): Promise<void> {
  const response = await send(app.url, "POST", "/api/payments/create-intent", { cookie: one.cookie, body: { booking_id: one.booking_id } });
  expect(response.status).toBe(200);
  one.intent_id = ((await response.json()) as { payment_intent_id: string }).payment_intent_id;
}

const pay = (one: Case) => stripe.paymentIntents.confirm(one.intent_id, { payment_method: "pm_card_visa", return_url: app.url });
const confirm = (one: Case) => send(app.url, "POST", "/api/payments/confirm", { cookie: one.cookie, body: { payment_intent_id: one.intent_id } });

function deliverSucceeded(one: Case): Promise<Response> {
  const payload = JSON.stringify({
    id: `evt_${one.intent_id}`,
    object: "event",
    type: "payment_intent.succeeded",
    livemode: false,
    data: { object: { id: one.intent_id, object: "payment_intent" } },
  });
  const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret });
  return fetch(`${app.url}/api/stripe/webhook`, { method: "POST", body: payload, headers: { "stripe-signature": signature } });
}

const mailsTo = async (address: string) => {
  const response = await fetch(`${emulators.url}/_inspect/mails?to=${encodeURIComponent(address)}`);
  return (await response.json()) as { subject: string }[];
};

/** Confirmed and mailed. MongoDB keeps a killed process's transaction, and what it touched, for up to 90 s. */
async function expectBooked(one: Case): Promise<void> {
  await expect.poll(async () => (await bookingRow(one.booking_id))?.status, { timeout: 120_000 }).toBe("confirmed");
  await expect.poll(async () => (await mailsTo(`${one.consumer_id}@example.com`)).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  await expect.poll(async () => (await mailsTo(one.coach_email)).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(1);
}

async function expectNothingTwice(cases: Case[]): Promise<void> {
  // Every row of the outbox is done: nothing is left that could still send a second mail.
  const left = () => withDatabase(database, (db) => db.collection("outbox").countDocuments({ status: { $ne: "done" }, due_at: { $lte: new Date() } }));
  await expect.poll(left, { timeout: 60_000 }).toBe(0);
  const intents = await stripe.paymentIntents.list({ limit: 100 });
  for (const one of cases) {
    const subjects = (await mailsTo(`${one.consumer_id}@example.com`)).map(({ subject }) => subject);
    expect(subjects, one.booking_id).toHaveLength(2);
    expect(new Set(subjects).size, "a confirmation and a receipt").toBe(2);
    expect(await mailsTo(one.coach_email)).toHaveLength(1);
    const mine = intents.data.filter(({ metadata }) => metadata.booking_id === one.booking_id);
    expect(mine.map(({ status }) => status)).toEqual(["succeeded"]);
    const charges = await stripe.charges.list({ payment_intent: one.intent_id });
    expect(charges.data.map(({ amount_refunded }) => amount_refunded)).toEqual([0]);
  }
}

test("killed at each step between hold and mail, a paid booking is confirmed, charged and mailed once, and an unpaid one frees its time", async () => {
  test.setTimeout(300_000);
  const [held, ordering, paid, confirming, working, mailing] = await holds(6);
  if (!held || !ordering || !paid || !confirming || !working || !mailing) throw new Error("six holds");
  await control("stripe/webhook-faults", { hold: true });
  for (const one of [paid, confirming, working, mailing]) {
    await order(one);
    await pay(one);
  }

  // Each of these is under way when the process dies: Stripe or Resend does its part, and nobody hears of it.
  await delay("resend", "POST", "/resend/emails");
  expect((await confirm(mailing)).status).toBe(200);
  await delay("stripe", "GET", `/v1/payment_intents/${working.intent_id}`);
  expect((await deliverSucceeded(working)).status).toBe(200);
  await delay("stripe", "GET", `/v1/payment_intents/${confirming.intent_id}`);
  const lost = [confirm(confirming).catch(() => null)];
  await delay("stripe", "POST", "/v1/payment_intents");
  lost.push(send(app.url, "POST", "/api/payments/create-intent", { cookie: ordering.cookie, body: { booking_id: ordering.booking_id } }).catch(() => null));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await killAndRestart();
  expect(await Promise.all(lost)).toEqual([null, null]);
  await control("stripe/webhook-faults", {});
  await control("stripe/webhooks/flush", {});

  for (const one of [paid, confirming, working, mailing]) await expectBooked(one);

  // The order that was under way is found again: Stripe has one intent for it.
  await order(ordering);
  await pay(ordering);
  expect((await confirm(ordering)).status).toBe(200);
  await expectBooked(ordering);
  await expectNothingTwice([ordering, paid, confirming, working, mailing]);

  // The unpaid one is anybody's once its ten minutes are over.
  expect((await bookingRow(held.booking_id))?.status).toBe("held");
  const [other] = await withDatabase(database, async (db) => {
    await db.collection<{ _id: string }>("bookings").updateOne({ _id: held.booking_id }, { $set: { hold_expires_at: new Date(Date.now() - 1) } });
    return signedInConsumers(db, 1);
  });
  const { tutor_id, starts_at, duration_minutes } = held;
  const taken = await send(app.url, "POST", "/api/bookings", { cookie: other?.cookie ?? "", body: { tutor_id, starts_at, duration_minutes } });
  expect(taken.status).toBe(201);
  expect((await bookingRow(held.booking_id))?.status).toBe("expired");
});

test("killed at any moment of confirming, six times, nothing is lost and nothing happens twice", async () => {
  test.setTimeout(400_000);
  const cases = await holds(6, 6);
  for (const [round, one] of cases.entries()) {
    await order(one);
    await pay(one);
    const answer = confirm(one).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, round * 12));
    await killAndRestart();
    await answer;
  }
  for (const one of cases) await expectBooked(one);
  await expectNothingTwice(cases);
});

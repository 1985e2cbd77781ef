import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { announced, spawnWorker, startEmulators } from "../scripts/services";
import { type AppProcess, freePort, startApp } from "./support/app-process";
import { signedInConsumers, withDatabase } from "./support/database";

/** Two processes of the app and one worker alone, on a database and emulators of their own: each job is done once, and a death costs its lease. */
const database = `workers_${Date.now().toString(36)}`;
const leaseSeconds = 20;

let apps: AppProcess[] = [];
let worker: ChildProcess;
let emulators: { url: string; stop(): Promise<void> };

test.beforeAll(async () => {
  emulators = await startEmulators({ data_dir: null, emulators_port: 0, webhook_url: "" });
  const env = { DB_NAME: database, EMULATORS_URL: emulators.url, LOG_LEVEL: "fatal" };
  apps = [await startApp(await freePort(), env), await startApp(await freePort(), env)];
  worker = spawnWorker(env);
  await announced(worker, /(The worker is ready)/);
});

test.afterAll(async () => {
  worker.kill("SIGKILL");
  await Promise.all(apps.map((app) => app.kill()));
  await emulators.stop();
  await withDatabase(database, (db) => db.dropDatabase());
});

interface Row {
  _id: string;
  [field: string]: unknown;
}

/** One mail to each of as many people, due now; their addresses. */
function writeMails(count: number): Promise<string[]> {
  return withDatabase(database, async (db) => {
    const people = await signedInConsumers(db, count);
    const now = new Date();
    await db.collection<Row>("outbox").insertMany(
      people.map(({ id }) => ({
        _id: `out_${randomBytes(12).toString("hex")}`,
        key: `mail:password-reset:${id}`,
        task: { kind: "mail", template: "password-reset", recipient_id: id, secret_url: `https://maestrohub.example/reset-password?token=${id}` },
        ...{ lane: "resend", order_key: null, due_at: now, status: "pending", attempts: 0, run_at: now, last_error: null, created_at: now, done_at: null },
      })),
    );
    return people.map(({ id }) => `${id}@example.com`);
  });
}

async function arrivals(): Promise<{ to: string; at: number }[]> {
  const mails = (await (await fetch(`${emulators.url}/_inspect/mails`)).json()) as { to: string[]; created_at: string }[];
  return mails.map(({ to, created_at }) => ({ to: to[0] ?? "", at: Date.parse(created_at) }));
}

const control = (path: string, body: object) => fetch(`${emulators.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const arrived = async (addresses: string[]) => (await arrivals()).filter(({ to }) => addresses.includes(to));
const tasks = (filter: object) => withDatabase(database, (db) => db.collection("outbox").find(filter).toArray());

test("each job is done by one of the three, and the schedule is followed by one of them at a time", async () => {
  const addresses = await writeMails(60);
  await expect.poll(async () => (await arrived(addresses)).length, { timeout: 30_000 }).toBe(60);
  await expect.poll(async () => (await tasks({ status: "done" })).length).toBe(60);
  expect((await tasks({})).map(({ attempts }) => Number(attempts))).toEqual(Array(60).fill(1));
  const jobs = await withDatabase(database, (db) => db.collection("recurring_jobs").find({ failures: 0, last_success_at: { $ne: null } }).toArray());
  expect(jobs.length).toBeGreaterThan(2);
});

test("killing two of the three loses and doubles nothing, and what they had in hand is late by a lease at most", async () => {
  test.setTimeout(120_000);
  await control("resend/latency", { ms: 400 });
  const due = Date.now();
  const addresses = await writeMails(120);
  await expect.poll(async () => (await arrived(addresses)).length, { timeout: 30_000, intervals: [50] }).toBeGreaterThan(10);
  await apps[0]?.kill();
  const died = Date.now();
  await expect.poll(async () => (await arrived(addresses)).length, { timeout: 30_000, intervals: [50] }).toBeGreaterThan(40);
  worker.kill("SIGKILL");
  const diedLast = Date.now();
  await expect.poll(async () => (await tasks({ status: { $ne: "done" } })).length, { timeout: 60_000 }).toBe(0);

  const mails = await arrived(addresses);
  expect(mails.map(({ to }) => to).toSorted()).toEqual(addresses.toSorted());
  // Taken just before the death at the latest, hence due again a lease later at the latest.
  const last = Math.max(...mails.map(({ at }) => at));
  const done = Math.max(...(await tasks({})).map(({ done_at }) => (done_at as Date).getTime()));
  test.info().annotations.push({ type: "figures", description: `killed after ${died - due} and ${diedLast - due} ms; last mail ${last - diedLast} ms, last row ${done - diedLast} ms after the second death` });
  expect(done - diedLast).toBeLessThan((leaseSeconds + 5) * 1_000);
});

test("a worker that is told to end finishes or gives back what it has in hand, and a new one goes on at once", async () => {
  await Promise.all(apps.map((app) => app.kill()));
  await control("resend/latency", { ms: 300 });
  const addresses = await writeMails(30);
  const start = () => spawnWorker({ DB_NAME: database, EMULATORS_URL: emulators.url, LOG_LEVEL: "fatal" });
  worker = start();
  await expect.poll(async () => (await arrived(addresses)).length, { timeout: 30_000, intervals: [50] }).toBeGreaterThan(2);
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  worker.kill("SIGTERM");
  expect(await ended).toBe(0);
  // Nothing is leased to the one that is gone.
  expect(await tasks({ status: "pending", run_at: { $gt: new Date() } })).toEqual([]);
  worker = start();
  await expect.poll(async () => (await tasks({ status: { $ne: "done" } })).length, { timeout: 18_000 }).toBe(0);
  expect((await arrived(addresses)).length).toBe(30);
});

test("where no worker runs, a call of the tick does what is due, and only with the secret", async () => {
  const secret = "a-secret-of-sixteen-or-more";
  const app = await startApp(await freePort(), { DB_NAME: database, EMULATORS_URL: emulators.url, LOG_LEVEL: "fatal", WORKER: "off", CRON_SECRET: secret });
  apps.push(app);
  worker.kill("SIGKILL");
  await control("resend/latency", { ms: 0 });
  const addresses = await writeMails(5);
  const tick = (authorization: string) => fetch(`${app.url}/api/cron/tick`, { method: "POST", headers: { authorization } });
  expect((await tick("Bearer nothing")).status).toBe(401);
  expect(await arrived(addresses)).toEqual([]);
  const answer = await tick(`Bearer ${secret}`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ rows: { done: 5 } });
  expect((await arrived(addresses)).length).toBe(5);
});

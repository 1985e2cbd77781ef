/**
 * `npm run bench:money`: how soon a webhook is acknowledged, how soon its booking is confirmed, and how long the books take to be
 * compared. The route handler and the worker run in this process, on a database and emulators of their own; Next's part of a
 * request is what `npm run bench` measures. Options: --payments 200 --entries 100000
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startServices } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

const { values } = parseArgs({ options: { payments: { type: "string", default: "200" }, entries: { type: "string", default: "100000" } } });
// In memory where the machine has a disk of it, as the simulation does.
const data_dir = mkdtempSync(`${existsSync("/dev/shm") ? "/dev/shm" : tmpdir()}/maestrohub-bench-`);
const services = await startServices({ data_dir, emulators_port: 0, webhook_url: "" });
Object.assign(process.env, withoutProviders, { MONGO_URL: services.mongo_url, DB_NAME: "bench_money", EMULATORS_URL: services.emulators_url, LOG_LEVEL: "silent", NODE_ENV: "development" });

// Only now: the app reads its environment once.
const { POST } = await import("@/app/api/stripe/webhook/route");
const { aHold } = await import("@/lib/bookings/test-marketplace");
const { env } = await import("@/lib/config/env");
const { collections } = await import("@/lib/db/collections");
const { getClient } = await import("@/lib/db/client");
const { prepareDatabase } = await import("@/lib/db/start-up");
const { stripe } = await import("@/lib/integrations/stripe/client");
const { startWorker } = await import("@/lib/jobs/worker");
const { createIntent } = await import("@/lib/payments/create-intent");
const { compareKept, writeBooks } = await import("@/lib/reconciliation/test-books");
const { now } = await import("@/lib/bookings/test-marketplace");

try {
  await prepareDatabase(new Date());
  const { acknowledged, confirmed } = await measureWebhooks(Number(values.payments));
  print("webhook acknowledged", acknowledged, "aim: p99 50 ms");
  print("webhook to confirmed", confirmed, "aim: p50 300 ms, p99 2,000 ms");
  await measureReconciliation(Number(values.entries));
} finally {
  await getClient().close();
  await services.stop();
  rmSync(data_dir, { recursive: true, force: true });
}
process.exit();

async function measureWebhooks(payments: number): Promise<{ acknowledged: number[]; confirmed: number[] }> {
  const worker = startWorker();
  const [acknowledged, confirmed]: [number[], number[]] = [[], []];
  for (let i = 0; i < payments; i += 1) {
    const hold = await aHold();
    const { intent } = await createIntent({ booking_id: hold._id, user_id: hold.consumer_id, now });
    await stripe().paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa", return_url: "http://localhost:3000/checkout" });
    const request = signed({ id: `evt_bench_${i}`, type: "payment_intent.succeeded", object: "event", livemode: false, data: { object: { id: intent.id, object: "payment_intent" } } });
    const started = performance.now();
    const answer = await POST(request);
    if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}: ${await answer.text()}`);
    acknowledged.push(performance.now() - started);
    while ((await collections().bookings.findOne({ _id: hold._id }))?.status !== "confirmed") {
      if (performance.now() - started > 20_000) throw new Error("a payment was not confirmed within 20 s");
      await sleep(2);
    }
    confirmed.push(performance.now() - started);
  }
  await worker.stop();
  return { acknowledged, confirmed };
}

function signed(event: object): Request {
  const payload = JSON.stringify(event);
  const header = stripe().webhooks.generateTestHeaderString({ payload, secret: env().stripe?.webhook_secret ?? "" });
  return new Request("http://localhost:3000/api/stripe/webhook", { method: "POST", body: payload, headers: { "stripe-signature": header } });
}

/** Stripe's movements are in the database already: reading them is a page of 100 a request, as fast as Stripe answers. */
async function measureReconciliation(entries: number): Promise<void> {
  for (const name of ["ledger_entries", "ledger_head", "booking_accounts"] as const) await collections()[name].deleteMany({});
  // 3.5 entries a sale on the average (test-books.ts).
  const books = await writeBooks(Math.ceil(entries / 3.5));
  for (let from = 0; from < books.movements.length; from += 5_000) await collections().stripe_movements.insertMany(books.movements.slice(from, from + 5_000));
  const started = performance.now();
  const run = await compareKept();
  const seconds = (performance.now() - started) / 1_000;
  console.log(`reconciliation of ${books.entries.toLocaleString("en-US")} entries with ${books.movements.length.toLocaleString("en-US")} movements: ${seconds.toFixed(1)} s (aim: 5 s), ${run.differences_count} differences`);
}

function print(name: string, times: number[], aim: string): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
  console.log(`${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms over ${sorted.length} (${aim})`);
}

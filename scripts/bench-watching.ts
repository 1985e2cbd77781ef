import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import Stripe from "stripe";
import { demoLogins } from "./seed/demo-logins.ts";
import { runToEnd, startNext, waitFor } from "./run-app.ts";
import { end, startServices } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

/**
 * `npm run bench:watching`: what it costs a person who books that Mixpanel, Sentry and New Relic take connections and never
 * answer. Two processes of one build on one database book in turns, so that the machine's moods fall on both, and both carry the
 * same watchers, New Relic's agent too: those of one answer at once (their emulators), those of the other are a hole.
 * BENCH_BUILT=1 uses the build that is there.
 */
const journeys = Number(process.env.BENCH_JOURNEYS ?? 60);
const held = new Set<Socket>();
const hole = createServer((socket) => void held.add(socket.on("error", () => undefined))).listen(0, "127.0.0.1");
await new Promise((resolve) => hole.once("listening", resolve));
const { port: hole_port } = hole.address() as AddressInfo;

const data_dir = mkdtempSync(`${tmpdir()}/maestrohub-bench-`);
const services = await startServices({ data_dir, emulators_port: 0, webhook_url: "" });
const addressOf = (port: number) => `http://127.0.0.1:${port}`;
const envOf = (port: number): NodeJS.ProcessEnv => ({
  ...process.env,
  ...withoutProviders,
  NODE_ENV: "production",
  NEXT_DIST_DIR: ".next-bench",
  BENCH: "1",
  APP_URL: addressOf(port),
  MONGO_URL: services.mongo_url,
  DB_NAME: "bench_watching",
  EMULATORS_URL: services.emulators_url,
  BETTER_AUTH_SECRET: "the-benchmark-keeps-no-secret-of-anybody",
  LOG_LEVEL: "silent",
});
const [answered_port, unanswered_port] = [3901, 3902];
const unanswered = {
  ...envOf(unanswered_port),
  MIXPANEL_TOKEN: "token-of-a-benchmark",
  // Only ever https: the hole takes the connection and does not even shake hands.
  MIXPANEL_API_URL: `https://127.0.0.1:${hole_port}`,
  SENTRY_DSN: `http://${"b".repeat(32)}@127.0.0.1:${hole_port}/1`,
  NEW_RELIC_LICENSE_KEY: "b".repeat(40),
  NEW_RELIC_HOST: "127.0.0.1",
  NEW_RELIC_PORT: String(hole_port),
};
if (!process.env.BENCH_BUILT) runToEnd(["node_modules/next/dist/bin/next", "build"], envOf(answered_port));
runToEnd(["node_modules/tsx/dist/cli.mjs", "--conditions=react-server", "scripts/seed.ts"], envOf(answered_port));
const answered = { ...envOf(answered_port), NEW_RELIC: "emulator" };
const apps = [startNext("start", { port: answered_port, env: answered }), startNext("start", { port: unanswered_port, env: unanswered })];
const stripe = new Stripe("sk_test_emulator", { host: "127.0.0.1", port: new URL(services.emulators_url).port, protocol: "http" });

try {
  for (const [i, port] of [answered_port, unanswered_port].entries()) await waitFor(`${addressOf(port)}/api/health/integrations`, apps[i]!);
  await measure();
} finally {
  for (const app of apps) await end(app);
  for (const socket of held) socket.destroy();
  hole.close();
  await services.stop();
  rmSync(data_dir, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const rooms = await Promise.all([answered_port, unanswered_port].map((port) => aClient(addressOf(port))));
  const orders = await freeTimes(addressOf(answered_port));
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < journeys * 2 + 10; i += 1) {
    const order = orders[i];
    if (!order) throw new Error(`only ${i} times are free`);
    const which = i % 2 === 0 ? 0 : 1;
    const ms = await book(rooms[which]!, order);
    // The first ones meet a process that is still warming up.
    if (i >= 10) times[which].push(ms);
  }
  const [answered_ms, unanswered_ms] = times.map((list) => list.toSorted((a, b) => a - b));
  const at = (list: number[] | undefined, share: number) => list?.[Math.floor(list.length * share)] ?? Number.NaN;
  console.log(`\n${journeys} sessions booked by each: hold, intent, payment at the emulator, confirmation; ms\n`);
  console.log(`watchers answer at once     p50 ${at(answered_ms, 0.5).toFixed(1)}   p95 ${at(answered_ms, 0.95).toFixed(1)}`);
  console.log(
    `watchers never answer       p50 ${at(unanswered_ms, 0.5).toFixed(1)}   p95 ${at(unanswered_ms, 0.95).toFixed(1)}   (${held.size} connections fell into the hole)`,
  );
  console.log(`slower by                   p50 ${(at(unanswered_ms, 0.5) - at(answered_ms, 0.5)).toFixed(1)} (aim 5)`);
}

interface Client {
  address: string;
  headers: Record<string, string>;
}

/** Somebody signed in who said yes to statistics, so that everything that can be told is told. */
async function aClient(address: string): Promise<Client> {
  const [{ email, password }] = demoLogins;
  const headers = { "content-type": "application/json", origin: address };
  const signedIn = await fetch(`${address}/api/account/sign-in`, { method: "POST", headers, body: JSON.stringify({ email, password }) });
  const cookie = cookiesOf(signedIn);
  const agreed = await fetch(`${address}/api/consent`, { method: "POST", headers: { ...headers, cookie }, body: JSON.stringify({ statistics: true }) });
  return { address, headers: { ...headers, cookie: `${cookie}; ${cookiesOf(agreed)}` } };
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

type Order = { tutor_id: string; starts_at: string; duration_minutes: number };

/** Times that do not meet each other, since one person books them all; of many coaches, in turns. */
async function freeTimes(address: string): Promise<Order[]> {
  const html = await (await fetch(`${address}/coaches`)).text();
  const coaches = [...new Set(html.match(/tutor_[a-z0-9_]+/g) ?? [])];
  const all: Order[] = [];
  for (const tutor_id of coaches) {
    const { days, duration_minutes } = (await (await fetch(`${address}/api/tutors/${tutor_id}/slots?days=42&timezone=UTC`)).json()) as {
      days: { starts: string[] }[];
      duration_minutes: number;
    };
    for (const starts_at of days.flatMap(({ starts }) => starts)) all.push({ tutor_id, starts_at, duration_minutes });
  }
  all.sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  let free = 0;
  return all.filter(({ starts_at, duration_minutes }) => {
    if (Date.parse(starts_at) < free) return false;
    free = Date.parse(starts_at) + (duration_minutes + 60) * 60_000;
    return true;
  });
}

async function book({ address, headers }: Client, order: Order): Promise<number> {
  const post = async (path: string, body: object, expected: number) => {
    const response = await fetch(address + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (response.status !== expected) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  const started = performance.now();
  const { id, booking_id = id } = await post("/api/bookings", order, 201);
  const { payment_intent_id = "" } = await post("/api/payments/create-intent", { booking_id }, 200);
  await stripe.paymentIntents.confirm(payment_intent_id, { payment_method: "pm_card_visa", return_url: address });
  await post("/api/payments/confirm", { payment_intent_id }, 200);
  return performance.now() - started;
}

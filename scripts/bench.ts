import autocannon from "autocannon";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import { benchSlots } from "./bench-slots.ts";
import { demoLogins } from "./seed/demo-logins.ts";
import { runToEnd, startNext, waitFor } from "./run-app.ts";
import { end, startServices } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

/**
 * `npm run bench`: the speed of what people wait for, each as a ratio to a bare handler or page of the same build in the same
 * run, because a machine's own speed says little. Figures are for reading, not for tests. BENCH_BUILT=1 uses the build that is there.
 */
const port = 3900;
const address = `http://127.0.0.1:${port}`;
const seconds = 8;
const connections = 10;
let address_number = 0;

const data_dir = mkdtempSync(`${tmpdir()}/maestrohub-bench-`);
const services = await startServices({ data_dir, emulators_port: 0, webhook_url: "" });
const env: NodeJS.ProcessEnv = {
  ...process.env,
  ...withoutProviders,
  NODE_ENV: "production",
  BENCH: "1",
  NEXT_DIST_DIR: ".next-bench",
  APP_URL: address,
  MONGO_URL: services.mongo_url,
  DB_NAME: `bench_${Date.now().toString(36)}`,
  EMULATORS_URL: services.emulators_url,
  BETTER_AUTH_SECRET: "the-benchmark-keeps-no-secret-of-anybody",
  LOG_LEVEL: "error",
};
if (!process.env.BENCH_BUILT) runToEnd(["node_modules/next/dist/bin/next", "build"], env);
runToEnd(["node_modules/tsx/dist/cli.mjs", "--conditions=react-server", "scripts/seed.ts"], env);
const app = startNext("start", { port, env });
await waitFor(`${address}/api/health/integrations`, app);

try {
  await measure();
} finally {
  await end(app);
  await services.stop();
  rmSync(data_dir, { recursive: true, force: true });
}

interface Figures {
  per_second: number;
  p50_ms: number;
  p99_ms: number;
}

async function measure(): Promise<void> {
  const coaches = await coachesOfResults();
  const handler = await load("/bench/route");
  const page = await load("/bench");
  const results = await load("/coaches");
  const slots = await load(`/api/tutors/${coaches[0]}/slots?days=28&timezone=America/New_York`);
  const hold = await loadHolds(coaches);

  console.log(`\n${connections} connections, ${seconds} s each\n`);
  row("", "req/s", "p50 ms", "p99 ms", "req/s against");
  row("bare route handler", ...columns(handler), "");
  row("bare dynamic page", ...columns(page), "");
  row("results page", ...columns(results), `${(results.per_second / page.per_second).toFixed(2)} of the bare page`);
  row("slots route, 28 days", ...columns(slots), `${(slots.per_second / handler.per_second).toFixed(2)} of the bare handler`);
  row("hold route", ...columns(hold), `${(hold.per_second / handler.per_second).toFixed(2)} of the bare handler`);

  const { median_ms, p95_ms } = benchSlots();
  console.log(`\n28 days of slots with 200 busy blocks: median ${median_ms.toFixed(3)} ms, p95 ${p95_ms.toFixed(3)} ms (aim 1 ms)`);
  console.log("\nFirst-load JavaScript, gzipped (aim 150 KB)");
  for (const [name, path, cookie] of await pagesToWeigh(coaches)) console.log(`  ${name.padEnd(10)} ${(await firstLoadKb(path, cookie)).toFixed(1)} KB`);
}

function row(...cells: [string, string, string, string, string]): void {
  console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(24) : index < 4 ? cell.padStart(9) : `   ${cell}`)).join(""));
}

function columns({ per_second, p50_ms, p99_ms }: Figures): [string, string, string] {
  return [per_second.toFixed(0), p50_ms.toFixed(1), p99_ms.toFixed(1)];
}

async function load(path: string): Promise<Figures> {
  const requests = [{ setupRequest: (request: autocannon.Request) => ({ ...request, headers: fromAnotherAddress() }) }];
  const options = { url: address + path, connections, requests };
  await autocannon({ ...options, duration: 2 });
  const { requests: answered, latency, non2xx } = await autocannon({ ...options, duration: seconds });
  if (non2xx > 0) throw new Error(`${path}: ${non2xx} answers were no success`);
  return { per_second: answered.average, p50_ms: latency.p50, p99_ms: latency.p99 };
}

/** Rates are counted by address, and one machine is no crowd: each request comes from its own. */
function fromAnotherAddress(): Record<string, string> {
  address_number += 1;
  return { "x-forwarded-for": `10.${address_number >> 16}.${(address_number >> 8) & 255}.${address_number & 255}` };
}

async function coachesOfResults(): Promise<string[]> {
  const html = await (await fetch(`${address}/coaches`)).text();
  return [...new Set(html.match(/tutor_[a-z0-9_]+/g) ?? [])];
}

/** Every hold takes another free time for another visitor, so that each request does the whole work. */
async function loadHolds(coaches: string[]): Promise<Figures> {
  const orders: string[] = [];
  for (const tutor_id of coaches) {
    const answer = await fetch(`${address}/api/tutors/${tutor_id}/slots?days=42&timezone=UTC`);
    const { days, duration_minutes } = (await answer.json()) as { days: { starts: string[] }[]; duration_minutes: number };
    let free = 0;
    for (const starts_at of days.flatMap(({ starts }) => starts)) {
      if (Date.parse(starts_at) < free) continue;
      free = Date.parse(starts_at) + (duration_minutes + 60) * 60_000;
      orders.push(JSON.stringify({ tutor_id, starts_at, duration_minutes }));
    }
  }
  let next = 0;
  const times: number[] = [];
  const started = performance.now();
  const visitor = async () => {
    for (let body = orders[next++]; body && performance.now() - started < seconds * 1_000; body = orders[next++]) {
      const begun = performance.now();
      const headers = { "content-type": "application/json", origin: address, ...fromAnotherAddress() };
      const response = await fetch(`${address}/api/bookings`, { method: "POST", body, headers });
      await response.arrayBuffer();
      if (response.status !== 201) throw new Error(`a hold answered ${response.status}`);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: connections }, visitor));
  const elapsed = (performance.now() - started) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? NaN;
  return { per_second: times.length / elapsed, p50_ms: at(0.5), p99_ms: at(0.99) };
}

async function pagesToWeigh(coaches: string[]): Promise<[string, string, string][]> {
  const [{ email, password }] = demoLogins;
  const headers = { "content-type": "application/json", origin: address };
  const signedIn = await fetch(`${address}/api/account/sign-in`, { method: "POST", headers, body: JSON.stringify({ email, password }) });
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const results = await (await fetch(`${address}/coaches`)).text();
  const profile = /\/coaches\/[a-z0-9-]+/.exec(results)?.[0] ?? "/coaches";
  return [
    ["home", "/", ""],
    ["results", "/coaches", ""],
    ["coach", profile, ""],
    ["checkout", await aCheckout(coaches, cookie), cookie],
  ];
}

async function aCheckout(coaches: string[], cookie: string): Promise<string> {
  for (const tutor_id of coaches) {
    const answer = await fetch(`${address}/api/tutors/${tutor_id}/slots?days=42&timezone=UTC`);
    const { days, duration_minutes } = (await answer.json()) as { days: { starts: string[] }[]; duration_minutes: number };
    const starts_at = days.flatMap(({ starts }) => starts).at(-1);
    const headers = { "content-type": "application/json", origin: address, cookie };
    const held = await fetch(`${address}/api/bookings`, { method: "POST", headers, body: JSON.stringify({ tutor_id, starts_at, duration_minutes }) });
    if (held.ok) return ((await held.json()) as { checkout_path: string }).checkout_path;
  }
  throw new Error("no time could be held");
}

/** What the browser fetches before the page works: every script that the HTML names, each gzipped. Stripe.js comes later. */
async function firstLoadKb(path: string, cookie: string): Promise<number> {
  const html = await (await fetch(address + path, { headers: { cookie } })).text();
  const tags = html.match(/<script[^>]+src="[^"]+"[^>]*>/g) ?? [];
  const sources = tags.filter((tag) => !tag.includes("nomodule") && !tag.includes("noModule")).map((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? "");
  let bytes = 0;
  for (const source of new Set(sources)) {
    if (source.startsWith("/")) bytes += gzipSync(Buffer.from(await (await fetch(address + source)).arrayBuffer())).byteLength;
  }
  return bytes / 1_024;
}

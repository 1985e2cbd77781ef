import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { Collection, MongoServerError } from "mongodb";
import Stripe from "stripe";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createCloudflareEmulator } from "../../emulators/cloudflare/cloudflare-emulator";
import { startEdge } from "../../emulators/cloudflare/edge";
import { createCloudinaryEmulator } from "../../emulators/cloudinary/cloudinary-emulator";
import { createLlmEmulator } from "../../emulators/llm/llm-emulator";
import { createMixpanelEmulator } from "../../emulators/mixpanel/mixpanel-emulator";
import { createNewRelicEmulator } from "../../emulators/newrelic/newrelic-emulator";
import { createResendEmulator } from "../../emulators/resend/resend-emulator";
import { type RunningEmulators, startServer } from "../../emulators/server";
import { createSentryEmulator } from "../../emulators/sentry/sentry-emulator";
import { createStripeEmulator } from "../../emulators/stripe/stripe-emulator";
import { type Env, parseEnv } from "@/lib/config/env";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { ensureSponsorPrices } from "@/lib/integrations/stripe/sponsor-prices";
import { getDb } from "@/lib/db/client";
import { prepareDatabase } from "@/lib/db/start-up";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { addTask } from "@/lib/outbox/store";
import { diagnose } from "./diagnose";
import { tellFinding } from "./findings";
import { probes } from "./probes";
import { runProbe } from "./run-probe";
import type { Report, Service } from "./schema";
import { writeSignal } from "./signals";

setUpTestDatabase();

let running: RunningEmulators;
const undo: (() => unknown)[] = [];

beforeAll(async () => {
  running = await startServer({
    port: 0,
    data: null,
    emulators: [
      createStripeEmulator,
      createResendEmulator,
      createCloudinaryEmulator,
      createCloudflareEmulator,
      createMixpanelEmulator,
      createSentryEmulator,
      createNewRelicEmulator,
      createLlmEmulator,
    ],
  });
});
afterAll(() => running.close());
afterEach(async () => {
  for (const back of undo.splice(0).reverse()) await back();
  await control("reset", {});
});

const control = (path: string, body: object) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const fault = (emulator: string, kind: "status" | "delay", more: object) => control("faults", { emulator, kind, times: 20, ...more });
/** A port where nobody listens. */
const nowhere = "http://127.0.0.1:23";
const site = "http://localhost:3000";

interface World {
  env: Env;
  now: Date;
  machineNow: () => number;
  modules: string[] | null;
}

/** Everything set up, and well: Stripe knows our endpoint, and the emulators are ours alone. */
async function aWellWorld(service?: Service): Promise<World> {
  if (service === "stripe") {
    // While there is no endpoint: nobody listens there, and Stripe would say that it could not tell us of the prices.
    await control("stripe/webhook-endpoints", { urls: [] });
    await ensureSponsorPrices(new Stripe("sk_test_emulator", { host: "127.0.0.1", port: Number(new URL(running.url).port), protocol: "http" }));
  }
  await control("stripe/webhook-endpoints", { urls: [`${site}/api/stripe/webhook`] });
  const env = parseEnv({ MONGO_URL: process.env.MONGO_URL, DB_NAME: process.env.DB_NAME, EMULATORS_URL: running.url, NEW_RELIC: "emulator" });
  return { env, now: new Date(), machineNow: Date.now, modules: null };
}

async function ask(service: Service, world: World): Promise<Report> {
  const probe = probes.find((each) => each.service === service);
  if (!probe) throw new Error(`nobody probes ${service}`);
  return runProbe(probe, world);
}

const stripe = (world: World, changes: Partial<NonNullable<Env["stripe"]>>) => void (world.env.stripe = { ...world.env.stripe!, ...changes });
const resend = (world: World, changes: Partial<NonNullable<Env["resend"]>>) => void (world.env.resend = { ...world.env.resend!, ...changes });
const cloudinary = (world: World, changes: Partial<NonNullable<Env["cloudinary"]>>) => void (world.env.cloudinary = { ...world.env.cloudinary!, ...changes });
const cloudflare = (world: World, changes: Partial<NonNullable<Env["cloudflare"]>>) => void (world.env.cloudflare = { ...world.env.cloudflare!, ...changes });

/** A payment whose event Stripe could not deliver, ten minutes ago by the emulators' clock. */
async function undeliveredEvent(world: World): Promise<void> {
  await control("stripe/webhook-endpoints", { urls: [`${site}/api/stripe/webhook`] });
  await control("stripe/webhook-faults", { hold: true });
  await fetch(`${running.url}/v1/payment_intents`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_emulator", "content-type": "application/x-www-form-urlencoded" },
    body: "amount=1000&currency=usd",
  });
  world.now = new Date(Date.now() + 10 * 60_000);
}

async function giveUp(count: number): Promise<void> {
  const now = new Date();
  for (let i = 0; i < count; i++) await addTask({ key: newId("outbox"), task: { kind: "refund", refund_id: "ref_x" }, now });
  await collections().outbox.updateMany({ status: "pending" }, { $set: { status: "failed", last_error: "refund ref_0123456789 has no charge" } });
  undo.push(() => collections().outbox.deleteMany({}));
}

/** What the driver answers where the server refuses writes: the user may only read, the disk is full, the primary is gone. */
function refuseWrites(): void {
  const refusal = new MongoServerError({ message: "not authorized on maestrohub to execute command", code: 13, codeName: "Unauthorized" });
  const spy = vi.spyOn(Collection.prototype, "updateOne").mockRejectedValue(refusal);
  undo.push(() => spy.mockRestore());
}

/** Whatever is asked of the real address goes to the emulator. */
function redirect(from: string, to: string): void {
  const real = globalThis.fetch;
  const spy = vi
    .spyOn(globalThis, "fetch")
    .mockImplementation((input, init) => real(String(input instanceof Request ? input.url : input).replace(from, to), init));
  undo.push(() => spy.mockRestore());
}

/** A server that takes connections and never says a word. */
async function aBlackHole(): Promise<string> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  undo.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function behindEdge(world: World, edge: { origin: string; is_careless?: boolean }): Promise<void> {
  const running = await startEdge(edge);
  undo.push(() => running.close());
  world.env.app_url = running.url;
}

const change = <Name extends "mixpanel" | "sentry" | "newrelic" | "llm">(world: World, name: Name, changes: Partial<NonNullable<Env[Name]>>): void => {
  Object.assign(world.env, { [name]: { ...world.env[name], ...changes } });
};
const trusting = (text: string) => parseEnv({ TRUSTED_PROXY: text }).trusted_proxy;

/** What is done to a well world, which service must say so, what it must find, and a word of the cure. */
const faults: [title: string, service: Service, finding: string, cure: RegExp, inject: (world: World) => unknown][] = [
  ["Stripe's key was deleted", "stripe", "key_refused", /STRIPE_SECRET_KEY/, (world) => stripe(world, { secret_key: "sk_wrong_1" })],
  ["a test key beside a live one", "stripe", "mode_mixed", /test or live/, (world) => stripe(world, { publishable_key: "pk_live_1" })],
  ["a restricted key without the right to read", "stripe", "scope_missing", /Allow: PaymentIntents/, () => fault("stripe", "status", { status: 403 })],
  ["Stripe is out of order", "stripe", "down", /status\.stripe\.com/, () => fault("stripe", "status", { status: 500 })],
  ["Stripe has had enough of us", "stripe", "rate_limited", /Wait a minute/, () => fault("stripe", "status", { status: 429 })],
  ["Stripe is slow", "stripe", "slow", /status\.stripe\.com/, () => fault("stripe", "delay", { delay_ms: 2_100, times: 1 })],
  ["Stripe cannot be reached", "stripe", "unreachable", /firewall/, (world) => stripe(world, { emulator_url: nowhere })],
  ["no prices for sponsorships", "stripe", "prices_missing", /npm run stripe:prices/, () => control("reset", {})],
  ["no webhook endpoint at Stripe", "stripe", "webhook_missing", /Add the endpoint/, () => control("stripe/webhook-endpoints", { urls: [] })],
  [
    "a webhook endpoint for another address",
    "stripe",
    "webhook_missing",
    /Add the endpoint/,
    (world) => void (world.env.app_url = "https://elsewhere.example"),
  ],
  [
    "a webhook secret of another endpoint",
    "stripe",
    "webhook_secret_wrong",
    /signing secret/i,
    async (world) => (
      await undeliveredEvent(world),
      await writeSignal("stripe_webhook_refused", world.now),
      undo.push(() => collections().integration_signals.deleteMany({}))
    ),
  ],
  ["webhooks that do not arrive", "stripe", "webhook_not_received", /from outside/, (world) => undeliveredEvent(world)],
  ["no secret for coaches' accounts", "stripe", "connect_secret_missing", /STRIPE_CONNECT_WEBHOOK_SECRET/, (world) => stripe(world, { connect_webhook_secret: null })],
  ["no endpoint for coaches' accounts", "stripe", "connect_webhook_missing", /connected accounts/, () => control("stripe/webhook-endpoints", { urls: [`${site}/api/stripe/webhook`], connect_urls: [] })],
  ["this machine's clock ten minutes ahead", "stripe", "clock_off", /timedatectl/, (world) => void (world.machineNow = () => Date.now() + 600_000)],
  ["Resend's key was deleted", "resend", "key_refused", /RESEND_API_KEY/, (world) => resend(world, { api_key: "wrong" })],
  ["Resend refuses us (403)", "resend", "key_refused", /new key/, () => fault("resend", "status", { status: 403 })],
  [
    "the sender's domain lost its record",
    "resend",
    "domain_unverified",
    /DNS/,
    () => control("resend/domain", { name: "maestrohub.example", status: "failed" }),
  ],
  [
    "the sender's domain was never added",
    "resend",
    "domain_missing",
    /Add domain/,
    (world) => (redirect("https://api.resend.com", `${running.url}/resend`), resend(world, { base_url: null, from: "hello@nowhere.example" })),
  ],
  ["a sender that is none", "resend", "sender_malformed", /FROM_EMAIL|Write it as/, (world) => resend(world, { from: "MaestroHub" })],
  ["Resend is out of order", "resend", "down", /resend-status/, () => fault("resend", "status", { status: 503 })],
  ["Resend takes connections and says nothing", "resend", "silent", /network/, async (world) => resend(world, { base_url: await aBlackHole() })],
  ["Cloudinary's secret of another key", "cloudinary", "secret_wrong", /CLOUDINARY_API_SECRET/, (world) => cloudinary(world, { api_secret: "wrong" })],
  ["Cloudinary's key of another cloud", "cloudinary", "key_refused", /CLOUDINARY_CLOUD_NAME/, (world) => cloudinary(world, { api_key: "1" })],
  ["Cloudinary's credits used up", "cloudinary", "quota_exceeded", /larger plan/, () => control("cloudinary/usage", { used_percent: 104 })],
  ["Cloudinary cannot be reached", "cloudinary", "unreachable", /firewall/, (world) => cloudinary(world, { upload_prefix: nowhere })],
  [
    "an index that is a lock was dropped",
    "database",
    "index_missing",
    /Restart one process/,
    async () => (await getDb().collection("bookings").dropIndex("tutor_slot_lock"), undo.push(() => prepareDatabase(new Date()))),
  ],
  ["a database that takes no writes", "database", "read_only", /readWrite/, () => refuseWrites()],
  [
    "no worker",
    "worker",
    "stalled",
    /Start a worker/,
    async (world) => (
      await addTask({ key: newId("outbox"), task: { kind: "refund", refund_id: "ref_x" }, now: new Date() }),
      undo.push(() => collections().outbox.deleteMany({})),
      (world.now = new Date(Date.now() + 6 * 60_000))
    ),
  ],
  ["a job that was given up", "worker", "dead_letters", /Try again/, () => giveUp(1)],
  ["a full list of jobs that were given up", "worker", "dead_letters_full", /for all/, () => giveUp(20)],
  [
    "Mixpanel's API secret in the place of the token",
    "mixpanel",
    "token_malformed",
    /Project token/,
    (world) => change(world, "mixpanel", { token: "abc", is_emulated: false }),
  ],
  ["Mixpanel refuses us (401)", "mixpanel", "key_refused", /MIXPANEL_API_URL/, () => fault("mixpanel", "status", { status: 401 })],
  ["Mixpanel has had enough of us", "mixpanel", "rate_limited", /Wait a minute/, () => fault("mixpanel", "status", { status: 429 })],
  ["Mixpanel takes connections and says nothing", "mixpanel", "silent", /network/, async (world) => change(world, "mixpanel", { api_url: await aBlackHole() })],
  ["a DSN of another project", "sentry", "project_wrong", /whole DSN/, (world) => change(world, "sentry", { dsn: world.env.sentry!.dsn.replace(/1$/, "2") })],
  ["a DSN without its key's right", "sentry", "key_refused", /Client keys/, () => fault("sentry", "status", { status: 401 })],
  ["Sentry's quota used up", "sentry", "quota_exceeded", /quota/, () => fault("sentry", "status", { status: 429 })],
  ["New Relic's key of a user", "newrelic", "key_refused", /INGEST - LICENSE/, (world) => change(world, "newrelic", { license_key: "wrong" })],
  [
    "New Relic's agent loaded after the database's driver",
    "newrelic",
    "loaded_late",
    /npm start/,
    (world) => void (world.modules = ["/app/node_modules/mongodb/lib/index.js", "/app/node_modules/newrelic/index.js"]),
  ],
  ["New Relic's agent not loaded", "newrelic", "not_loaded", /npm start/, (world) => void (world.modules = ["/app/node_modules/mongodb/lib/index.js"])],
  ["the model's key was deleted", "llm", "key_refused", /EMERGENT_LLM_KEY/, (world) => change(world, "llm", { api_key: "wrong" })],
  ["a model that is not there", "llm", "model_unknown", /LLM_MODEL/, (world) => change(world, "llm", { model: "nobody-1" })],
  ["the model's endpoint is out of order", "llm", "down", /Look whether it runs/, () => fault("llm", "status", { status: 500 })],
  ["Cloudflare's token was deleted", "cloudflare", "key_refused", /CLOUDFLARE_API_TOKEN/, (world) => cloudflare(world, { api_token: "wrong.token" })],
  [
    "a certificate that Cloudflare does not check",
    "cloudflare",
    "ssl_not_strict",
    /Full \(strict\)/,
    () => control("cloudflare/zone", { settings: { ssl: "flexible" } }),
  ],
  ["name servers that were never changed", "cloudflare", "zone_inactive", /name servers/, () => control("cloudflare/zone", { status: "pending" })],
  [
    "rate limits that somebody took away",
    "cloudflare",
    "settings_differ",
    /terraform apply/,
    () => control("cloudflare/zone", { without_rules: ["http_ratelimit"] }),
  ],
  [
    "a live zone that TRUSTED_PROXY does not name",
    "cloudflare",
    "proxy_not_trusted",
    /TRUSTED_PROXY=cloudflare/,
    (world) => cloudflare(world, { is_emulated: false }),
  ],
  [
    "an edge that keeps answers of the API",
    "cloudflare",
    "api_cached",
    /Purge everything/,
    (world) => ((world.env.trusted_proxy = trusting("cloudflare")), behindEdge(world, { origin: running.url, is_careless: true })),
  ],
  [
    "a grey cloud in the DNS",
    "cloudflare",
    "not_in_front",
    /Proxied/,
    (world) => ((world.env.trusted_proxy = trusting("cloudflare")), (world.env.app_url = running.url)),
  ],
];

describe("a fault", () => {
  it.each(faults)("%s: %s says %s", async (_title, service, finding, cure, inject) => {
    const world = await aWellWorld(service);
    await inject(world);
    const report = await ask(service, world);
    expect(report.finding?.id).toBe(`${service}.${finding}`);
    const { cause, detail, steps } = tellFinding(report.finding!);
    expect(steps.join(" ")).toMatch(cure);
    expect([cause, detail ?? "", ...steps].join(" ")).not.toMatch(/\?|\{\w+\}|undefined|sk_test_emulator|re_emulator|whsec_|emulator-secret|cf_emulator/);
  });
});

describe("the environment", () => {
  const source = () => ({ MONGO_URL: process.env.MONGO_URL, DB_NAME: process.env.DB_NAME, EMULATORS_URL: running.url });

  it("with a test key beside a live one is named by the doctor, and everything else is asked all the same", async () => {
    const { env_problems, reports, is_healthy } = await diagnose(
      { ...source(), STRIPE_SECRET_KEY: "sk_test_1", STRIPE_PUBLISHABLE_KEY: "pk_live_1", STRIPE_WEBHOOK_SECRET: "whsec_1" },
      new Date(),
    );
    expect(env_problems).toEqual([{ name: "STRIPE_PUBLISHABLE_KEY", message: "is not of the same mode as STRIPE_SECRET_KEY (test)" }]);
    expect(reports.map(({ service }) => service)).toEqual(probes.map(({ service }) => service));
    expect(is_healthy).toBe(false);
  });

  it("without anything is nothing to worry about, but for a database", async () => {
    const { env_problems, reports } = await diagnose({}, new Date());
    expect(env_problems).toEqual([]);
    expect([...new Set(reports.map(({ state }) => state))]).toEqual(["not_configured"]);
  });
});

describe("a healthy day", () => {
  it("raises no alarm: each service, every hour of it, at each hour of the clock", async () => {
    const world = await aWellWorld("stripe");
    const bad: string[] = [];
    for (let hour = 0; hour < 24; hour++) {
      world.now = new Date(Date.now() + hour * 3_600_000);
      const reports = await Promise.all(probes.map((probe) => runProbe(probe, world)));
      bad.push(...reports.filter(({ finding }) => finding).map(({ service, finding }) => `${service} ${finding?.id} at ${hour}`));
    }
    expect(bad).toEqual([]);
  });
});

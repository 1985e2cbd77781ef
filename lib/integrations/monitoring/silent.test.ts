import http from "node:http";
import https from "node:https";
import net from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { parseEnv } from "@/lib/config/env";
import { callProvider } from "@/lib/integrations/provider-call";
import { flushAnalytics, sendStep, setProfile } from "../analytics/outgoing";
import { noteBooking, notePayment, noteSignup } from "./business";
import { forwardReports } from "./forward-reports";
import { reportError, reportMessage } from "./report-error";
import { inRequestScope } from "./request-scope";
import { startMonitoring } from "./start-monitoring";
import { monitoring } from "./state";

const production = { NODE_ENV: "production", APP_URL: "https://maestrohub.example", MONGO_URL: "mongodb://db/", BETTER_AUTH_SECRET: "x".repeat(32), LOG_LEVEL: "silent" };
vi.mock("@/lib/config/env", async (original) => {
  const real = await original<typeof import("@/lib/config/env")>();
  return { ...real, env: () => real.parseEnv(production) };
});

const loaded = vi.hoisted(() => [] as string[]);
vi.mock("@sentry/nextjs", () => (loaded.push("sentry"), {}));
vi.mock("newrelic", () => (loaded.push("newrelic"), {}));
vi.mock("mixpanel", () => (loaded.push("mixpanel"), {}));

const ways = [
  [globalThis, "fetch"],
  [http, "request"],
  [https, "request"],
  [net.Socket.prototype, "connect"],
] as const;
const printed = ["log", "info", "warn", "error"] as const;

let prints: ReturnType<typeof vi.spyOn>[] = [];

beforeEach(() => {
  for (const [owner, name] of ways) vi.spyOn(owner as unknown as Record<string, () => unknown>, name).mockImplementation(() => {
    throw new Error("a byte would have been sent");
  });
  prints = printed.map((name) => vi.spyOn(console, name).mockImplementation(() => undefined));
});
afterEach(() => vi.restoreAllMocks());

it("with no keys nothing is loaded, nothing is sent and nothing is printed", async () => {
  expect(parseEnv(production).sentry).toBeNull();
  await startMonitoring();
  await inRequestScope({ method: "GET", path: "/coaches" }, async () => {
    reportError(new Error("a bug"), { area: "http" });
    reportMessage("worth a look", { area: "worker", level: "warning" });
    noteSignup({ role: "consumer", market: "US_USD" });
    noteBooking({ category: "academics", price: 6_500, currency: "usd", duration_minutes: 60 });
    notePayment({ amount: 6_500, currency: "usd", method: "card" });
    sendStep({ id: "evt_1", event: "user_login", at: new Date(), person: "visitor_1", device: null, is_signed_in: true, properties: {} });
    setProfile({ person: "visitor_1", properties: { $name: "Leah" } });
    forwardReports({ body: '{}\n{"type":"event"}\n{}\n', user: null, now: new Date() });
    await callProvider({ provider: "stripe", operation: "nothing" }, () => Promise.resolve());
  });
  await flushAnalytics();
  expect(loaded).toEqual([]);
  expect(monitoring()).toEqual({ sentry: null, newrelic: null });
  for (const [owner, name] of ways) expect((owner as unknown as Record<string, unknown>)[name], name).not.toHaveBeenCalled();
  for (const print of prints) expect(print).not.toHaveBeenCalled();
});

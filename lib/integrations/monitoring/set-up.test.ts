import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { EmulatorContext } from "@/emulators/emulator";
import { listDashboards } from "@/emulators/newrelic/dashboards";
import { createNewRelicEmulator } from "@/emulators/newrelic/newrelic-emulator";
import { issueAlerts, listRules, metricAlerts } from "@/emulators/sentry/alerts";
import { createSentryEmulator } from "@/emulators/sentry/sentry-emulator";
import { type RunningEmulators, startServer } from "@/emulators/server";
import { parseEnv } from "@/lib/config/env";
import { dashboardsOf } from "./dashboards";
import { setUpAlerts } from "./set-up-alerts";
import { setUpDashboards } from "./set-up-dashboards";

const source: Record<string, string> = {};
vi.mock("@/lib/config/env", async (original) => {
  const real = await original<typeof import("@/lib/config/env")>();
  return { ...real, env: () => parseEnv(source) };
});

let running: RunningEmulators;
let context: EmulatorContext;

beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [(given) => createSentryEmulator((context = given)), createNewRelicEmulator] });
});
afterAll(() => running.close());
beforeEach(async () => {
  for (const name of Object.keys(source)) delete source[name];
  source.EMULATORS_URL = running.url;
  await control("reset", {});
});
const control = (path: string, body: object) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });

describe("npm run sentry:alerts", () => {
  it("creates three alerts: many errors by mail and Slack, a first one by mail, payments and sign-in at once", async () => {
    expect(await setUpAlerts()).toEqual([
      { name: "MaestroHub: more than 10 errors a minute", did: "created", sends: ["mail", "Slack #maestrohub-alerts"] },
      { name: "MaestroHub: an error for the first time", did: "created", sends: ["mail"] },
      { name: "MaestroHub: payment or sign-in error", did: "created", sends: ["mail"] },
    ]);
    expect(listRules(context, metricAlerts)).toMatchObject([
      { timeWindow: 1, projects: ["maestrohub"], triggers: [{ alertThreshold: 10, actions: [{ type: "email", targetIdentifier: "1" }, { type: "slack", targetIdentifier: "#maestrohub-alerts", integrationId: "7" }] }] },
    ]);
    expect(listRules(context, issueAlerts)).toMatchObject([
      { conditions: [{ id: expect.stringContaining("FirstSeenEvent") }] },
      { frequency: 5, filterMatch: "any", filters: [{ key: "area", value: "payments" }, { key: "area", value: "auth" }] },
    ]);
  });

  it("run again leaves three, set right where somebody changed them or made another of the same name", async () => {
    await setUpAlerts();
    const path = `${running.url}/sentry/api/0/projects/emulator/maestrohub/rules/`;
    const headers = { authorization: "Bearer sntrys_emulator" };
    const changed = { ...listRules(context, issueAlerts)[1], frequency: 1_440 };
    const { id: _id, dateCreated: _date, ...body } = changed;
    await fetch(`${path}2/`, { method: "PUT", headers, body: JSON.stringify(body) });
    await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    expect((await setUpAlerts()).map(({ did }) => did)).toEqual(["updated", "updated", "updated"]);
    expect(listRules(context, issueAlerts)).toMatchObject([{ id: "1" }, { id: "2", frequency: 5 }]);
    expect(listRules(context, metricAlerts)).toHaveLength(1);
  });

  it.each([
    [401, "SENTRY_AUTH_TOKEN is not accepted"],
    [403, "alerts:write"],
    [404, "compare SENTRY_ORG and SENTRY_PROJECT"],
  ])("says what to do about %i", async (status, words) => {
    await control("faults", { emulator: "sentry", kind: "status", status });
    await expect(setUpAlerts()).rejects.toThrow(words);
  });

  it("says what is missing where there is nothing to set up", async () => {
    delete source.EMULATORS_URL;
    await expect(setUpAlerts()).rejects.toThrow("SENTRY_AUTH_TOKEN");
    await expect(setUpDashboards("A")).rejects.toThrow("NEW_RELIC_API_KEY");
  });
});

describe("npm run newrelic:dashboards", () => {
  it("creates four dashboards, and run again leaves four, set right", async () => {
    const first = await setUpDashboards("MaestroHub");
    expect(first.map(({ name, did }) => [name, did])).toEqual(["API", "database", "external services", "business"].map((name) => [`MaestroHub: ${name}`, "created"]));
    const guids = listDashboards(context).map(({ guid }) => guid);
    expect((await setUpDashboards("MaestroHub of tomorrow")).every(({ did }) => did === "updated")).toBe(true);
    expect(listDashboards(context).map(({ guid }) => guid)).toEqual(guids);
    expect(JSON.stringify(listDashboards(context))).toContain("appName = 'MaestroHub of tomorrow'");
  });

  it("says what to do about a key that is not accepted", async () => {
    Object.assign(source, { NEW_RELIC_API_KEY: "NRAK-", NEW_RELIC_ACCOUNT_ID: "1" });
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ errors: [{ message: "Invalid API key" }] }, { status: 401 })));
    await expect(setUpDashboards("A")).rejects.toThrow("NEW_RELIC_API_KEY is not accepted");
    vi.unstubAllGlobals();
  });

  it("asks of one app only, and of events that exist", () => {
    for (const { nrql } of dashboardsOf("Maestro'Hub").flatMap(({ charts }) => charts)) {
      expect(nrql).toContain("appName = 'MaestroHub'");
      expect(/FROM (\w+)/.exec(nrql)?.[1]).toMatch(/^(Transaction|TransactionError|Metric|BookingCreated|PaymentCompleted|UserSignup)$/);
    }
  });
});

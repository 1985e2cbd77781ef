import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmulatorContext } from "../emulator.ts";
import { createLlmEmulator } from "../llm/llm-emulator.ts";
import { createMixpanelEmulator } from "../mixpanel/mixpanel-emulator.ts";
import { createNewRelicEmulator } from "../newrelic/newrelic-emulator.ts";
import { keepErrorTraces, keepEvents, keepMetrics } from "../newrelic/records.ts";
import { dsnOf } from "../sentry/project.ts";
import { createSentryEmulator } from "../sentry/sentry-emulator.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { createInspector } from "./inspector.ts";

let running: RunningEmulators;
let context: EmulatorContext;

beforeAll(async () => {
  const keep = (given: EmulatorContext) => createInspector((context = given));
  running = await startServer({ port: 0, data: null, emulators: [createMixpanelEmulator, createSentryEmulator, createNewRelicEmulator, createLlmEmulator, keep] });
});
afterAll(() => running.close());
beforeEach(() => fetch(`${running.url}/_control/reset`, { method: "POST", body: "{}" }));

const text = async (path: string) => (await fetch(running.url + path)).text();
const twin = async (path: string) => (await (await fetch(`${running.url}/_inspect/${path}`)).json()) as Record<string, unknown>[];
const postJson = (path: string, body: unknown) => fetch(`${running.url}/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const track = (event: string, distinct_id: string, properties: object) => postJson("mixpanel/track", { event, properties: { token: "t", distinct_id, ...properties } });
const report = (payload: object) =>
  fetch(`${running.url}/sentry/api/1/envelope/`, { method: "POST", body: `${JSON.stringify({ dsn: dsnOf(context) })}\n{"type":"event"}\n${JSON.stringify(payload)}\n` });
const markup = "<img src=x>";

describe("the pages about watching", () => {
  it.each(["/", "/analytics", "/analytics/profiles", "/errors", "/performance", "/model-calls"])("%s stands when nothing came yet, and runs no script", async (path) => {
    const page = await fetch(running.url + path);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain("<script");
  });

  it.each(["/analytics/other", "/errors/none", "/performance/other", "/model-calls/none", "/_inspect/newrelic"])("%s is 404", async (path) => {
    expect((await fetch(running.url + path)).status).toBe(404);
  });

  it("show events and people, newest first, of one person if asked", async () => {
    await track("search_performed", "p_1", { query: markup, filters: ["price_min"] });
    await track("coach_viewed", "p_2", { coach_id: "tutor_1" });
    await postJson("mixpanel/engage", { $token: "t", $distinct_id: "p_1", $set: { $name: markup, role: "consumer" } });
    const all = await text("/analytics");
    expect(all.indexOf("coach_viewed")).toBeLessThan(all.indexOf("search_performed"));
    expect(await text("/analytics?person=p_1")).not.toContain("coach_viewed");
    expect(await text("/analytics?person=p_9")).toContain("Nothing is known of p_9");
    expect(await text("/analytics/profiles")).toContain("role: consumer");
    for (const path of ["/", "/analytics", "/analytics/profiles", `/analytics?person=${encodeURIComponent(markup)}`]) expect(await text(path)).not.toContain(markup);
    expect(await twin("analytics?event=search_performed")).toMatchObject([{ distinct_id: "p_1", properties: { query: markup } }]);
    expect(await twin("analytics?distinct_id=p_2")).toHaveLength(1);
    expect(await twin("profiles")).toMatchObject([{ distinct_id: "p_1", properties: { role: "consumer" } }]);
  });

  it("show an error with area, route, user, release, place and what happened before", async () => {
    await report({
      event_id: "a".repeat(32),
      exception: { values: [{ type: "TypeError", value: markup, stacktrace: { frames: [{ filename: "outer.ts", function: "outer", lineno: 1, colno: 2 }, { filename: "inner.ts", function: "inner", lineno: 3, colno: 4, in_app: true }] } }] },
      tags: { area: "payments", route: "POST /api/payments/confirm", request_id: "req_1" },
      user: { id: "user_1", email: "leah@example.com" },
      release: "r1",
      environment: "test",
      breadcrumbs: [{ category: "provider", message: "stripe.createIntent" }],
    });
    const page = await text(`/errors/${"a".repeat(32)}`);
    for (const words of ["TypeError", "payments", "POST /api/payments/confirm", "user_1 · leah@example.com", "r1", "req_1", "stripe.createIntent"]) expect(page).toContain(words);
    expect(page.indexOf("inner.ts")).toBeLessThan(page.indexOf("outer.ts"));
    for (const path of ["/", "/errors", `/errors/${"a".repeat(32)}`]) expect(await text(path)).not.toContain(markup);
    expect(await twin("errors")).toMatchObject([{ title: "TypeError", tags: { area: "payments" }, user: { id: "user_1" }, release: "r1" }]);
    expect(await twin("received?emulator=sentry")).toHaveLength(1);
    expect(await twin("received?emulator=mixpanel")).toEqual([]);
  });

  it("show what New Relic was told", async () => {
    keepEvents(context, "transactions", ["run", {}, [[{ type: "Transaction", name: "WebTransaction/Nextjs/GET /coaches", duration: 0.25, error: false }, {}, {}], [{ name: "WebTransaction/Nextjs/GET /coaches", duration: 0.75, error: true }, {}, {}]]]);
    keepEvents(context, "custom_events", ["run", [[{ type: "BookingCreated" }, { category: markup }]]]);
    keepErrorTraces(context, ["run", [[1, "WebTransaction/A", markup, "TypeError", { userAttributes: { area: "auth" } }]]]);
    keepMetrics(context, ["run", 1, 2, [[{ name: "Custom/Booking/AverageValue" }, [2, 130, 130, 60, 70, 0]]]]);
    const page = await text("/performance");
    for (const words of ["WebTransaction/Nextjs/GET /coaches", "2 times, 1 failed", "500 ms", "BookingCreated", "TypeError", "Custom/Booking/AverageValue", "mean 65"]) expect(page).toContain(words);
    expect(page).not.toContain(markup);
    expect(await twin("newrelic/events")).toMatchObject([{ intrinsics: { type: "BookingCreated" } }]);
    expect(await twin("newrelic/transactions")).toHaveLength(2);
    expect(await twin("newrelic/errors")).toMatchObject([{ class: "TypeError" }]);
    expect(await twin("newrelic/metrics")).toMatchObject([{ name: "Custom/Booking/AverageValue", count: 2 }]);
  });

  it("show what the model was asked", async () => {
    const openai = new OpenAI({ apiKey: "sk-emulator", baseURL: `${running.url}/llm/v1` });
    const { id } = await openai.chat.completions.create({ model: "gpt-4o-mini", messages: [{ role: "user", content: markup }] });
    expect(await text("/model-calls")).toContain("1 call,");
    expect(await text(`/model-calls/${id}`)).toContain("gpt-4o-mini");
    for (const path of ["/model-calls", `/model-calls/${id}`]) expect(await text(path)).not.toContain(markup);
    expect(await twin("model-calls")).toMatchObject([{ id, model: "gpt-4o-mini" }]);
  });
});

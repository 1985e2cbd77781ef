import { gzipSync } from "node:zlib";
import * as Sentry from "@sentry/nextjs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmulatorContext } from "../emulator.ts";
import { listReceived } from "../received.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { listSentryEvents, listSentryItems } from "./ingest.ts";
import { dsnOf } from "./project.ts";
import { createSentryEmulator } from "./sentry-emulator.ts";
import { listSpans } from "./spans.ts";

let running: RunningEmulators;
let context: EmulatorContext;

beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [(given) => createSentryEmulator((context = given))] });
  Sentry.init({ dsn: dsnOf({ base_url: running.url }), release: "abc", environment: "test", tracesSampleRate: 1 });
});
afterAll(async () => {
  await Sentry.close(2_000);
  await running.close();
});
beforeEach(() => control("reset"));

const control = (path: string, body: object = {}) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const key = "e".repeat(32);
const ingest = (
  body: BodyInit,
  { project = "1", query = `?sentry_key=${key}`, headers = {} }: { project?: string; query?: string; headers?: Record<string, string> } = {},
) => fetch(`${running.url}/sentry/api/${project}/envelope/${query}`, { method: "POST", body, headers });
const envelope = (item: object, header: object = {}, type = "event") => `${JSON.stringify(header)}\n${JSON.stringify({ type })}\n${JSON.stringify(item)}\n`;
const errors = () => listSentryEvents(context).filter(({ kind }) => kind !== "transaction");

describe("the real SDK", () => {
  it("sends an error with its user, tags, release, environment, breadcrumbs and place", async () => {
    Sentry.withScope((scope) => {
      scope.setUser({ id: "user_1", email: "leah@example.com" });
      scope.setTag("area", "payments");
      scope.addBreadcrumb({ category: "provider", message: "stripe createIntent" });
      Sentry.captureException(new TypeError("no such thing"));
    });
    await Sentry.flush(2_000);
    expect(errors()).toMatchObject([
      {
        kind: "error",
        payload: {
          release: "abc",
          environment: "test",
          user: { id: "user_1", email: "leah@example.com" },
          tags: { area: "payments" },
          exception: { values: [{ type: "TypeError", value: "no such thing", stacktrace: { frames: expect.any(Array) } }] },
        },
      },
    ]);
    expect(JSON.stringify(errors()[0]?.payload.breadcrumbs)).toContain("stripe createIntent");
  });

  it("sends a message with level and extra, and the spans of a request", async () => {
    Sentry.captureMessage("a payout waits", { level: "warning", extra: { payout: "po_1" } });
    Sentry.startSpan({ name: "GET /coaches", op: "http.server" }, () => Sentry.startSpan({ name: "find", op: "db" }, () => undefined));
    await Sentry.flush(2_000);
    expect(errors()).toMatchObject([{ kind: "message", payload: { message: "a payout waits", level: "warning", extra: { payout: "po_1" } } }]);
    await expect
      .poll(() => listSpans(context).filter(({ attributes }) => attributes["sentry.segment.name"] === "GET /coaches"))
      .toMatchObject([
        { name: "find", op: "db", is_segment: false },
        { name: "GET /coaches", op: "http.server", is_segment: true, attributes: { "sentry.release": "abc", "sentry.environment": "test" } },
      ]);
  });

  it("goes on after a refusal, a limit and a lost answer", async () => {
    for (const fault of [{ kind: "status", status: 500 }, { kind: "drop_after" }]) {
      await control("faults", { emulator: "sentry", ...fault });
      Sentry.captureException(new Error(fault.kind));
      await Sentry.flush(2_000);
    }
    Sentry.captureException(new Error("well again"));
    await Sentry.flush(2_000);
    expect(JSON.stringify(errors())).toContain("well again");
    expect(JSON.stringify(errors())).toContain("drop_after");
  });
});

describe("the ingestion", () => {
  it("takes a key in the address, in a header or in the envelope", async () => {
    expect((await ingest(envelope({ message: "a" }))).status).toBe(200);
    expect((await ingest(envelope({ message: "b" }), { query: "", headers: { "x-sentry-auth": `Sentry sentry_version=7, sentry_key=${key}` } })).status).toBe(
      200,
    );
    expect((await ingest(envelope({ message: "c" }, { dsn: dsnOf(context) }), { query: "" })).status).toBe(200);
    expect(errors()).toHaveLength(3);
  });

  it.each([
    ["another project", { project: "2" }, 403],
    ["another key", { query: `?sentry_key=${"f".repeat(32)}` }, 403],
    ["no key", { query: "" }, 401],
  ])("refuses %s, and keeps nothing", async (_title, options, status) => {
    const answer = await ingest(envelope({ message: "a" }), options);
    expect([answer.status, errors()]).toEqual([status, []]);
    expect(((await answer.json()) as { detail: string }).detail).not.toBe("");
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "hello"],
    ["an item without a type", "{}\n{}\n{}\n"],
    ["an item shorter than it says", '{}\n{"type":"event","length":50}\n{}\n'],
    ["an item longer than it says", '{}\n{"type":"event","length":1}\n{}\n'],
  ])("answers 400 to %s", async (_title, body) => {
    expect((await ingest(body)).status).toBe(400);
    expect(errors()).toEqual([]);
  });

  it("takes gzip, items with a length, and other items beside", async () => {
    const event = JSON.stringify({ event_id: "a".repeat(32), message: "line\nline" });
    const body = `{"event_id":"${"a".repeat(32)}"}\n{"type":"event","length":${event.length}}\n${event}\n{"type":"session"}\n{"sid":"1"}\n`;
    const answers = [await ingest(gzipSync(body), { headers: { "content-encoding": "gzip" } }), await ingest(body)];
    expect(await answers[0]?.json()).toEqual({ id: "a".repeat(32) });
    expect(errors()).toHaveLength(1);
    expect(listSentryItems(context)).toMatchObject([{ type: "session" }, { type: "session" }]);
    expect(listReceived(context)[0]).toMatchObject({ emulator: "sentry", text: body });
  });

  it("answers a browser elsewhere on this machine", async () => {
    const answer = await ingest(envelope({ message: "a" }), { headers: { origin: "http://localhost:3000" } });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("the web API", () => {
  const api = (method: string, path: string, body?: object, token = "sntrys_abc") =>
    fetch(`${running.url}/sentry/api/0/${path}`, { method, headers: { authorization: `Bearer ${token}` }, ...(body && { body: JSON.stringify(body) }) });
  const json = async (answer: Promise<Response>) => (await answer).json() as Promise<Record<string, unknown>>;
  const first = {
    name: "First occurrence",
    actionMatch: "any",
    conditions: [{ id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" }],
    actions: [{ id: "sentry.mail.actions.NotifyEmailAction", targetType: "IssueOwners", fallthroughType: "ActiveMembers" }],
    frequency: 5,
  };
  const many = {
    name: "Many errors",
    aggregate: "count()",
    timeWindow: 1,
    query: "",
    thresholdType: 0,
    projects: ["maestrohub"],
    triggers: [{ label: "critical", alertThreshold: 10, actions: [{ type: "email", targetType: "team", targetIdentifier: "1" }] }],
  };

  it("keeps issue alerts and metric alerts: create, list, show, replace, remove", async () => {
    for (const [path, rule] of [
      ["projects/emulator/maestrohub/rules/", first],
      ["organizations/emulator/alert-rules/", many],
    ] as const) {
      const created = await json(api("POST", path, rule));
      expect(created).toMatchObject({ ...rule, id: "1" });
      expect(await json(api("PUT", `${path}1/`, { ...rule, name: "Renamed" }))).toMatchObject({ id: "1", name: "Renamed", dateCreated: created.dateCreated });
      expect(await json(api("GET", `${path}1/`))).toMatchObject({ name: "Renamed" });
      expect(await json(api("GET", path))).toMatchObject([{ name: "Renamed" }]);
      expect((await api("DELETE", `${path}1/`)).ok).toBe(true);
      expect((await api("GET", `${path}1/`)).status).toBe(404);
    }
  });

  it("names the field that is wrong, and creates nothing", async () => {
    const wrong: [string, object, string][] = [
      ["projects/emulator/maestrohub/rules/", { ...first, frequency: 1 }, "frequency"],
      ["projects/emulator/maestrohub/rules/", { ...first, actions: [] }, "actions"],
      ["projects/emulator/maestrohub/rules/", { ...first, conditions: [{ id: "made.up" }] }, "conditions"],
      ["organizations/emulator/alert-rules/", { ...many, timeWindow: 2 }, "timeWindow"],
      ["organizations/emulator/alert-rules/", { ...many, projects: ["other"] }, "projects"],
      [
        "organizations/emulator/alert-rules/",
        { ...many, triggers: [{ label: "critical", alertThreshold: 1, actions: [{ type: "slack", targetType: "specific", targetIdentifier: "#a" }] }] },
        "triggers",
      ],
    ];
    for (const [path, rule, field] of wrong) {
      const answer = await api("POST", path, rule);
      expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([400, [field]]);
      expect(await json(api("GET", path))).toEqual([]);
    }
  });

  it("tells project, key, integration and event", async () => {
    expect(await json(api("GET", "projects/emulator/maestrohub/"))).toMatchObject({ id: "1", teams: [{ id: "1" }] });
    expect(await json(api("GET", "projects/emulator/maestrohub/keys/"))).toMatchObject([{ isActive: true, dsn: { public: dsnOf(context) } }]);
    expect(await json(api("GET", "organizations/emulator/integrations/?providerKey=slack"))).toMatchObject([{ id: "7", provider: { key: "slack" } }]);
    await ingest(envelope({ event_id: "b".repeat(32), message: "here" }));
    expect(await json(api("GET", `projects/emulator/maestrohub/events/${"b".repeat(32)}/`))).toMatchObject({ eventID: "b".repeat(32), message: "here" });
  });

  it("refuses no token, a wrong one, another organisation, another project", async () => {
    expect((await fetch(`${running.url}/sentry/api/0/projects/emulator/maestrohub/`)).status).toBe(401);
    expect((await api("GET", "projects/emulator/maestrohub/", undefined, "nonsense")).status).toBe(401);
    for (const path of ["projects/emulator/other/", "projects/else/maestrohub/rules/", "organizations/else/alert-rules/", "nothing/"])
      expect((await api("GET", path)).status).toBe(404);
  });
});

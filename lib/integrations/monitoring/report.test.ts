import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { POST as reportsRoute } from "@/app/api/reports/route";
import { onRequestError } from "@/instrumentation";
import { aPerson } from "@/lib/auth/test-account";
import { AppError } from "@/lib/core/errors";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { publicRoute } from "@/lib/http/route";
import { callProvider } from "@/lib/integrations/provider-call";
import { reportError, reportMessage } from "./report-error";
import { startMonitoring } from "./start-monitoring";
import { type NewRelicAgent, monitoring } from "./state";

vi.hoisted(() => {
  process.env._sentryRelease = "release-of-a-test";
  process.env.NEXT_RUNTIME = "nodejs";
});

setUpTestDatabase();

/** What the agent is told; the agent itself needs a process of its own (e2e/watching.spec.ts). */
const noticed: { message: string; stack: string; attributes: Record<string, unknown> }[] = [];
const agent = {
  noticeError: (error: Error, attributes: Record<string, unknown>) => noticed.push({ message: error.message, stack: error.stack ?? "", attributes }),
  setTransactionName: vi.fn(),
  addCustomAttribute: vi.fn(),
  addCustomAttributes: vi.fn(),
  recordCustomEvent: vi.fn(),
  recordMetric: vi.fn(),
  incrementMetric: vi.fn(),
  startSegment: (_name: string, _record: boolean, work: () => unknown) => work(),
};

beforeAll(async () => {
  await startMonitoring();
  monitoring().newrelic = agent as unknown as NewRelicAgent;
});
afterAll(() => monitoring().sentry?.close(2_000));

interface Seen {
  id: string;
  title: string;
  message: string;
  tags: Record<string, string>;
  user: { id?: string; email?: string; role?: string };
  release: string;
  environment: string;
  breadcrumbs: string[];
  payload: Record<string, unknown>;
}

/** The one report that Sentry has with this word in it. */
async function seen(word: string): Promise<Seen> {
  await monitoring().sentry?.flush(2_000);
  return vi.waitFor(async () => {
    const reports = (await (await fetch(`${process.env.EMULATORS_URL}/_inspect/errors`)).json()) as Seen[];
    const [report, ...others] = reports.filter((one) => JSON.stringify(one).includes(word));
    expect(others).toEqual([]);
    if (!report) throw new Error(`Sentry knows nothing of ${word}`);
    return report;
  });
}

const secrets = "sk_test_abcdef123456 4242 4242 4242 4242 pi_1_secret_xyz123 https://host/reset-password?token=abcdef";
const nothingSecret = /sk_test_abc|4242 4242|secret_xyz|token=abc|hunter2/;

function breaking(word: string, handler: () => Promise<unknown> = async () => undefined) {
  return publicRoute({ params: z.object({ booking_id: z.string() }) }, async () => {
    await handler();
    throw new TypeError(`${word} ${secrets}`);
  });
}
const call = (route: ReturnType<typeof breaking>, cookie: string) =>
  route(new Request("http://localhost:3000/api/payments/bk_1/confirm", { method: "POST", headers: { origin: "http://localhost:3000", cookie, "x-request-id": "req_of_this" } }), {
    params: Promise.resolve({ booking_id: "bk_1" }),
  });

describe("an error of a route", () => {
  it("is seen with user, release, environment, area, route and request, and without what is secret", async () => {
    const { user, cookie } = await aPerson();
    const response = await call(breaking("inroute"), cookie);
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining("inroute")]);

    const report = await seen("inroute");
    expect(report).toMatchObject({
      title: "TypeError",
      tags: { area: "payments", route: "POST /api/payments/[booking_id]/confirm", request_id: "req_of_this" },
      user: { id: user.id, email: user.email, role: "consumer" },
      release: "release-of-a-test",
      environment: "test",
    });
    expect(JSON.stringify(report)).not.toMatch(nothingSecret);

    const [note] = noticed.filter(({ message }) => message.includes("inroute"));
    expect(note?.attributes).toEqual({ area: "payments", route: "POST /api/payments/[booking_id]/confirm", request_id: "req_of_this", release: "release-of-a-test", user_id: user.id });
    expect(`${note?.message} ${note?.stack}`).not.toMatch(nothingSecret);
    expect(agent.setTransactionName).toHaveBeenCalledWith("POST /api/payments/[booking_id]/confirm");
  });

  it("comes with the calls of providers that this request made, and with nobody else's", async () => {
    const calling = (name: string) => async () => {
      await callProvider({ provider: "stripe", operation: `operation-of-${name}`, ids: { payment_id: `pay_${name}` } }, () => new Promise((resolve) => setTimeout(resolve, 20)));
      await callProvider({ provider: "resend", operation: `refused-to-${name}` }, () => Promise.reject(Object.assign(new Error("no, sk_test_abcdef123456"), { status: 422 }))).catch(() => undefined);
    };
    await Promise.all(["one", "two"].map((name) => call(breaking(`crumbs-${name}`, calling(name)), "")));
    for (const [name, other] of [["one", "two"], ["two", "one"]] as const) {
      const { breadcrumbs } = await seen(`crumbs-${name} `);
      const ours = breadcrumbs.filter((crumb) => crumb.startsWith("provider"));
      expect(ours).toEqual([expect.stringContaining(`stripe operation-of-${name}`), expect.stringMatching(new RegExp(`resend refused-to-${name}.*422`))]);
      expect(breadcrumbs.join()).not.toContain(`of-${other}`);
      expect(breadcrumbs.join()).not.toMatch(nothingSecret);
    }
  });

  it("that is an answer is no report", async () => {
    const route = publicRoute({}, async () => {
      throw new AppError("conflict", "expected-refusal");
    });
    expect((await call(route as ReturnType<typeof breaking>, "")).status).toBe(409);
    await monitoring().sentry?.flush(2_000);
    await expect(seen("expected-refusal")).rejects.toThrow("knows nothing");
  });
});

describe("an error elsewhere", () => {
  it("of a page is seen with whose page it was, and by the page's own pattern", async () => {
    const { user, cookie } = await aPerson();
    const request = { path: "/coaches/leah", method: "GET", headers: { cookie, "x-request-id": "req_of_page" } };
    await onRequestError(new Error("inpage"), request, { routerKind: "App Router", routePath: "/(public)/coaches/[slug]", routeType: "render", revalidateReason: undefined } as never);
    expect(await seen("inpage")).toMatchObject({ tags: { area: "pages", route: "GET /coaches/[slug]", request_id: "req_of_page" }, user: { id: user.id, role: "consumer" } });
  });

  it("of the worker is seen as the worker's", async () => {
    reportError(new Error("inworker"), { area: "worker" });
    expect(await seen("inworker")).toMatchObject({ tags: { area: "worker", route: "worker" } });
  });

  it("that is none but worth a look is seen with its level and what goes with it", async () => {
    reportMessage("amessage", { area: "payments", level: "warning", extra: { payout: "po_1", password: "hunter2" } });
    const report = await seen("amessage");
    expect(report.payload).toMatchObject({ level: "warning", extra: { payout: "po_1", password: "[scrubbed]" } });
  });
});

describe("what a browser reports", () => {
  const envelope = (payload: object, type = "event") => `{"event_id":"${"a".repeat(32)}","dsn":"https://reports@maestrohub.invalid/1"}\n${JSON.stringify({ type, length: 5 })}\n${JSON.stringify(payload)}\n`;
  const send = (body: string, cookie = "", origin = "http://localhost:3000") =>
    reportsRoute(new Request("http://localhost:3000/api/reports", { method: "POST", headers: { origin, cookie, "content-type": "text/plain;charset=UTF-8" }, body }), { params: Promise.resolve({}) });
  const broken = (word: string) => ({
    exception: { values: [{ type: "ReferenceError", value: `${word} ${secrets}` }] },
    tags: { area: "bookings", route: "/checkout/:booking_id", from: "browser" },
    user: { id: "user_of_somebody_else", email: "other@example.com" },
    request: { url: "http://localhost:3000/verify-email?token=abcdef", headers: { Cookie: "hunter2" } },
  });

  it("is passed on as of the person whose session it is, scrubbed, to New Relic too", async () => {
    const { user, cookie } = await aPerson();
    expect((await send(envelope(broken("inbrowser")), cookie)).status).toBe(204);
    const report = await seen("inbrowser");
    expect(report).toMatchObject({ title: "ReferenceError", tags: { area: "bookings", from: "browser" }, user: { id: user.id, email: user.email } });
    expect(JSON.stringify(report)).not.toMatch(nothingSecret);
    expect(noticed.find(({ message }) => message.includes("inbrowser"))?.attributes).toMatchObject({ area: "bookings", from: "browser", user_id: user.id });
  });

  it("of a visitor names nobody, whoever it says it is of", async () => {
    await send(envelope(broken("ofvisitor")));
    expect((await seen("ofvisitor")).user).toEqual({});
  });

  it.each([
    ["nothing", ""],
    ["no envelope", "hello"],
    ["half an envelope", '{}\n{"type":"event"}\n'],
    ["a recording", envelope({}, "replay_event")],
    ["a list", '{}\n{"type":"event"}\n[]\n'],
  ])("is refused where it is %s", async (_title, body) => {
    expect([400, 422]).toContain((await send(body)).status);
  });

  it("is refused from another site, and where it is as large as a film", async () => {
    expect((await send(envelope(broken("elsewhere")), "", "https://elsewhere.example")).status).toBe(403);
    expect((await send(envelope({ message: "x".repeat(300_000) }))).status).toBe(413);
  });
});

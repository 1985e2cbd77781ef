import { type Edge, startEdge } from "../emulators/cloudflare/edge";
import { expect, test } from "@playwright/test";
import { appUrl, aCoach, aMember, enterAs, freeTime, hold, type Member } from "./support/marketplace";
import { send } from "./support/people";

const none = "private, no-store";
const nextNone = "private, no-cache, no-store, max-age=0, must-revalidate";
const file = "public, max-age=14400, s-maxage=86400";
const forever = "public, max-age=31536000, immutable";

interface Kind {
  kind: string;
  path: string;
  as?: Member;
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  status: number;
  keeps: string;
  /** Whether a cache has to tell one cookie from another. */
  varies: boolean;
  /** The cookies that it sets, by name. */
  sets?: string[];
}

/** One of each kind of answer that the site gives. */
async function kinds(): Promise<Kind[]> {
  const member = await aMember();
  const coach = await aCoach();
  const { id, checkout_path } = await hold(member, coach, await freeTime(coach));
  const html = await (await fetch(appUrl)).text();
  const chunk = /\/_next\/static\/[^"'\\ ]+\.js/.exec(html)?.[0] ?? "";
  const font = /\/_next\/static\/[^"'\\ ]+\.woff2/.exec(html)?.[0] ?? chunk;
  const files = ["/icon.svg", "/portraits/amara-osei.svg", "/robots.txt", "/sitemap.xml", "/manifest.webmanifest"];
  return [
    { kind: "a public page", path: "/", status: 200, keeps: nextNone, varies: true },
    { kind: "a public page with parameters", path: "/coaches?category=performance_arts", status: 200, keeps: nextNone, varies: true },
    { kind: "a public page of somebody", path: "/", as: member, status: 200, keeps: nextNone, varies: true },
    { kind: "a page's data for the router", path: "/coaches?_rsc=1a2b3", headers: { rsc: "1" }, status: 307, keeps: none, varies: true },
    { kind: "a person's own page", path: "/bookings", as: member, status: 200, keeps: nextNone, varies: true },
    { kind: "a checkout", path: checkout_path, as: member, status: 200, keeps: nextNone, varies: true },
    { kind: "the way to sign in", path: "/bookings", status: 307, keeps: nextNone, varies: true },
    { kind: "a page that is not there", path: "/nothing/here", status: 404, keeps: nextNone, varies: true },
    { kind: "a page that is named like a file", path: "/portraits/nobody.svg", as: member, status: 404, keeps: nextNone, varies: true },
    { kind: "a page under an address that looks like a file's", path: "/account/style.css", as: member, status: 404, keeps: nextNone, varies: true },
    {
      kind: "an answer for everybody",
      path: `/api/tutors/${coach.id}/slots?duration_minutes=60&from=2027-01-04&days=7&timezone=UTC`,
      status: 200,
      keeps: none,
      varies: true,
    },
    { kind: "an answer about one person", path: `/api/bookings/${id}`, as: member, status: 200, keeps: none, varies: true },
    { kind: "a refusal", path: "/api/notices", status: 401, keeps: none, varies: true },
    { kind: "a change", path: `/api/bookings/${id}`, as: member, method: "PATCH", body: { note: "Scales." }, status: 204, keeps: none, varies: true },
    { kind: "what sets a cookie", path: "/api/consent", method: "POST", body: { statistics: false }, status: 200, keeps: none, varies: true, sets: ["mh_consent", "mh_visitor"] },
    { kind: "a wrong password", path: "/api/account/sign-in", method: "POST", body: { email: "maya@example.com", password: "not this one, surely" }, status: 401, keeps: none, varies: true },
    { kind: "a session as a calendar entry", path: `/bookings/${id}/invite.ics`, as: member, status: 409, keeps: none, varies: true },
    { kind: "a calendar that nobody has", path: `/api/calendar/${"x".repeat(27)}.ics`, status: 404, keeps: none, varies: true },
    { kind: "a picture that nobody has", path: "/api/images/maestrohub/profiles/user_x/none", status: 404, keeps: none, varies: true },
    { kind: "the state of the services", path: "/api/health/integrations", status: 200, keeps: "no-store", varies: true },
    ...files.map((path): Kind => ({ kind: `the file ${path}`, path, status: 200, keeps: file, varies: false })),
    { kind: "the build's script", path: chunk, status: 200, keeps: forever, varies: false },
    { kind: "the build's font", path: font, status: 200, keeps: forever, varies: false },
    { kind: "a script of another build", path: "/_next/static/chunks/none.js", status: 404, keeps: nextNone, varies: true },
  ];
}

test("each kind of answer says who may keep it, what it depends on, and which cookies it sets", async () => {
  const seen: Record<string, unknown> = {};
  const wanted: Record<string, unknown> = {};
  for (const { kind, path, as, method = "GET", headers = {}, body, status, keeps, varies, sets = [] } of await kinds()) {
    const answer = await fetch(appUrl + path, {
      method,
      redirect: "manual",
      headers: { ...headers, ...(as && { cookie: as.cookie }), ...(body !== undefined && { origin: appUrl, "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const cookies = answer.headers.getSetCookie();
    seen[kind] = {
      status: answer.status,
      keeps: answer.headers.get("cache-control"),
      varies: /\bcookie\b/i.test(answer.headers.get("vary") ?? ""),
      sets: cookies.map((line) => line.split("=")[0]),
    };
    wanted[kind] = { status, keeps, varies, sets };
    for (const line of cookies) expect.soft(line, kind).toMatch(/; HttpOnly.*; SameSite=Lax|; SameSite=Lax.*; HttpOnly/);
  }
  expect(seen).toEqual(wanted);
});

test.describe("behind a cache that keeps whatever it may and looks at no cookie", () => {
  let edge: Edge;
  test.beforeAll(async () => {
    edge = await startEdge({ origin: appUrl, keeps: "everything" });
  });
  test.afterAll(() => edge.close());

  test("files are kept, and no page or answer of a person's is ever given to a stranger", async ({ context }) => {
    const [member, coach] = [await aMember(), await aCoach()];
    const { id, checkout_path } = await hold(member, coach, await freeTime(coach));
    await enterAs(context, "admin@example.com");
    const admin = (await context.cookies())
      .filter(({ name }) => name.includes("session_token"))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
    const asked: { path: string; cookie: string; tells: string[] }[] = [
      ...[
        "/",
        "/coaches",
        "/bookings",
        checkout_path,
        "/account",
        "/account/security",
        "/account/privacy",
        "/portraits/none.svg",
        "/account/a.css",
        "/static/none.js",
      ].map((path) => ({ path, cookie: member.cookie, tells: [member.email, "Noor Haddad"] })),
      ...["/api/notices", "/api/account/devices", "/api/account/export", "/api/account/calendar-feed"].map((path) => ({
        path,
        cookie: member.cookie,
        tells: [member.id, member.email],
      })),
      { path: `/api/bookings/${id}`, cookie: member.cookie, tells: [id] },
      ...["/admin", "/admin/approvals", "/admin/coaches", "/admin/integrations"].map((path) => ({ path, cookie: admin, tells: ["admin@example.com"] })),
    ];
    let told = 0;
    for (const { path, cookie, tells } of asked) {
      const own = await (await send(edge.url, "GET", path, { cookie })).text();
      told += tells.some((text) => own.includes(text)) ? 1 : 0;
      const replay = await send(edge.url, "GET", path);
      expect(replay.headers.get("cf-cache-status"), path).not.toBe("HIT");
      const body = await replay.text();
      for (const text of tells.filter((each) => each !== id)) expect(body, path).not.toContain(text);
    }
    // What is looked for was there to be found.
    expect(told).toBeGreaterThan(asked.length / 2);

    for (const path of ["/icon.svg", "/portraits/amara-osei.svg", "/robots.txt"]) {
      await (await fetch(edge.url + path)).text();
      expect((await fetch(edge.url + path)).headers.get("cf-cache-status"), path).toBe("HIT");
    }
  });

  test("whoever signs in through it gets a session that nobody after them gets", async () => {
    const body = { email: "maya@example.com", password: "not this one, surely" };
    for (const _ of [1, 2]) expect((await send(edge.url, "POST", "/api/account/sign-in", { body })).headers.get("cf-cache-status")).not.toBe("HIT");
    const consent = () => send(edge.url, "POST", "/api/consent", { body: { statistics: false } });
    await consent();
    expect((await consent()).headers.get("cf-cache-status")).not.toBe("HIT");
  });
});

test("a cache that does not obey would give a person's page away, so the proof above can fail", async () => {
  const careless = await startEdge({ origin: appUrl, keeps: "everything", is_careless: true });
  try {
    const member = await aMember();
    await (await send(careless.url, "GET", "/account", { cookie: member.cookie })).text();
    expect(await (await send(careless.url, "GET", "/account")).text()).toContain(member.email);
  } finally {
    await careless.close();
  }
});

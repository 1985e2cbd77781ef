import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST as stepsRoute } from "@/app/api/analytics/steps/route";
import { POST as consentRoute } from "@/app/api/consent/route";
import { POST as registerRoute } from "@/app/api/account/register/route";
import { aPerson, aRegistration, cookieOf, post } from "@/lib/auth/test-account";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { ServerEvents } from "./events";
import { flushAnalytics } from "./outgoing";
import { track } from "./track";

/** The headers of the request around, or null as in the worker. */
let around: Record<string, string> | null = null;
vi.mock("next/headers", () => ({
  headers: () => {
    if (!around) throw new Error("outside a request scope");
    return Promise.resolve(new Headers(around));
  },
}));

setUpTestDatabase();
beforeEach(() => {
  around = null;
});

interface SentEvent {
  event: string;
  distinct_id: string;
  properties: Record<string, unknown>;
  reserved: Record<string, unknown>;
}

const inspect = async <T>(path: string) => (await (await fetch(`${process.env.EMULATORS_URL}/_inspect/${path}`)).json()) as T[];
/** Everything that Mixpanel was told of this person, the earliest first. */
const toldOf = async (person: string) => (await flushAnalytics(), (await inspect<SentEvent>(`analytics?distinct_id=${person}`)).reverse());
const analyticsIdOf = async (user_id: string) => (await collections().users.findOne({ _id: user_id }))?.analytics_id ?? "";
const visitorIn = (browser: string) => /mh_visitor=(\w+)/.exec(browser)?.[1] ?? "";

async function aBrowserThatSaidYes(cookie = ""): Promise<string> {
  const answer = await post(consentRoute, { statistics: true }, cookie);
  return [cookie, cookieOf(answer)].filter(Boolean).join("; ");
}

async function aPersonWhoSaidYes() {
  const person = await aPerson();
  const browser = await aBrowserThatSaidYes(person.cookie);
  await flushAnalytics();
  return { ...person, browser, id: await analyticsIdOf(person.user.id) };
}

/** One of each, with exactly the properties that product.md gives it. */
const oneOfEach: ServerEvents = {
  user_signup: { role: "consumer", market: "US_USD" },
  user_login: { role: "consumer" },
  booking_created: { category: "academics", price: 6_500 },
  payment_completed: { amount: 6_500, method: "card" },
  profile_updated: { fields_changed: ["name"] },
  search_performed: { query: "piano", filters: ["category"] },
  coach_viewed: { coach_id: "tutor_1", category: "academics" },
  image_upload: { folder: "maestrohub/profiles" },
  landing_viewed: { page: "/" },
  email_verified: { role: "consumer" },
  time_selected: { coach_id: "tutor_1" },
  payment_started: { amount: 6_500 },
  coach_registered: { market: "US_USD" },
  availability_updated: { fields_changed: ["weekly_hours"] },
  first_booking_received: { category: "academics" },
};

describe("what Mixpanel is told", () => {
  it("is each event with exactly its properties, once, and beside them what Mixpanel itself asks for", async () => {
    const { user, id } = await aPersonWhoSaidYes();
    for (const [event, properties] of Object.entries(oneOfEach)) track(event as keyof ServerEvents, user.id, properties as never);
    const told = await toldOf(id);
    expect(Object.fromEntries(told.map(({ event, properties }) => [event, properties]))).toEqual(oneOfEach);
    expect(told).toHaveLength(Object.keys(oneOfEach).length);
    for (const { reserved } of told) expect(Object.keys(reserved).sort()).toEqual(["$insert_id", "$user_id", "distinct_id", "time", "token"]);
  });

  it("goes by one id from the first page to long after signing up, with a profile of name, address and role", async () => {
    const browser = await aBrowserThatSaidYes();
    around = { cookie: browser };
    track("landing_viewed", "visitor", { page: "/" });
    const registration = aRegistration({ name: "Leah Brandt" });
    const response = await post(registerRoute, registration, browser);
    const { user } = (await response.json()) as { user: { id: string } };
    await flushAnalytics();
    around = { cookie: `${browser}; ${cookieOf(response)}` };
    track("user_login", user.id, { role: "consumer" });
    await flushAnalytics();
    around = null;
    track("payment_completed", user.id, { amount: 1, method: "card" });

    const told = await toldOf(visitorIn(browser));
    expect(told.map(({ event }) => event)).toEqual(["landing_viewed", "user_signup", "user_login", "payment_completed"]);
    expect(told.map(({ reserved }) => reserved.$user_id)).toEqual([undefined, ...Array<string>(3).fill(visitorIn(browser))]);
    const profiles = await inspect<{ distinct_id: string; properties: object }>("profiles");
    expect(profiles.find(({ distinct_id }) => distinct_id === visitorIn(browser))?.properties).toEqual({ $name: "Leah Brandt", $email: registration.email, role: "consumer", market: "US_USD" });
  });

  it("joins what another browser did before the person signed in there", async () => {
    const { user, id, cookie } = await aPersonWhoSaidYes();
    const other = await aBrowserThatSaidYes();
    around = { cookie: other };
    track("coach_viewed", "visitor", oneOfEach.coach_viewed);
    await flushAnalytics();
    around = { cookie: `${other}; ${cookie}` };
    track("user_login", user.id, { role: "consumer" });
    const [login] = (await toldOf(id)).slice(-1);
    expect(login?.reserved).toMatchObject({ $device_id: visitorIn(other), $user_id: id });
    expect((await collections().analytics_events.find({ person: id }).toArray()).map(({ event }) => event)).toContain("coach_viewed");
    expect(await collections().analytics_events.countDocuments({ person: visitorIn(other) })).toBe(0);
  });
});

describe("our own count", () => {
  const rowsOf = (filter: object) => collections().analytics_events.find(filter).sort({ at: 1 }).toArray();

  it("keeps the same events of whoever said yes", async () => {
    const { user, id } = await aPersonWhoSaidYes();
    track("search_performed", user.id, oneOfEach.search_performed);
    await flushAnalytics();
    expect(await rowsOf({ person: id })).toMatchObject([{ event: "search_performed", properties: oneOfEach.search_performed, role: "consumer", market: "US_USD", source: "server" }]);
  });

  it.each([
    ["who was never asked", ""],
    ["who said no", "mh_consent=no"],
  ])("of somebody %s keeps what it was and in which hour, and nothing to know them by", async (_title, cookie) => {
    const { user, cookie: session } = await aPerson();
    await flushAnalytics();
    await collections().analytics_events.deleteMany({});
    around = { cookie: `${session}; ${cookie}` };
    track("search_performed", user.id, { query: "a rare wish", filters: [] });
    await flushAnalytics();
    const [row, ...others] = await rowsOf({});
    expect(others).toEqual([]);
    expect(Object.keys(row ?? {}).sort()).toEqual(["_id", "at", "event", "market", "person", "properties", "role", "source"]);
    expect(row).toMatchObject({ event: "search_performed", person: null, properties: {}, role: "consumer", market: "US_USD" });
    expect((row?.at.getTime() ?? 1) % 3_600_000).toBe(0);
    expect(JSON.stringify(row)).not.toContain(user.id);
    expect((await collections().users.findOne({ _id: user.id }))?.analytics_id).toBeUndefined();
  });

  it("counts no machine that reads the pages, no page fetched in advance, nobody who is gone", async () => {
    await flushAnalytics();
    await collections().analytics_events.deleteMany({});
    for (const headers of [{ "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" }, { "sec-purpose": "prefetch;prerender" }]) {
      around = headers as unknown as Record<string, string>;
      track("coach_viewed", "visitor", oneOfEach.coach_viewed);
      await flushAnalytics();
    }
    around = null;
    track("user_login", "user_that_never_was", { role: "consumer" });
    await flushAnalytics();
    expect(await rowsOf({})).toEqual([]);
  });

  it("forgets after 400 days, by an index", async () => {
    const indexes = await collections().analytics_events.indexes();
    expect(indexes.find(({ key }) => JSON.stringify(key) === '{"at":1}')?.expireAfterSeconds).toBe(policy.analytics_kept_days * 86_400);
    expect(policy.analytics_kept_days).toBe(400);
  });

  it("takes a browser's steps of whoever said yes, and answers the same to everybody else", async () => {
    const { user, id, browser } = await aPersonWhoSaidYes();
    const step = { event: "page_viewed", properties: { page: "/coaches/[slug]" } };
    around = { cookie: browser };
    expect((await post(stepsRoute, step, browser)).status).toBe(204);
    const { cookie } = await aPerson();
    around = { cookie };
    expect((await post(stepsRoute, step, cookie)).status).toBe(204);
    await flushAnalytics();
    expect(await rowsOf({ event: "page_viewed" })).toMatchObject([{ person: id, source: "browser", properties: { page: "/coaches/[slug]" }, role: user.role }]);
    for (const wrong of [{ event: "payment_completed", properties: {} }, { event: "page_viewed", properties: { page: "/verify-email?token=x" } }, { ...step, at: 1 }]) {
      expect((await post(stepsRoute, wrong, browser)).status).toBe(422);
    }
  });
});

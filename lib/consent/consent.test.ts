import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST as consentRoute } from "@/app/api/consent/route";
import { POST as registerRoute } from "@/app/api/account/register/route";
import { POST as signOutRoute } from "@/app/api/account/sign-out/route";
import { aPerson, aRegistration, cookieOf, failureOf, post } from "@/lib/auth/test-account";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { flushAnalytics } from "@/lib/integrations/analytics/outgoing";
import { track } from "@/lib/integrations/analytics/track";
import { getConsent } from "./read-consent";

/** The headers of the request around, or null as in the worker. */
let around: Record<string, string> | null = null;
vi.mock("next/headers", () => ({
  headers: () => {
    if (!around) throw new Error("outside a request scope");
    return Promise.resolve(new Headers(around));
  },
}));

const sent: { event: string; properties: Record<string, unknown> }[] = [];
vi.mock("mixpanel", () => ({
  default: {
    init: () => ({
      track_batch: (events: typeof sent, done: () => void) => {
        sent.push(...events);
        done();
      },
      people: { set: (_person: string, _properties: object, _modifiers: object, done: () => void) => done() },
    }),
  },
}));

process.env.MIXPANEL_TOKEN = "token-of-these-tests";
setUpTestDatabase();
beforeEach(() => {
  around = null;
  sent.length = 0;
});

const choose = (statistics: unknown, cookie = "") => post(consentRoute, { statistics }, cookie);

async function aPersonWhoSaid(statistics: boolean) {
  const person = await aPerson();
  const response = await choose(statistics, person.cookie);
  if (response.status !== 200) throw new Error(await response.text());
  return { ...person, browser: `${person.cookie}; ${cookieOf(response)}` };
}

/** Whose events left, of these people's: each is told by their own id for statistics. */
async function reportedOf(...people: string[]): Promise<unknown[]> {
  await flushAnalytics();
  sent.length = 0;
  for (const id of people) track("user_login", id, { role: "consumer" });
  await flushAnalytics();
  return sent.map(({ properties }) => properties.distinct_id);
}

const analyticsIdOf = async (user_id: string) => (await collections().users.findOne({ _id: user_id }))?.analytics_id;
const visitorIn = (browser: string) => /mh_visitor=(\w+)/.exec(browser)?.[1];

describe("what is reported to Mixpanel", () => {
  it("is nothing of somebody who was never asked, in a request or in the worker", async () => {
    const { user, cookie } = await aPerson();
    expect(await reportedOf(user.id, "visitor")).toEqual([]);
    around = { cookie };
    expect(await reportedOf(user.id)).toEqual([]);
  });

  it("is what a person does who said yes, also what the worker does for them", async () => {
    const { user, browser } = await aPersonWhoSaid(true);
    expect(await reportedOf(user.id)).toEqual([await analyticsIdOf(user.id)]);
    around = { cookie: browser };
    expect(await reportedOf(user.id)).toEqual([await analyticsIdOf(user.id)]);
  });

  it("stops with the next event after the yes was taken back, in every browser of theirs", async () => {
    const { user, cookie, browser } = await aPersonWhoSaid(true);
    await choose(false, cookie);
    expect(await reportedOf(user.id)).toEqual([]);
    around = { cookie: browser };
    expect(await reportedOf(user.id)).toEqual([]);
  });

  it.each(["sec-gpc", "dnt"])("is nothing where the browser itself says no by %s, whatever was chosen", async (header) => {
    const { user, browser } = await aPersonWhoSaid(true);
    around = { cookie: browser, [header]: "1" };
    expect(await reportedOf(user.id, "visitor")).toEqual([]);
    around = { cookie: browser, [header]: "0" };
    expect(await reportedOf(user.id)).toEqual([await analyticsIdOf(user.id)]);
  });

  it("is a visitor's step by their browser's choice alone", async () => {
    const browser = cookieOf(await choose(true));
    around = { cookie: browser };
    expect(await reportedOf("visitor", "guest_000000000000000000000000")).toEqual([visitorIn(browser), visitorIn(browser)]);
    around = { cookie: cookieOf(await choose(false)) };
    expect(await reportedOf("visitor", "guest_000000000000000000000000")).toEqual([]);
    around = { cookie: "mh_consent=maybe" };
    expect(await reportedOf("visitor")).toEqual([]);
  });

  it("is nothing of a person who said yes elsewhere in a browser that said no", async () => {
    const { user, cookie } = await aPersonWhoSaid(true);
    around = { cookie: `${cookie}; ${cookieOf(await choose(false))}` };
    expect(await reportedOf(user.id)).toEqual([]);
  });

  it("never follows the yes of another person's browser", async () => {
    const { user: silent } = await aPerson();
    const { browser } = await aPersonWhoSaid(true);
    around = { cookie: browser };
    expect(await reportedOf(silent.id)).toEqual([]);
  });

  it("is nothing of an account that is gone", async () => {
    const { user } = await aPersonWhoSaid(true);
    await collections().users.deleteOne({ _id: user.id });
    expect(await reportedOf(user.id)).toEqual([]);
  });
});

describe("the id for statistics", () => {
  it("stays in the browser with every yes, and goes with a no", async () => {
    const browser = cookieOf(await choose(true));
    expect(visitorIn(cookieOf(await choose(true, browser)))).toBe(visitorIn(browser));
    expect((await choose(false, browser)).headers.getSetCookie()[1]).toMatch(/^mh_visitor=; .*Max-Age=0/);
  });

  it("of a visitor becomes that of the account they make, and of no second account", async () => {
    const browser = cookieOf(await choose(true));
    const accounts: string[] = [];
    for (let made = 0; made < 2; made += 1) {
      around = { cookie: browser };
      const response = await post(registerRoute, aRegistration(), browser);
      accounts.push(((await response.json()) as { user: { id: string } }).user.id);
      await flushAnalytics();
    }
    const [first, second] = await Promise.all(accounts.map(analyticsIdOf));
    expect(first).toBe(visitorIn(browser));
    expect(second).toMatch(/^visitor_/);
    expect(second).not.toBe(first);
  });

  it("is another one in this browser after signing out", async () => {
    const { browser } = await aPersonWhoSaid(true);
    const after = cookieOf(await post(signOutRoute, {}, browser));
    expect(visitorIn(after)).toMatch(/^visitor_/);
    expect(visitorIn(after)).not.toBe(visitorIn(browser));
    expect(visitorIn(cookieOf(await post(signOutRoute, {}, (await aPerson()).cookie)))).toBeUndefined();
  });
});

describe("the choice", () => {
  it("is kept for a year in a cookie that no script reads, and with the account", async () => {
    const { user, cookie } = await aPerson();
    const response = await choose(true, cookie);
    expect(await response.json()).toEqual({ statistics: true, is_to_be_asked: false, is_refused_by_browser: false });
    expect(response.headers.getSetCookie()).toEqual([
      "mh_consent=yes; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000",
      expect.stringMatching(/^mh_visitor=visitor_[0-9a-z]{24}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/),
    ]);
    expect((await collections().users.findOne({ _id: user.id }))?.analytics_consent).toEqual({ allowed: true, decided_at: expect.any(Date) });
  });

  it("of a visitor becomes the account's when they register, and silence stays silence", async () => {
    const chosen = await post(registerRoute, aRegistration(), cookieOf(await choose(false)));
    const silent = await post(registerRoute, aRegistration());
    const consentOf = async (response: Response) =>
      (await collections().users.findOne({ _id: ((await response.json()) as { user: { id: string } }).user.id }))?.analytics_consent?.allowed;
    expect([chosen.status, silent.status]).toEqual([201, 201]);
    expect(await consentOf(chosen)).toBe(false);
    expect(await consentOf(silent)).toBeUndefined();
  });

  it("is asked for once: not again in this browser, not of this person, not where the browser has answered", async () => {
    const asked = async (headers: Record<string, string>) => {
      around = headers;
      return (await getConsent()).is_to_be_asked;
    };
    const { cookie } = await aPersonWhoSaid(false);
    expect(await asked({})).toBe(true);
    expect(await asked({ cookie: cookieOf(await choose(true)) })).toBe(false);
    expect(await asked({ cookie })).toBe(false);
    expect(await asked({ "sec-gpc": "1" })).toBe(false);
  });

  it("cannot be yes against the browser's own no, and nothing is written then", async () => {
    const { user, cookie } = await aPerson();
    const headers = { "content-type": "application/json", origin: "http://localhost:3000", cookie, "sec-gpc": "1" };
    const request = new Request("http://localhost:3000/api/consent", { method: "POST", headers, body: JSON.stringify({ statistics: true }) });
    const response = await consentRoute(request, { params: Promise.resolve({}) });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect((await failureOf(response)).status).toBe(409);
    expect((await collections().users.findOne({ _id: user.id }))?.analytics_consent).toBeUndefined();
  });

  it.each([["yes"], [null], [1]])("%j is none", async (statistics) => {
    const response = await choose(statistics);
    expect(response.status).toBe(422);
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

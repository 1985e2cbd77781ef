import { describe, expect, it, vi } from "vitest";
import { PATCH as profileRoute } from "@/app/api/account/profile/route";
import { POST as becomeCoachRoute } from "@/app/api/account/become-coach/route";
import { aPerson, call, cookieOf, failureOf, signInAs } from "@/lib/auth/test-account";
import { findSessionUser } from "@/lib/auth/session";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { track } from "@/lib/integrations/analytics/track";
import type { TutorDocument } from "@/lib/tutors/schema";

vi.mock("@/lib/integrations/analytics/track", () => ({ track: vi.fn() }));
setUpTestDatabase();

const change = (cookie: string, body: unknown) => call(profileRoute, "PATCH", { body, cookie });
const eventsOf = (userId: string) => vi.mocked(track).mock.calls.filter(([event, id]) => event === "profile_updated" && id === userId).map(([, , properties]) => properties);

async function aCoach(page: Partial<TutorDocument> = {}) {
  const { user, cookie } = await aPerson();
  expect((await call(becomeCoachRoute, "POST", { cookie })).status).toBe(200);
  await collections().tutors.updateOne({ user_id: user.id }, { $set: page });
  return { user, cookie, page: () => collections().tutors.findOne({ user_id: user.id }) };
}

describe("the account's profile", () => {
  it("takes each field by itself, leaves the others, and reports which were changed", async () => {
    const { user, cookie } = await aPerson();
    const response = await change(cookie, { name: " Priya R. ", phone: "+1 (212) 555-0123" });
    expect(await response.json()).toEqual({
      profile: {
        id: user.id, name: "Priya R.", email: user.email, email_verified: false, image: null, role: "consumer",
        timezone: "America/New_York", market_id: "US_USD", language: "en", phone: "+12125550123",
      },
    });
    await change(cookie, { timezone: "Asia/Kathmandu", market_id: "IN_INR", language: "hi" });
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ name: "Priya R.", phone: "+12125550123", timezone: "Asia/Kathmandu", market_id: "IN_INR", language: "hi" });
    expect(eventsOf(user.id)).toEqual([{ fields_changed: ["name", "phone"] }, { fields_changed: ["timezone", "market_id", "language"] }]);
  });

  it("says how a number is written", async () => {
    const { cookie } = await aPerson();
    expect((await failureOf(await change(cookie, { phone: "12" }))).error.fields).toEqual({ phone: "Write the number with its country code, like +1 212 555 0123." });
  });

  it.each([["0049 30 123456", "+4930123456"], ["", null], [null, null]])("keeps the number %j as %j", async (phone, kept) => {
    const { user, cookie } = await aPerson();
    await change(cookie, { phone: "+12125550123" });
    expect((await change(cookie, { phone })).status).toBe(200);
    expect((await collections().users.findOne({ _id: user.id }))?.phone).toBe(kept);
  });

  it("reports and writes nothing where everything is as it was", async () => {
    const { user, cookie } = await aPerson();
    const before = await collections().users.findOne({ _id: user.id });
    expect((await change(cookie, { name: user.name, market_id: "US_USD", language: "en", phone: "" })).status).toBe(200);
    expect(await collections().users.findOne({ _id: user.id })).toEqual(before);
    expect(eventsOf(user.id)).toEqual([]);
  });

  it.each([
    ["no name", { name: "  " }, "name"],
    ["a tag", { name: "<b>Priya</b>" }, "name"],
    ["a zone that is none", { timezone: "Mars/Olympus" }, "timezone"],
    ["a region that we do not serve yet", { market_id: "JP_JPY" }, "market_id"],
    ["a language that we do not speak", { language: "tlh" }, "language"],
    ["a number without its country", { phone: "212 555 0123" }, "phone"],
    ["words for a number", { phone: "call me" }, "phone"],
    ["a role", { role: "admin" }, "role"],
    ["an address", { email: "other@example.com" }, "email"],
    ["a second factor", { two_factor_enabled: false }, "two_factor_enabled"],
    ["nothing", {}, "body"],
  ])("refuses %s and changes nothing", async (_what, body, field) => {
    const { user, cookie } = await aPerson();
    const before = await collections().users.findOne({ _id: user.id });
    expect(await failureOf(await change(cookie, { timezone: "Asia/Kathmandu", ...body, ...(field === "body" && { timezone: undefined }) }))).toMatchObject({ status: 422, error: { fields: { [field]: expect.any(String) } } });
    expect(await collections().users.findOne({ _id: user.id })).toEqual(before);
  });

  it("is nobody's without a session", async () => {
    expect((await change("", { name: "Nobody" })).status).toBe(401);
  });
});

describe("the market", () => {
  it("that was chosen at registration is there after signing in again, and so is one that was chosen later", async () => {
    const { user, cookie } = await aPerson({ market_id: "IN_INR" });
    const signedIn = async () => findSessionUser(new Headers({ cookie: cookieOf(await signInAs(user.email)) }));
    expect(await signedIn()).toMatchObject({ market_id: "IN_INR" });
    await change(cookie, { market_id: "US_USD" });
    expect(await signedIn()).toMatchObject({ market_id: "US_USD" });
  });
});

describe("a coach's name", () => {
  it.each(["draft", "changes_requested", "rejected", "submitted"] as const)("is the page's too while that is %s", async (status) => {
    const { cookie, page } = await aCoach({ status });
    expect((await change(cookie, { name: "Asha Gurung" })).status).toBe(200);
    expect(await page()).toMatchObject({ name: "Asha Gurung", search_terms: expect.arrayContaining(["asha", "gurung"]) });
  });

  it.each(["approved", "paused", "suspended"] as const)("is not changed here once the page is %s", async (status) => {
    const { user, cookie, page } = await aCoach({ status });
    expect(await failureOf(await change(cookie, { name: "Asha Gurung", timezone: "Asia/Kathmandu" }))).toMatchObject({ status: 409, error: { details: { reason: "on_public_page" } } });
    expect(await page()).toMatchObject({ name: user.name });
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ name: user.name, timezone: "America/New_York" });
    expect((await change(cookie, { timezone: "Asia/Kathmandu", phone: "+12125550123" })).status).toBe(200);
  });
});

describe("a coach's market", () => {
  it("takes the page and its currency along while there are no prices", async () => {
    const { cookie, page } = await aCoach();
    expect((await change(cookie, { market_id: "IN_INR" })).status).toBe(200);
    expect(await page()).toMatchObject({ market_id: "IN_INR", currency: "inr" });
  });

  it.each([
    ["there are prices", { offers: [{ duration_minutes: 60, price: 5_000 }] }],
    ["there is a trial", { trial: { duration_minutes: 30, price: 1_000 } }],
    ["the page is up", { status: "approved" as const }],
  ])("stays where %s", async (_when, parts) => {
    const { user, cookie, page } = await aCoach(parts);
    expect(await failureOf(await change(cookie, { market_id: "IN_INR" }))).toMatchObject({ status: 409, error: { details: { reason: "has_prices" } } });
    expect(await page()).toMatchObject({ market_id: "US_USD", currency: "usd" });
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ market_id: "US_USD" });
  });
});

describe("becoming a coach", () => {
  it("gives a consumer the role and a blank profile, and keeps the session", async () => {
    const { user, cookie } = await aPerson();
    const first = await (await call(becomeCoachRoute, "POST", { cookie })).json();
    expect(first).toEqual({ tutor_id: expect.stringMatching(/^tutor_/), role: "tutor" });
    expect(await findSessionUser(new Headers({ cookie }))).toMatchObject({ id: user.id, role: "tutor" });
    expect(await (await call(becomeCoachRoute, "POST", { cookie })).json()).toEqual(first);
    expect((await call(becomeCoachRoute, "POST")).status).toBe(401);
  });
});

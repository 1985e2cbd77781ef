import { describe, expect, it } from "vitest";
import { POST as signOutRoute } from "@/app/api/account/sign-out/route";
import { POST as signInRoute } from "@/app/api/account/sign-in/route";
import { collections } from "@/lib/db/collections";
import { getDb } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findSessionUser } from "./session";
import { aPerson, cookieOf, failureOf, password, post, signInAs } from "./test-account";

setUpTestDatabase();

describe("signing in", () => {
  it("gives a session, whatever the case of the address", async () => {
    const { user } = await aPerson();
    const response = await signInAs(` ${user.email.toUpperCase()} `);
    expect(response.status).toBe(200);
    expect(await findSessionUser(new Headers({ cookie: cookieOf(response) }))).toMatchObject({ id: user.id });
  });

  it("answers a wrong password and an unknown address alike, in words and about the same time", async () => {
    const { user } = await aPerson();
    const time = async (email: string) => {
      const started = performance.now();
      const failure = await failureOf(await signInAs(email, "not the password"));
      return { failure, ms: performance.now() - started };
    };
    const wrong = [await time(user.email), await time(user.email), await time(user.email)];
    const unknown = [await time("nobody@example.com"), await time("nobody@example.com"), await time("nobody@example.com")];
    for (const { failure } of [...wrong, ...unknown]) expect(failure).toEqual(wrong[0]?.failure);
    expect(wrong[0]?.failure.status).toBe(401);
    // Both compute one hash, tens of milliseconds; without it an unknown address would be answered in a few.
    const fastest = (list: { ms: number }[]) => Math.min(...list.map(({ ms }) => ms));
    expect(fastest(unknown)).toBeGreaterThan(fastest(wrong) / 3);
  });

  it("refuses a field that nobody asked for", async () => {
    const { user } = await aPerson();
    const response = await post(signInRoute, { email: user.email, password, role: "admin" });
    expect(await failureOf(response)).toMatchObject({ status: 422, error: { fields: { role: expect.any(String) } } });
  });

  it("takes no cookie that was changed", async () => {
    const { cookie } = await aPerson();
    expect(await findSessionUser(new Headers({ cookie: cookie.replace("=", "=x") }))).toBeNull();
  });
});

describe("the lock after five failures", () => {
  async function fail(email: string, times: number) {
    for (let i = 0; i < times; i += 1) expect((await signInAs(email, "not the password")).status).toBe(401);
  }

  it("refuses the right password too, and says when to try again", async () => {
    const { user } = await aPerson();
    await fail(user.email, 5);
    const failure = await failureOf(await signInAs(user.email));
    expect(failure).toMatchObject({ status: 429, error: { code: "rate_limited", message: expect.stringMatching(/Try again in 15 minutes/) } });
  });

  it("falls on an unknown address in the same way", async () => {
    const { user } = await aPerson();
    await fail(user.email, 5);
    await fail("stranger@example.com", 5);
    const known = await failureOf(await signInAs(user.email));
    const unknown = await failureOf(await signInAs("stranger@example.com"));
    expect({ ...unknown.error, details: null }).toEqual({ ...known.error, details: null });
    expect(unknown.status).toBe(known.status);
  });

  it("lets no more than five of thirty parallel attempts at the password", async () => {
    const { user } = await aPerson();
    const responses = await Promise.all(Array.from({ length: 30 }, () => signInAs(user.email, "not the password")));
    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(25);
  });

  it("is opened by time", async () => {
    const { user } = await aPerson();
    await fail(user.email, 5);
    expect((await signInAs(user.email)).status).toBe(429);
    await collections().rate_limits.updateMany({ _id: /^sign-in:[0-9a-f]{64}$/ }, { $set: { locked_until: new Date() } });
    expect((await signInAs(user.email)).status).toBe(200);
  });

  it("does not come when a right password follows four wrong ones, which then count no more", async () => {
    const { user } = await aPerson();
    await fail(user.email, 4);
    expect((await signInAs(user.email)).status).toBe(200);
    await fail(user.email, 4);
    expect((await signInAs(user.email)).status).toBe(200);
  });

  it("locks one address and not the next", async () => {
    const [first, second] = [await aPerson(), await aPerson()];
    await fail(first.user.email, 5);
    expect((await signInAs(second.user.email)).status).toBe(200);
  });
});

describe("signing out", () => {
  it("ends the session in the database, so a copied cookie is worth nothing", async () => {
    const { user, cookie } = await aPerson();
    const response = await post(signOutRoute, {}, cookie);
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie().some((line) => /session_token=;.*Max-Age=0/i.test(line))).toBe(true);
    expect(await findSessionUser(new Headers({ cookie }))).toBeNull();
    expect(await getDb().collection("sessions").countDocuments({ user_id: user.id })).toBe(0);
  });

  it("is refused to another site", async () => {
    const { cookie } = await aPerson();
    const request = new Request("http://localhost:3000/api/account/sign-out", {
      method: "POST",
      headers: { cookie, origin: "https://evil.example" },
    });
    const response = await signOutRoute(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(403);
    expect(await findSessionUser(new Headers({ cookie }))).not.toBeNull();
  });
});

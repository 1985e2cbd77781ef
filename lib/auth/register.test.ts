import { describe, expect, it } from "vitest";
import { POST as registerRoute } from "@/app/api/account/register/route";
import { collections } from "@/lib/db/collections";
import { getDb } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { auth } from "./auth";
import { findSessionUser } from "./session";
import { aPerson, aRegistration, cookieOf, failureOf, post } from "./test-account";

setUpTestDatabase();

describe("registering", () => {
  it("makes a user with prefixed ids and snake_case fields, and signs in at once", async () => {
    const response = await post(registerRoute, aRegistration({ email: "Ada@Example.com", role: "tutor", market_id: "IN_INR", timezone: "Asia/Kolkata" }));
    expect(response.status).toBe(201);
    const user = await collections().users.findOne({ email: "ada@example.com" });
    expect(user).toMatchObject({
      _id: expect.stringMatching(/^user_/),
      role: "tutor",
      market_id: "IN_INR",
      timezone: "Asia/Kolkata",
      email_verified: false,
    });
    expect(user?.terms_accepted_at).toBeInstanceOf(Date);
    expect(Object.keys(user ?? {}).filter((key) => /[A-Z]/.test(key))).toEqual([]);
    const session = await findSessionUser(new Headers({ cookie: cookieOf(response) }));
    expect(session).toMatchObject({ id: user?._id, role: "tutor", email: "ada@example.com" });
  });

  it("writes the address and the user's string id onto the credential, and no password in clear", async () => {
    const { user } = await aPerson();
    const credential = await collections().credentials.findOne({ user_id: user.id });
    expect(credential).toMatchObject({ _id: expect.stringMatching(/^cred_/), email: user.email, provider_id: "credential" });
    expect(JSON.stringify(credential)).not.toContain("long enough");
    expect(await getDb().collection<{ _id: string }>("sessions").findOne({ user_id: user.id })).toMatchObject({
      _id: expect.stringMatching(/^sess_/),
    });
  });

  it("leaves the welcome mail with its confirmation link in the outbox", async () => {
    const { user } = await aPerson();
    const mails = await collections().outbox.find({ "task.recipient_id": user.id }).toArray();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.task).toMatchObject({
      template: "welcome",
      secret_url: expect.stringMatching(/^http:\/\/localhost:3000\/verify-email\?token=/),
    });
  });

  it("keeps the session cookie from scripts and, on plain http, does not mark it secure", async () => {
    const response = await post(registerRoute, aRegistration());
    const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith("maestrohub.session_token=")) ?? "";
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).not.toMatch(/Secure/i);
  });

  it("says that an address is taken", async () => {
    const { user } = await aPerson();
    const failure = await failureOf(await post(registerRoute, aRegistration({ email: user.email.toUpperCase() })));
    expect(failure).toMatchObject({ status: 409, error: { code: "conflict", fields: { email: expect.stringContaining("already") } } });
  });

  it("makes one account of two simultaneous registrations of one address", async () => {
    const registration = aRegistration();
    const responses = await Promise.all([1, 2, 3].map(() => post(registerRoute, registration)));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await collections().users.countDocuments({ email: registration.email })).toBe(1);
  });

  it.each([
    ["the admin's role", { role: "admin" }, "role"],
    ["a role that does not exist", { role: "owner" }, "role"],
    ["a list of roles", { role: ["consumer", "admin"] }, "role"],
    ["a field that nobody asked for", { is_admin: true }, "is_admin"],
    ["a confirmed address", { email_verified: true }, "email_verified"],
    ["better-auth's own name for it", { emailVerified: true }, "emailVerified"],
    ["terms that were not accepted", { terms_accepted: false }, "terms_accepted"],
    ["a market that is switched off", { market_id: "GB_GBP" }, "market_id"],
    ["a zone that does not exist", { timezone: "Mars/Olympus" }, "timezone"],
    ["an offset for a zone", { timezone: "+05:00" }, "timezone"],
    ["a password of nine characters", { password: "nine char" }, "password"],
    ["a password of 129 characters", { password: "ab c".repeat(33).slice(0, 129) }, "password"],
    ["a password of one letter", { password: "aaaaaaaaaaaa" }, "password"],
    ["the address as the password", { email: "someone@example.com", password: "Someone@example.com" }, "password"],
    ["an address that is none", { email: "someone" }, "email"],
    ["a name of spaces", { name: "  " }, "name"],
  ])("refuses %s and makes nothing", async (_what, change, field) => {
    const before = await collections().users.countDocuments();
    const failure = await failureOf(await post(registerRoute, aRegistration(change)));
    expect(failure).toMatchObject({ status: 422, error: { code: "invalid", fields: { [field]: expect.any(String) } } });
    expect(await collections().users.countDocuments()).toBe(before);
  });

  it("names every wrong field at once", async () => {
    const { error } = await failureOf(await post(registerRoute, aRegistration({ email: "x", password: "short", terms_accepted: false })));
    expect(Object.keys(error.fields as object).sort()).toEqual(["email", "password", "terms_accepted"]);
  });
});

describe("better-auth's own endpoints, were they ever mounted", () => {
  it("refuse to register an admin, and only for the role", async () => {
    const { terms_accepted: _, ...registration } = aRegistration();
    const signUp = (role: string) => auth().api.signUpEmail({ body: { ...registration, role, terms_accepted_at: new Date() } });
    await expect(signUp("admin")).rejects.toMatchObject({ statusCode: 400 });
    expect(await collections().users.countDocuments({ email: registration.email })).toBe(0);
    expect(await signUp("consumer")).toMatchObject({ user: { role: "consumer" } });
  });

  it.each(["admin", "tutor"])("refuse to turn a consumer into a %s", async (role) => {
    const { user, cookie } = await aPerson();
    const response = await auth().handler(rawRequest("update-user", { role }, cookie));
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ role: "consumer" });
  });
});

function rawRequest(path: string, body: unknown, cookie = ""): Request {
  const headers = { "content-type": "application/json", origin: "http://localhost:3000", cookie };
  return new Request(`http://localhost:3000/api/auth/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

import { describe, expect, it } from "vitest";
import { POST as addressRoute } from "@/app/api/account/email/route";
import { POST as passwordRoute } from "@/app/api/account/password/route";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findSessionUser } from "./session";
import { aPerson, cookieOf, failureOf, password, post, signInAs } from "./test-account";

setUpTestDatabase();

const next = "an entirely new phrase";
const isSignedIn = async (cookie: string) => (await findSessionUser(new Headers({ cookie }))) !== null;

describe("changing the password", () => {
  it("takes the new one and refuses the old, signs out the other devices and not this one, and says so by mail", async () => {
    const { user, cookie } = await aPerson();
    const others = [cookieOf(await signInAs(user.email)), cookieOf(await signInAs(user.email))];
    const response = await post(passwordRoute, { current: password, next }, cookie);
    expect(await response.json()).toEqual({ password_changed: true, ended_sessions: 2 });
    expect(await Promise.all([cookie, ...others].map(isSignedIn))).toEqual([true, false, false]);
    expect((await signInAs(user.email, password)).status).toBe(401);
    expect((await signInAs(user.email, next)).status).toBe(200);
    const mails = await collections().outbox.find({ "task.template": "security-notice", "task.recipient_id": user.id }).toArray();
    expect(mails.map(({ task }) => task)).toEqual([{ kind: "mail", template: "security-notice", recipient_id: user.id, what: "password_changed", happened_at: expect.any(Date) }]);
  });

  it("leaves the other devices signed in where that is wished", async () => {
    const { user, cookie } = await aPerson();
    const other = cookieOf(await signInAs(user.email));
    const response = await post(passwordRoute, { current: password, next, sign_out_others: false }, cookie);
    expect(await response.json()).toMatchObject({ ended_sessions: 0 });
    expect(await isSignedIn(other)).toBe(true);
  });

  it("takes back a change of address that waits for its link", async () => {
    const { user, cookie } = await aPerson();
    await post(addressRoute, { email: "elsewhere@example.com", password }, cookie);
    expect(await collections().verifications.countDocuments({ user_id: user.id })).toBe(1);
    await post(passwordRoute, { current: password, next }, cookie);
    expect(await collections().verifications.countDocuments({ user_id: user.id })).toBe(0);
  });

  it("counts wrong passwords into the lock of signing in", async () => {
    const { user, cookie } = await aPerson();
    for (let i = 0; i < 5; i += 1) {
      expect(await failureOf(await post(passwordRoute, { current: "not the password", next }, cookie))).toMatchObject({ status: 422, error: { fields: { current: expect.any(String) } } });
    }
    expect((await post(passwordRoute, { current: password, next }, cookie)).status).toBe(429);
    expect((await signInAs(user.email)).status).toBe(429);
  });

  it("of two at once from the same password lets one win", async () => {
    const { user, cookie } = await aPerson();
    const words = ["first new phrase", "second new phrase"];
    const statuses = (await Promise.all(words.map((word) => post(passwordRoute, { current: password, next: word }, cookie)))).map(({ status }) => status);
    expect([...statuses].sort()).toEqual([200, 409]);
    expect((await signInAs(user.email, words[statuses.indexOf(200)])).status).toBe(200);
  });

  it.each([
    ["one too short", { current: password, next: "short" }, "next"],
    ["the one they have", { current: password, next: password }, "next"],
    ["none", { current: password }, "next"],
    ["a field that nobody asked for", { current: password, next, user_id: "user_1" }, "user_id"],
  ])("refuses %s and changes nothing", async (_what, body, field) => {
    const { user, cookie } = await aPerson();
    expect(await failureOf(await post(passwordRoute, body, cookie))).toMatchObject({ status: 422, error: { fields: { [field]: expect.any(String) } } });
    expect((await signInAs(user.email)).status).toBe(200);
  });

  it("refuses the person's own address as the password, and a visitor", async () => {
    const { user, cookie } = await aPerson();
    expect((await post(passwordRoute, { current: password, next: user.email }, cookie)).status).toBe(422);
    expect((await post(passwordRoute, { current: password, next })).status).toBe(401);
  });
});

import { describe, expect, it } from "vitest";
import { POST as forgotRoute } from "@/app/api/account/forgot-password/route";
import { POST as resetRoute } from "@/app/api/account/reset-password/route";
import { collections } from "@/lib/db/collections";
import { getDb } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findUserOfResetToken } from "./reset-password";
import { findSessionUser } from "./session";
import { aPerson, failureOf, password, post, signInAs } from "./test-account";

setUpTestDatabase();

const newPassword = "an entirely new phrase";

async function resetTokens(userId: string): Promise<string[]> {
  const rows = await collections().outbox.find({ "task.recipient_id": userId, "task.template": "password-reset" }).toArray();
  return rows.map(({ task }) => new URL("secret_url" in task ? (task.secret_url ?? "") : "").searchParams.get("token") ?? "");
}

async function aResetToken(email: string, userId: string): Promise<string> {
  await post(forgotRoute, { email });
  return (await resetTokens(userId)).at(-1) ?? "";
}

describe("asking for a new password", () => {
  it("answers a known and an unknown address alike, and mails only the known one", async () => {
    const { user } = await aPerson();
    const known = await post(forgotRoute, { email: user.email });
    const unknown = await post(forgotRoute, { email: "nobody@example.com" });
    expect([known.status, unknown.status]).toEqual([202, 202]);
    expect(await known.json()).toEqual(await unknown.json());
    expect(await resetTokens(user.id)).toHaveLength(1);
  });

  it("mails one address three times an hour at most, and answers the same beyond", async () => {
    const { user } = await aPerson();
    const responses = [];
    for (let i = 0; i < 5; i += 1) responses.push(await post(forgotRoute, { email: user.email }));
    expect(responses.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    expect(await resetTokens(user.id)).toHaveLength(3);
  });

  it("keeps no token in clear beside the person it opens", async () => {
    const { user } = await aPerson();
    const token = await aResetToken(user.email, user.id);
    const rows = await getDb().collection("verifications").find({ value: user.id }).toArray();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("setting a new password", () => {
  it("ends every session, takes the new password and refuses the old one", async () => {
    const { user, cookie } = await aPerson();
    const other = await signInAs(user.email);
    const token = await aResetToken(user.email, user.id);
    expect((await post(resetRoute, { token, password: newPassword })).status).toBe(200);
    expect(await findSessionUser(new Headers({ cookie }))).toBeNull();
    expect(await findSessionUser(new Headers({ cookie: other.headers.getSetCookie()[0]?.split(";")[0] ?? "" }))).toBeNull();
    expect((await signInAs(user.email, password)).status).toBe(401);
    expect((await signInAs(user.email, newPassword)).status).toBe(200);
  });

  it("works once with a link", async () => {
    const { user } = await aPerson();
    const token = await aResetToken(user.email, user.id);
    expect((await post(resetRoute, { token, password: newPassword })).status).toBe(200);
    const again = await failureOf(await post(resetRoute, { token, password: "yet another phrase" }));
    expect(again).toMatchObject({ status: 422, error: { details: { reason: "link_spent" } } });
    expect((await signInAs(user.email, newPassword)).status).toBe(200);
  });

  it("works for one of two simultaneous uses of a link", async () => {
    const { user } = await aPerson();
    const token = await aResetToken(user.email, user.id);
    const responses = await Promise.all(["first new phrase", "second new phrase"].map((word) => post(resetRoute, { token, password: word })));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it("refuses a link after its hour", async () => {
    const { user } = await aPerson();
    const token = await aResetToken(user.email, user.id);
    const row = await getDb().collection("verifications").findOne({ value: user.id });
    const minutes = ((row?.expires_at as Date).getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThanOrEqual(60);
    await getDb()
      .collection("verifications")
      .updateOne({ value: user.id }, { $set: { expires_at: new Date(Date.now() - 1_000) } });
    expect((await post(resetRoute, { token, password: newPassword })).status).toBe(422);
    expect((await signInAs(user.email, password)).status).toBe(200);
  });

  it("looks at a link without using it up", async () => {
    const { user } = await aPerson();
    const token = await aResetToken(user.email, user.id);
    expect(await findUserOfResetToken(token)).toMatchObject({ _id: user.id });
    expect(await findUserOfResetToken(token)).toMatchObject({ _id: user.id });
    expect(await findUserOfResetToken("made up")).toBeNull();
  });

  it.each([
    ["too short", "short"],
    ["too long", "abc ".repeat(33)],
  ])("refuses a password that is %s, and leaves the link good", async (_why, word) => {
    const { user } = await aPerson();
    const token = await aResetToken(user.email, user.id);
    expect(await failureOf(await post(resetRoute, { token, password: word }))).toMatchObject({
      status: 422,
      error: { fields: { password: expect.any(String) } },
    });
    expect((await post(resetRoute, { token, password: newPassword })).status).toBe(200);
  });

  it("refuses the person's own address as the password", async () => {
    const { user } = await aPerson();
    const token = await aResetToken(user.email, user.id);
    expect((await post(resetRoute, { token, password: user.email })).status).toBe(422);
  });

  it("unlocks an address that failures had locked", async () => {
    const { user } = await aPerson();
    for (let i = 0; i < 5; i += 1) await signInAs(user.email, "not the password");
    expect((await signInAs(user.email)).status).toBe(429);
    const token = await aResetToken(user.email, user.id);
    await post(resetRoute, { token, password: newPassword });
    expect((await signInAs(user.email, newPassword)).status).toBe(200);
  });
});

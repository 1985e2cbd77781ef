import { afterEach, describe, expect, it, vi } from "vitest";
import { POST as resendRoute } from "@/app/api/account/resend-verification/route";
import { POST as verifyRoute } from "@/app/api/account/verify-email/route";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findSessionUser } from "./session";
import { aPerson, failureOf, post } from "./test-account";

setUpTestDatabase();

afterEach(() => vi.useRealTimers());

async function verificationTokens(userId: string): Promise<string[]> {
  const rows = await collections().outbox.find({ "task.recipient_id": userId, "task.template": "welcome" }).toArray();
  return rows.map(({ task }) => new URL("secret_url" in task ? (task.secret_url ?? "") : "").searchParams.get("token") ?? "");
}

describe("confirming an address", () => {
  it("works with the link of the welcome mail, also for somebody who is not signed in", async () => {
    const { user, cookie } = await aPerson();
    const [token] = await verificationTokens(user.id);
    expect((await post(verifyRoute, { token })).status).toBe(200);
    expect(await findSessionUser(new Headers({ cookie }))).toMatchObject({ email_verified: true });
  });

  it("signs nobody in", async () => {
    const { user } = await aPerson();
    const [token] = await verificationTokens(user.id);
    expect((await post(verifyRoute, { token })).headers.getSetCookie()).toEqual([]);
  });

  it("does its work once", async () => {
    const { user } = await aPerson();
    const [token] = await verificationTokens(user.id);
    await post(verifyRoute, { token });
    expect(await failureOf(await post(verifyRoute, { token }))).toMatchObject({ status: 409, error: { code: "conflict" } });
  });

  it("is refused after a day", async () => {
    const { user } = await aPerson();
    const [token] = await verificationTokens(user.id);
    vi.useFakeTimers({ now: Date.now() + 24 * 60 * 60_000 + 5_000, toFake: ["Date"] });
    expect(await failureOf(await post(verifyRoute, { token }))).toMatchObject({ status: 422, error: { details: { reason: "link_spent" } } });
    vi.useRealTimers();
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ email_verified: false });
  });

  it("is refused with a token that was changed to name somebody else", async () => {
    const { user } = await aPerson();
    const victim = await aPerson();
    const [head, , signature] = ((await verificationTokens(user.id))[0] ?? "").split(".");
    const payload = Buffer.from(JSON.stringify({ email: victim.user.email, userId: victim.user.id, exp: 9_999_999_999 })).toString("base64url");
    expect((await post(verifyRoute, { token: `${head}.${payload}.${signature}` })).status).toBe(422);
    expect((await post(verifyRoute, { token: "nonsense" })).status).toBe(422);
    expect(await collections().users.findOne({ _id: victim.user.id })).toMatchObject({ email_verified: false });
  });
});

describe("asking for the confirmation again", () => {
  it("leaves another mail, three times in ten minutes at most", async () => {
    const { user, cookie } = await aPerson();
    vi.useFakeTimers({ now: Date.now() + 2_000, toFake: ["Date"] });
    expect((await post(resendRoute, {}, cookie)).status).toBe(202);
    expect(await verificationTokens(user.id)).toHaveLength(2);
    await post(resendRoute, {}, cookie);
    await post(resendRoute, {}, cookie);
    expect((await post(resendRoute, {}, cookie)).status).toBe(429);
  });

  it("needs a session", async () => {
    expect((await post(resendRoute, {})).status).toBe(401);
  });

  it("is a conflict once the address is confirmed", async () => {
    const { user, cookie } = await aPerson();
    const [token] = await verificationTokens(user.id);
    await post(verifyRoute, { token });
    expect((await post(resendRoute, {}, cookie)).status).toBe(409);
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { POST as confirmRoute } from "@/app/api/account/email/confirm/route";
import { POST as addressRoute } from "@/app/api/account/email/route";
import { POST as undoRoute } from "@/app/api/account/email/undo/route";
import { POST as forgotRoute } from "@/app/api/account/forgot-password/route";
import { POST as resetRoute } from "@/app/api/account/reset-password/route";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { MailTask } from "@/lib/outbox/schema";
import { findSessionUser } from "./session";
import { aPerson, aRegistration, cookieOf, failureOf, password, post, signInAs } from "./test-account";

setUpTestDatabase();
afterEach(() => vi.useRealTimers());

const newAddress = () => aRegistration().email;
const isSignedIn = async (cookie: string) => (await findSessionUser(new Headers({ cookie }))) !== null;

async function mailsOf(userId: string, template: MailTask["template"]): Promise<MailTask[]> {
  const rows = await collections().outbox.find({ "task.recipient_id": userId, "task.template": template }).sort({ created_at: 1, _id: 1 }).toArray();
  return rows.map(({ task }) => task).filter((task) => task.kind === "mail");
}

async function tokenOf(userId: string, template: MailTask["template"]): Promise<string> {
  const links = (await mailsOf(userId, template)).map((task) => ("secret_url" in task ? task.secret_url : undefined)).filter((url) => url !== undefined);
  return new URL(links.at(-1) ?? "http://none.example").searchParams.get("token") ?? "";
}

async function anAsker(email = newAddress()) {
  const { user, cookie } = await aPerson();
  const response = await post(addressRoute, { email, password }, cookie);
  expect(await response.json()).toEqual({ sent_to: email });
  return { user, cookie, email, token: await tokenOf(user.id, "address-change") };
}

async function aMoved() {
  const asker = await anAsker();
  expect((await post(confirmRoute, { token: asker.token }, asker.cookie)).status).toBe(200);
  return { ...asker, undo: await tokenOf(asker.user.id, "address-change-notice") };
}

describe("asking for another address", () => {
  it("mails a link to the new one and a notice to the old one, and changes nothing", async () => {
    const { user, email, token } = await anAsker("elsewhere@example.com");
    expect(await mailsOf(user.id, "address-change")).toEqual([{ kind: "mail", template: "address-change", recipient_id: user.id, to: email, secret_url: `http://localhost:3000/account/confirm-address?token=${token}` }]);
    expect(await mailsOf(user.id, "address-change-notice")).toEqual([
      { kind: "mail", template: "address-change-notice", recipient_id: user.id, to: user.email, stage: "requested", new_address_masked: "e•••@example.com" },
    ]);
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ email: user.email });
    expect(JSON.stringify(await collections().verifications.find({ user_id: user.id }).toArray())).not.toContain(token);
  });

  it("answers and mails alike where the address is somebody else's", async () => {
    const victim = await aPerson();
    const { user } = await anAsker(victim.user.email);
    expect(await mailsOf(user.id, "address-change")).toHaveLength(1);
    expect(await mailsOf(victim.user.id, "address-change")).toHaveLength(0);
  });

  it("needs the password, and its failures lock signing in", async () => {
    const { user, cookie } = await aPerson();
    for (let i = 0; i < 5; i += 1) expect((await post(addressRoute, { email: newAddress(), password: "not the password" }, cookie)).status).toBe(422);
    expect((await post(addressRoute, { email: newAddress(), password }, cookie)).status).toBe(429);
    expect((await signInAs(user.email)).status).toBe(429);
    expect(await mailsOf(user.id, "address-change")).toHaveLength(0);
  });

  it("mails one address three times an hour at most, whoever asks, and answers the same beyond", async () => {
    const email = newAddress();
    const askers = [];
    for (let i = 0; i < 4; i += 1) askers.push(await anAsker(email));
    const mails = await Promise.all(askers.map(({ user }) => mailsOf(user.id, "address-change")));
    expect(mails.map((list) => list.length)).toEqual([1, 1, 1, 0]);
  });

  it.each([
    ["no address", { email: "nowhere", password }, "email"],
    ["an unknown field", { email: "a@example.com", password, now: true }, "now"],
  ])("refuses %s", async (_what, body, field) => {
    const { cookie } = await aPerson();
    expect(await failureOf(await post(addressRoute, body, cookie))).toMatchObject({ status: 422, error: { fields: { [field]: expect.any(String) } } });
  });

  it("refuses the address that they have, and a visitor", async () => {
    const { user, cookie } = await aPerson();
    expect((await post(addressRoute, { email: user.email.toUpperCase(), password }, cookie)).status).toBe(422);
    expect((await post(addressRoute, { email: newAddress(), password })).status).toBe(401);
  });
});

describe("confirming the new address", () => {
  it("makes it the one to sign in with, confirmed, and signs out every device but the one that confirms", async () => {
    const { user, cookie, email, token } = await anAsker();
    const other = cookieOf(await signInAs(user.email));
    const response = await post(confirmRoute, { token }, cookie);
    expect(await response.json()).toEqual({ email });
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ email, email_verified: true });
    expect(await collections().credentials.findOne({ user_id: user.id })).toMatchObject({ email });
    expect([await isSignedIn(cookie), await isSignedIn(other)]).toEqual([true, false]);
    expect((await signInAs(user.email)).status).toBe(401);
    expect((await signInAs(email)).status).toBe(200);
  });

  it("works for somebody who is not signed in, signs nobody in, and signs the person out everywhere", async () => {
    const { cookie, token } = await anAsker();
    const stranger = await aPerson();
    const response = await post(confirmRoute, { token }, stranger.cookie);
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []]);
    expect([await isSignedIn(cookie), await isSignedIn(stranger.cookie)]).toEqual([false, true]);
  });

  it("works once, also of two at once", async () => {
    const { token, cookie } = await anAsker();
    const statuses = (await Promise.all([post(confirmRoute, { token }, cookie), post(confirmRoute, { token }, cookie)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 422]);
    expect(await failureOf(await post(confirmRoute, { token }, cookie))).toMatchObject({ status: 422, error: { details: { reason: "link_spent" } } });
  });

  it("is refused after a day, with another token, and with a link that undoes", async () => {
    const { user, token } = await anAsker();
    const moved = await aMoved();
    expect((await post(confirmRoute, { token: "made up" })).status).toBe(422);
    expect((await post(confirmRoute, { token: moved.undo })).status).toBe(422);
    vi.useFakeTimers({ now: Date.now() + 24 * 60 * 60_000 + 1_000, toFake: ["Date"] });
    expect((await post(confirmRoute, { token })).status).toBe(422);
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ email: user.email });
  });

  it("uses the last link only, when there were several", async () => {
    const { user, cookie, token } = await anAsker();
    const email = newAddress();
    await post(addressRoute, { email, password }, cookie);
    expect((await post(confirmRoute, { token }, cookie)).status).toBe(422);
    expect((await post(confirmRoute, { token: await tokenOf(user.id, "address-change") }, cookie)).status).toBe(200);
  });

  it("is a conflict where the address has an account by then, changes nothing and leaves the link", async () => {
    const victim = await aPerson();
    const { user, cookie, token } = await anAsker(victim.user.email);
    const failure = { status: 409, error: { message: "There is another account with this address. Nothing was changed." } };
    expect(await failureOf(await post(confirmRoute, { token }, cookie))).toMatchObject(failure);
    expect(await failureOf(await post(confirmRoute, { token }, cookie))).toMatchObject(failure);
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ email: user.email, email_verified: false });
    expect(await collections().credentials.findOne({ user_id: user.id })).toMatchObject({ email: user.email });
    expect(await mailsOf(victim.user.id, "address-change-notice")).toEqual([]);
  });

  it("makes links for a new password that went to the old address worthless", async () => {
    const { user, cookie, token } = await anAsker();
    await post(forgotRoute, { email: user.email });
    const reset = await tokenOf(user.id, "password-reset");
    await post(confirmRoute, { token }, cookie);
    expect((await post(resetRoute, { token: reset, password: "an entirely new phrase" })).status).toBe(422);
  });

  it("is refused after the password was reset: who did that did not want the change", async () => {
    const { user, token } = await anAsker();
    await post(forgotRoute, { email: user.email });
    expect((await post(resetRoute, { token: await tokenOf(user.id, "password-reset"), password: "an entirely new phrase" })).status).toBe(200);
    expect((await post(confirmRoute, { token })).status).toBe(422);
  });
});

describe("the notice to the old address", () => {
  it("carries a link that gives the account back, signs everybody out and asks for a new password", async () => {
    const { user, cookie, email, undo } = await aMoved();
    expect((await mailsOf(user.id, "address-change-notice")).at(-1)).toMatchObject({ to: user.email, stage: "done" });
    const response = await post(undoRoute, { token: undo });
    expect(await response.json()).toEqual({ email: user.email });
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ email: user.email, email_verified: true });
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await signInAs(email)).status).toBe(401);
    expect(await mailsOf(user.id, "password-reset")).toHaveLength(1);
  });

  it("works once, for a week", async () => {
    const { undo } = await aMoved();
    const late = await aMoved();
    expect((await post(undoRoute, { token: undo })).status).toBe(200);
    expect((await post(undoRoute, { token: undo })).status).toBe(422);
    vi.useFakeTimers({ now: Date.now() + 7 * 24 * 60 * 60_000 + 1_000, toFake: ["Date"] });
    expect((await post(undoRoute, { token: late.undo })).status).toBe(422);
  });

  it("undoes also what was changed on from there, and voids the thief's own links", async () => {
    const { user, email, cookie, undo } = await aMoved();
    await post(addressRoute, { email: newAddress(), password }, cookie);
    await post(confirmRoute, { token: await tokenOf(user.id, "address-change") }, cookie);
    const thiefs = await tokenOf(user.id, "address-change-notice");
    expect(await (await post(undoRoute, { token: undo })).json()).toEqual({ email: user.email });
    expect(email).not.toBe(user.email);
    expect((await post(undoRoute, { token: thiefs })).status).toBe(422);
  });

  it("is a conflict where somebody else registered the old address in the meantime", async () => {
    const { user, undo } = await aMoved();
    await aPerson({ email: user.email });
    expect((await post(undoRoute, { token: undo })).status).toBe(409);
  });
});

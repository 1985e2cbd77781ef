import { afterEach, describe, expect, it, vi } from "vitest";
import { POST as confirmRoute } from "@/app/api/account/two-factor/confirm/route";
import { POST as disableRoute } from "@/app/api/account/two-factor/disable/route";
import { POST as enableRoute } from "@/app/api/account/two-factor/enable/route";
import { POST as renewRoute } from "@/app/api/account/two-factor/recovery-codes/route";
import { POST as verifyRoute } from "@/app/api/account/two-factor/verify/route";
import { totp_step_ms, totpCode } from "@/emulators/inspector/totp";
import { collections } from "@/lib/db/collections";
import { getDb } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { auth } from "./auth";
import { countRecoveryCodes } from "./guard-two-factor";
import { findSessionUser } from "./session";
import { aPerson, cookieOf, failureOf, password, post, signInAs } from "./test-account";

setUpTestDatabase();
afterEach(() => vi.useRealTimers());

/** A code is worth nothing once it was used: each use in a test takes the app's next one. */
function wait(steps = 1) {
  vi.useFakeTimers({ now: Date.now() + steps * totp_step_ms, toFake: ["Date"] });
}

const codeOf = (secret: string, steps = 0) => totpCode(secret, new Date(Date.now() + steps * totp_step_ms));
const wrongCode = (secret: string) => ["000000", "111111", "222222", "333333"].find((code) => ![-2, -1, 0, 1, 2].some((steps) => codeOf(secret, steps) === code)) ?? "";

async function aSecret(cookie: string): Promise<string> {
  const response = await post(enableRoute, { password }, cookie);
  if (response.status !== 200) throw new Error(await response.text());
  return ((await response.json()) as { secret: string }).secret;
}

/** Somebody whose authenticator app is set up; the code that proved it is used up. */
async function aGuardedPerson() {
  const { user, cookie: first } = await aPerson();
  const secret = await aSecret(first);
  const response = await post(confirmRoute, { code: codeOf(secret) }, first);
  if (response.status !== 200) throw new Error(await response.text());
  const { recovery_codes } = (await response.json()) as { recovery_codes: string[] };
  wait();
  return { user, secret, recovery_codes, first, cookie: cookieOf(response) };
}

/** The cookies of a sign-in whose password was right. */
async function aChallenge(email: string): Promise<string> {
  const response = await signInAs(email);
  expect(await response.json()).toEqual({ two_factor_required: true });
  return cookieOf(response);
}

const notices = (userId: string) =>
  collections()
    .outbox.find({ "task.template": "security-notice", "task.recipient_id": userId })
    .map(({ task }) => ("what" in task ? task.what : ""))
    .toArray();

describe("setting up an authenticator app", () => {
  it("gives an address, the secret in Base32 and a picture, and changes nothing yet", async () => {
    const { user, cookie } = await aPerson();
    const answer = (await (await post(enableRoute, { password }, cookie)).json()) as Record<string, string>;
    expect(Object.keys(answer).sort()).toEqual(["otpauth_url", "qr_code", "secret"]);
    expect(answer.otpauth_url).toContain(`otpauth://totp/MaestroHub:${encodeURIComponent(user.email)}?secret=${answer.secret}`);
    expect(Buffer.from((answer.qr_code ?? "").split(",")[1] ?? "", "base64").toString()).toMatch(/^<svg /);
    expect(await (await signInAs(user.email)).json()).toMatchObject({ user: { id: user.id, two_factor_enabled: false } });
  });

  it("is done by the first right code: ten recovery codes, a new session in place of the old, a mail", async () => {
    const { user, first, cookie, recovery_codes } = await aGuardedPerson();
    expect(new Set(recovery_codes).size).toBe(10);
    for (const code of recovery_codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/);
    expect(await findSessionUser(new Headers({ cookie }))).toMatchObject({ id: user.id, two_factor_enabled: true });
    expect(await findSessionUser(new Headers({ cookie: first }))).toBeNull();
    expect(await notices(user.id)).toEqual(["two_factor_on"]);
  });

  it("keeps neither secret nor recovery codes in clear, in fields of our own spelling", async () => {
    const { user, secret, recovery_codes } = await aGuardedPerson();
    const row = await getDb().collection("two_factors").findOne({ user_id: user.id });
    expect(Object.keys(row ?? {}).sort()).toEqual(["_id", "backup_codes", "failed_verification_count", "secret", "user_id", "verified"]);
    expect(row?._id).toMatch(/^2fa_/);
    const kept = JSON.stringify(row);
    for (const clear of [secret, ...recovery_codes, ...recovery_codes.map((code) => code.replace("-", ""))]) expect(kept).not.toContain(clear);
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ two_factor_enabled: true });
  });

  it("needs the password, and its failures lock signing in", async () => {
    const { user, cookie } = await aPerson();
    for (let i = 0; i < 5; i += 1) {
      expect(await failureOf(await post(enableRoute, { password: "not the password" }, cookie))).toMatchObject({ status: 422, error: { fields: { password: expect.any(String) } } });
    }
    expect((await post(enableRoute, { password }, cookie)).status).toBe(429);
    expect((await signInAs(user.email)).status).toBe(429);
    expect(await collections().two_factors.countDocuments({ user_id: user.id })).toBe(0);
  });

  it("takes no wrong code, and is locked after five", async () => {
    const { cookie } = await aPerson();
    const secret = await aSecret(cookie);
    for (let i = 0; i < 5; i += 1) expect((await post(confirmRoute, { code: String(i).repeat(6) }, cookie)).status).toBe(422);
    expect(await failureOf(await post(confirmRoute, { code: codeOf(secret) }, cookie))).toMatchObject({ status: 429, error: { message: expect.stringMatching(/Try again in 15 minutes/) } });
  });

  it("begins again with another secret until it is done, and then is a conflict", async () => {
    const { cookie } = await aPerson();
    const [lost, secret] = [await aSecret(cookie), await aSecret(cookie)];
    expect((await post(confirmRoute, { code: codeOf(lost) }, cookie)).status).toBe(422);
    const done = await post(confirmRoute, { code: codeOf(secret) }, cookie);
    expect(done.status).toBe(200);
    expect((await post(enableRoute, { password }, cookieOf(done))).status).toBe(409);
    expect((await post(confirmRoute, { code: codeOf(secret, 1) }, cookieOf(done))).status).toBe(409);
  });

  it("begun by another window at the very same time is a conflict", async () => {
    const { user, cookie } = await aPerson();
    await aSecret(cookie);
    // Both looked before either wrote: the unique index decides.
    const { adapter } = await auth().$context;
    const findOne = adapter.findOne.bind(adapter);
    const looked = vi.spyOn(adapter, "findOne").mockImplementation(async (query) => (query.model === "twoFactor" ? null : findOne(query)));
    expect((await post(enableRoute, { password }, cookie)).status).toBe(409);
    looked.mockRestore();
    expect(await collections().two_factors.countDocuments({ user_id: user.id })).toBe(1);
  });

  it("needs a session and begins with begin", async () => {
    expect((await post(enableRoute, { password })).status).toBe(401);
    expect((await post(confirmRoute, { code: "123456" })).status).toBe(401);
    const { cookie } = await aPerson();
    expect((await post(confirmRoute, { code: "123456" }, cookie)).status).toBe(409);
  });
});

describe("signing in with an authenticator app", () => {
  it("makes no session by the password alone", async () => {
    const { user } = await aGuardedPerson();
    const before = await collections().sessions.countDocuments({ user_id: user.id });
    const cookie = await aChallenge(user.email);
    expect(await findSessionUser(new Headers({ cookie }))).toBeNull();
    expect(await collections().sessions.countDocuments({ user_id: user.id })).toBe(before);
  });

  it("makes one by the app's code, also one of half a minute ago", async () => {
    const { user, secret } = await aGuardedPerson();
    const response = await post(verifyRoute, { code: codeOf(secret) }, await aChallenge(user.email));
    expect(await response.json()).toMatchObject({ user: { id: user.id, two_factor_enabled: true } });
    expect(await findSessionUser(new Headers({ cookie: cookieOf(response) }))).toMatchObject({ id: user.id });
    wait(2);
    expect((await post(verifyRoute, { code: codeOf(secret, -1) }, await aChallenge(user.email))).status).toBe(200);
  });

  it("refuses a code that was used, for another sign-in too, and of two at once lets one in", async () => {
    const { user, secret } = await aGuardedPerson();
    const code = codeOf(secret);
    const challenges = [await aChallenge(user.email), await aChallenge(user.email)];
    const statuses = (await Promise.all(challenges.map((cookie) => post(verifyRoute, { code }, cookie)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 422]);
    expect(await failureOf(await post(verifyRoute, { code }, await aChallenge(user.email)))).toMatchObject({ status: 422, error: { message: "That code was used already. Wait for the next one." } });
  });

  it("is over once: the same cookie begins no second session", async () => {
    const { user, secret } = await aGuardedPerson();
    const cookie = await aChallenge(user.email);
    expect((await post(verifyRoute, { code: codeOf(secret) }, cookie)).status).toBe(200);
    expect(await failureOf(await post(verifyRoute, { code: codeOf(secret, 1) }, cookie))).toMatchObject({ status: 401, error: { details: { reason: "sign_in_again" } } });
  });

  it("is over after ten minutes", async () => {
    const { user, secret } = await aGuardedPerson();
    const cookie = await aChallenge(user.email);
    wait(21);
    expect(await failureOf(await post(verifyRoute, { code: codeOf(secret) }, cookie))).toMatchObject({ status: 401, error: { details: { reason: "sign_in_again" } } });
  });

  it("is locked after five wrong codes, and a right password does not open that", async () => {
    const { user, secret, recovery_codes } = await aGuardedPerson();
    for (let i = 0; i < 5; i += 1) {
      const cookie = await aChallenge(user.email);
      const body = i % 2 ? { code: wrongCode(secret).replace(/.$/, String(i)) } : { recovery_code: "aaaaa-aaaaa" };
      expect((await post(verifyRoute, body, cookie)).status, `attempt ${i}`).toBe(422);
    }
    expect((await post(verifyRoute, { code: codeOf(secret) }, await aChallenge(user.email))).status).toBe(429);
    expect((await post(verifyRoute, { recovery_code: recovery_codes[0] }, await aChallenge(user.email))).status).toBe(429);
    wait(31);
    expect((await post(verifyRoute, { code: codeOf(secret) }, await aChallenge(user.email))).status).toBe(200);
  });

  it("looks at no more than five of twenty parallel guesses, each with a sign-in of its own", async () => {
    const { user } = await aGuardedPerson();
    const challenges = await Promise.all(Array.from({ length: 4 }, () => aChallenge(user.email)));
    const guesses = Array.from({ length: 20 }, (_, i) => post(verifyRoute, { recovery_code: `aaaaa-aaa${10 + i}` }, challenges[i % 4]));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  });

  it("takes no cookie that was changed, of somebody else's sign-in, or none", async () => {
    const { user, secret } = await aGuardedPerson();
    const cookie = await aChallenge(user.email);
    expect((await post(verifyRoute, { code: codeOf(secret) })).status).toBe(401);
    const forged = cookie.replace(/(two_factor=2fa-[\w-]+)[^;]*/, "$1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D");
    expect((await post(verifyRoute, { code: codeOf(secret) }, forged)).status).toBe(401);
    const other = await aGuardedPerson();
    expect((await post(verifyRoute, { code: codeOf(other.secret) }, cookie)).status).toBe(422);
  });

  it("asks for the challenge's code even where another person is signed in on the device", async () => {
    const { user, secret } = await aGuardedPerson();
    const other = await aGuardedPerson();
    const cookie = `${other.cookie}; ${await aChallenge(user.email)}`;
    expect((await post(verifyRoute, { code: codeOf(other.secret) }, cookie)).status).toBe(422);
    expect(await (await post(verifyRoute, { code: codeOf(secret) }, cookie)).json()).toMatchObject({ user: { id: user.id } });
  });

  it.each([
    ["nothing", {}],
    ["both", { code: "123456", recovery_code: "aaaaa-aaaaa" }],
    ["letters", { code: "abcdef" }],
    ["a wish to be trusted", { code: "123456", trust_device: true }],
    ["a short recovery code", { recovery_code: "aaaa" }],
  ])("refuses %s", async (_what, body) => {
    expect((await post(verifyRoute, body)).status).toBe(422);
  });
});

describe("a recovery code", () => {
  it("signs in once, however it is typed, and says so by mail", async () => {
    const { user, recovery_codes } = await aGuardedPerson();
    const typed = ` ${(recovery_codes[3] ?? "").toUpperCase().replace("-", " ")} `;
    expect((await post(verifyRoute, { recovery_code: typed }, await aChallenge(user.email))).status).toBe(200);
    expect(await notices(user.id)).toEqual(["two_factor_on", "recovery_code_used"]);
    expect((await post(verifyRoute, { recovery_code: typed }, await aChallenge(user.email))).status).toBe(422);
    expect(await countRecoveryCodes({ ...user, two_factor_enabled: true })).toBe(9);
  });

  it("lets one in of two who use it at once", async () => {
    const { user, recovery_codes } = await aGuardedPerson();
    const challenges = [await aChallenge(user.email), await aChallenge(user.email)];
    const responses = await Promise.all(challenges.map((cookie) => post(verifyRoute, { recovery_code: recovery_codes[0] }, cookie)));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it("is worth nothing once there are new ones, for which password and code are asked", async () => {
    const { user, cookie, secret, recovery_codes } = await aGuardedPerson();
    expect((await post(renewRoute, { password: "not the password", code: codeOf(secret) }, cookie)).status).toBe(422);
    expect((await post(renewRoute, { password, code: wrongCode(secret) }, cookie)).status).toBe(422);
    const answer = (await (await post(renewRoute, { password, code: codeOf(secret) }, cookie)).json()) as { recovery_codes: string[] };
    expect(answer.recovery_codes).toHaveLength(10);
    expect((await post(verifyRoute, { recovery_code: recovery_codes[0] }, await aChallenge(user.email))).status).toBe(422);
    expect((await post(verifyRoute, { recovery_code: answer.recovery_codes[0] }, await aChallenge(user.email))).status).toBe(200);
    expect(await notices(user.id)).toContain("recovery_codes_renewed");
  });
});

describe("turning it off", () => {
  it("needs password and code, makes a new session, and then the password is enough", async () => {
    const { user, cookie, secret } = await aGuardedPerson();
    expect((await post(disableRoute, { password: "not the password", code: codeOf(secret) }, cookie)).status).toBe(422);
    expect((await post(disableRoute, { password, code: wrongCode(secret) }, cookie)).status).toBe(422);
    expect((await post(disableRoute, { password }, cookie)).status).toBe(422);
    expect(await collections().users.findOne({ _id: user.id })).toMatchObject({ two_factor_enabled: true });

    const done = await post(disableRoute, { password, code: codeOf(secret) }, cookie);
    expect(await done.json()).toEqual({ two_factor_enabled: false });
    expect(await findSessionUser(new Headers({ cookie }))).toBeNull();
    expect(await findSessionUser(new Headers({ cookie: cookieOf(done) }))).toMatchObject({ two_factor_enabled: false });
    expect(await collections().two_factors.countDocuments({ user_id: user.id })).toBe(0);
    expect(await (await signInAs(user.email)).json()).toMatchObject({ user: { id: user.id } });
    expect(await notices(user.id)).toEqual(["two_factor_on", "two_factor_off"]);
  });

  it("is a conflict where it is not on, and is nobody's without a session", async () => {
    const { cookie } = await aPerson();
    expect((await post(disableRoute, { password, code: "123456" }, cookie)).status).toBe(409);
    expect((await post(renewRoute, { password, code: "123456" }, cookie)).status).toBe(409);
    expect((await post(disableRoute, { password, code: "123456" })).status).toBe(401);
    expect((await post(renewRoute, { password, code: "123456" })).status).toBe(401);
  });
});

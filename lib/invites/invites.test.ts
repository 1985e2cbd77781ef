import { describe, expect, it } from "vitest";
import { GET as openRoute } from "@/app/api/invites/[token]/open/route";
import { POST as stopRoute } from "@/app/api/invites/[token]/stop/route";
import { POST as registerRoute } from "@/app/api/account/register/route";
import { POST as inviteRoute } from "@/app/api/tutor/invites/route";
import { aPerson, aRegistration, call, cookieOf, failureOf, post } from "@/lib/auth/test-account";
import { policy } from "@/lib/config/policy";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { findSuppression, hashOfAddress, markAddress } from "@/lib/email-suppressions/store";
import { setUpTestResend } from "@/lib/integrations/email/test-resend";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import { sendTaskMail } from "@/lib/mails/send-task-mail";
import type { MailTask } from "@/lib/outbox/schema";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import { noteUndelivered } from "./note-undelivered";
import { listOwnInvites, withdrawInvite } from "./own-invites";
import { findOpenInvite } from "./read-invite";
import { findInvite } from "./store";

const resend = setUpTestResend();
setUpTestDatabase();

const now = new Date();
const daysLater = (days: number) => new Date(now.getTime() + days * 86_400_000);
const anAddress = () => `${newId("user")}@example.com`;

async function aCoach(parts: { is_published?: boolean } = {}) {
  const { user, cookie } = await aPerson({ role: "tutor", name: "Amara Okafor" });
  await collections().tutors.deleteMany({ user_id: user.id });
  await collections().tutors.insertOne(makeTutor({ _id: newId("tutor"), user_id: user.id, name: "Amara Okafor", slug: newId("tutor").replaceAll("_", "-"), ...parts }));
  return { user, cookie };
}

const invite = (coach: { cookie: string }, body: object) => post(inviteRoute, body, coach.cookie);

async function anInvite(changes: object = {}) {
  const coach = await aCoach();
  const email = anAddress();
  const response = await invite(coach, { email, ...changes });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as { id: string };
  const token = (await findInvite(id))?.token ?? "";
  return { coach, email, id, token, send: () => send(id) };
}

async function send(id: string): Promise<void> {
  const row = await collections().outbox.findOne({ key: `mail:invite:${id}` });
  await sendTaskMail({ task: row?.task as MailTask, idempotency_key: row?._id ?? "", now: new Date() });
}

describe("an invitation", () => {
  it("is one mail to the address, with the coach's words, and with two ways to want no more", async () => {
    const { email, token, send } = await anInvite({ note: "We spoke on Sunday." });
    await send();
    const mail = resend.mails().at(-1);
    expect(mail).toMatchObject({ to: [email], subject: "Amara Okafor invites you to a session on MaestroHub" });
    expect(mail?.text).toContain("We spoke on Sunday.");
    expect(mail?.text).toContain(`http://localhost:3000/invite/${token}?stop=1`);
    expect(mail?.headers).toEqual({ "List-Unsubscribe": `<http://localhost:3000/api/invites/${token}/stop>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
  });

  it("is seen by its coach with its state, and never with what the link needs", async () => {
    const { coach, email, id, token } = await anInvite();
    expect(await listOwnInvites(coach.user, now)).toMatchObject([{ id, email, status: "waiting" }]);
    expect(JSON.stringify(await listOwnInvites(coach.user, now))).not.toContain(token);
    expect((await listOwnInvites(coach.user, daysLater(policy.invite_waits_days + 1)))[0]?.status).toBe("lapsed");
  });

  it("waits once for an address, however many ask at once", async () => {
    const coach = await aCoach();
    const email = anAddress();
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await invite(coach, { email: email.toUpperCase() })).status));
    expect(statuses.sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
    expect(await collections().invites.countDocuments({ waiting_for: hashOfAddress(email) })).toBe(1);
    expect(await collections().outbox.countDocuments({ "task.recipient_id": coach.user.id, "task.template": "invite" })).toBe(1);
  });

  it("may follow one that lapsed or was taken back", async () => {
    const { coach, email, id } = await anInvite();
    await withdrawInvite({ invite_id: id, user: coach.user, now });
    expect((await invite(coach, { email })).status).toBe(201);
    await collections().invites.updateMany({ email }, { $set: { lapses_at: now } });
    expect((await invite(coach, { email })).status).toBe(201);
    expect((await listOwnInvites(coach.user, now)).map(({ status }) => status)).toEqual(["waiting", "lapsed", "withdrawn"]);
  });

  it(`is one of ${policy.invites_per_day} a day, asked for at once or not`, async () => {
    const coach = await aCoach();
    const statuses = await Promise.all(Array.from({ length: policy.invites_per_day + 5 }, async () => (await invite(coach, { email: anAddress() })).status));
    expect(statuses.filter((status) => status === 201)).toHaveLength(policy.invites_per_day);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it("reaches an address from a few coaches a week, not from all", async () => {
    const email = anAddress();
    const statuses: number[] = [];
    for (let coaches = 0; coaches <= policy.invites_per_address_and_week; coaches += 1) statuses.push((await invite(await aCoach(), { email })).status);
    expect(statuses).toEqual([201, 201, 201, 409]);
  });

  it.each([
    ["a link", { note: "Look at https://elsewhere.example" }, 422, "note"],
    ["a link without its scheme", { note: "www.elsewhere.example" }, 422, "note"],
    ["a hidden turn of the text", { note: "a\u202eb" }, 422, "note"],
    ["too many words", { note: "x".repeat(policy.invite_note_max_characters + 1) }, 422, "note"],
    ["no address", { email: "nobody" }, 422, "email"],
    ["a field that nobody knows", { role: "admin" }, 422, "role"],
  ])("with %s is refused and leaves nothing", async (_what, changes, status, field) => {
    const coach = await aCoach();
    const failure = await failureOf(await invite(coach, { email: anAddress(), ...changes }));
    expect(failure.status).toBe(status);
    expect(Object.keys(failure.error.fields as object)).toEqual([field]);
    expect(await collections().invites.countDocuments({ tutor_user_id: coach.user.id })).toBe(0);
  });

  it("is not for oneself, and needs a page that can be booked", async () => {
    const coach = await aCoach();
    expect((await invite(coach, { email: coach.user.email })).status).toBe(409);
    expect((await invite(await aCoach({ is_published: false }), { email: anAddress() })).status).toBe(409);
  });

  it("that was taken back, or whose coach is gone, is not sent any more", async () => {
    const first = await anInvite();
    await withdrawInvite({ invite_id: first.id, user: first.coach.user, now });
    await expect(first.send()).rejects.toThrow(NoLongerNeeded);
    const second = await anInvite();
    await collections().tutors.updateOne({ user_id: second.coach.user.id }, { $set: { is_published: false } });
    await expect(second.send()).rejects.toThrow(NoLongerNeeded);
    expect(await findOpenInvite(second.token, now)).toBeNull();
  });
});

describe("somebody who wants no invitations", () => {
  it("says so with one press of the mail program, and gets none of any coach", async () => {
    const { coach, email, token, id } = await anInvite();
    const other = await aCoach();
    await invite(other, { email });
    const request = new Request("http://localhost:3000/", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" });
    expect((await stopRoute(request, { params: Promise.resolve({ token }) })).status).toBe(200);
    expect(await collections().invites.find({ tutor_user_id: { $in: [coach.user.id, other.user.id] } }).toArray()).toMatchObject([{ status: "stopped", email: null }, { status: "stopped", email: null }]);
    expect(await findSuppression(email)).toMatchObject({ no_invites_at: expect.any(Date) as Date });
    expect(await failureOf(await invite(coach, { email }))).toMatchObject({ status: 409, error: { message: "We cannot send invitations to this address." } });
    await expect(send(id)).rejects.toThrow(NoLongerNeeded);
    expect(await listOwnInvites(coach.user, now)).toMatchObject([{ email: null, status: "stopped" }]);
    // Said twice is said once.
    expect((await call(stopRoute, "POST", { params: { token } })).status).toBe(200);
  });

  it.each(["undeliverable", "complained_at"] as const)("is not invited where the address is marked %s", async (mark) => {
    const email = anAddress();
    await markAddress({ address: email, marks: mark === "undeliverable" ? { undeliverable: { since: now, cause: "bounced" } } : { complained_at: now }, now });
    expect((await invite(await aCoach(), { email })).status).toBe(409);
  });

  it("needs the link of a mail", async () => {
    expect((await call(stopRoute, "POST", { params: { token: "x".repeat(27) } })).status).toBe(404);
    expect((await call(stopRoute, "POST", { params: { token: "short" } })).status).toBe(404);
  });
});

describe("who follows an invitation", () => {
  it("comes to the coach's page, and is remembered when they register, once", async () => {
    const { token, id, coach } = await anInvite();
    const opened = await call(openRoute, "GET", { params: { token } });
    expect(opened.status).toBe(303);
    expect(opened.headers.get("location")).toMatch(/^http:\/\/localhost:3000\/coaches\/tutor-/);
    const cookie = cookieOf(opened);
    const registered = await post(registerRoute, aRegistration(), cookie);
    const { user } = (await registered.json()) as { user: { id: string } };
    expect(await findInvite(id)).toMatchObject({ status: "joined", user_id: user.id, joined_at: expect.any(Date) as Date });
    expect((await findInvite(id))?.forget_at).toBeUndefined();
    expect(registered.headers.getSetCookie().some((line) => line.startsWith("mh_invite=;"))).toBe(true);
    expect(await listOwnInvites(coach.user, now)).toMatchObject([{ status: "joined" }]);
    await post(registerRoute, aRegistration(), cookie);
    expect(await findInvite(id)).toMatchObject({ user_id: user.id });
  });

  it("registers all the same with a link that is unknown or lapsed", async () => {
    const { id, token } = await anInvite();
    await collections().invites.updateOne({ _id: id }, { $set: { lapses_at: now } });
    for (const cookie of [`mh_invite=${token}`, `mh_invite=${"x".repeat(27)}`, "mh_invite=bad"]) expect((await post(registerRoute, aRegistration(), cookie)).status).toBe(201);
    expect(await findInvite(id)).toMatchObject({ status: "waiting" });
    expect((await call(openRoute, "GET", { params: { token } })).status).toBe(404);
  });

  it("is seen by the coach where the mail came back", async () => {
    const { coach, email } = await anInvite();
    await withTransaction((session) => noteUndelivered({ address: email, now, session }));
    expect(await listOwnInvites(coach.user, now)).toMatchObject([{ status: "undeliverable", email }]);
  });
});

it("another coach's invitation can be neither seen nor taken back", async () => {
  const { id } = await anInvite();
  const other = await aCoach();
  await expect(withdrawInvite({ invite_id: id, user: other.user, now })).rejects.toMatchObject({ code: "not_found" });
  expect(await listOwnInvites(other.user, now)).toEqual([]);
});

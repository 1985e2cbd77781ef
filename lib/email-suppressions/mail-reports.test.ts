import { Webhook } from "standardwebhooks";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST as confirmRoute } from "@/app/api/account/email/confirm/route";
import { POST as recheckRoute } from "@/app/api/account/email/recheck/route";
import { POST } from "@/app/api/resend/webhook/route";
import { aPerson, failureOf, post } from "@/lib/auth/test-account";
import { env } from "@/lib/config/env";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { setUpTestResend } from "@/lib/integrations/email/test-resend";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import { sendTaskMail } from "@/lib/mails/send-task-mail";
import type { MailTask } from "@/lib/outbox/schema";
import { refusalOf } from "./rules";
import { findSuppression } from "./store";

let answers: number[] = [];
const resend = setUpTestResend({
  receive: async (request) => {
    const fails = answers.shift();
    return fails ? new Response("", { status: fails }) : POST(request);
  },
});
setUpTestDatabase();
beforeEach(() => void (answers = []));

const now = new Date();
const noticesOf = (user_id: string) => collections().notifications.find({ user_id }).toArray();
const aNotice = (recipient_id: string): MailTask => ({ kind: "mail", template: "security-notice", recipient_id, what: "password_changed", happened_at: now });
const send = (task: MailTask) => sendTaskMail({ task, idempotency_key: newId("outbox"), now: new Date() });

/** A person, and a mail of theirs that met this fate; what is reported of it has arrived. */
async function aMail(fate: string) {
  const { user, cookie } = await aPerson();
  await send(aNotice(user.id));
  const mail = resend.mails().at(-1);
  await resend.control("resend/fate", { email_id: mail?.id ?? "", fate });
  await vi.waitFor(async () => {
    const { deliveries } = (await fetch(`${env().emulators_url}/_control/resend/webhooks`).then((answer) => answer.json())) as { deliveries: { state: string }[] };
    expect(deliveries.map(({ state }) => state)).toEqual(expect.arrayContaining(["delivered"]));
    expect(deliveries.filter(({ state }) => state !== "delivered")).toEqual([]);
  }, 12_000);
  return { user, cookie, mail };
}

describe("a mail that comes back", () => {
  it("is reported, and the person is told once what to do", async () => {
    const { user } = await aMail("bounced");
    expect(await findSuppression(user.email)).toMatchObject({ user_id: user.id, undeliverable: { cause: "bounced" }, complained_at: null });
    expect(await noticesOf(user.id)).toMatchObject([{ kind: "mail_problem", title: "Mails to you come back", href: "/account#address" }]);
    expect(JSON.stringify(await findSuppression(user.email))).not.toContain(user.email);
  });

  it("is the last: the next row is done without being sent, and says why", async () => {
    const { user } = await aMail("bounced");
    const before = resend.mails().length;
    await expect(send(aNotice(user.id))).rejects.toThrow(NoLongerNeeded);
    await expect(send(aNotice(user.id))).rejects.toThrow("security-notice was not sent: mails to this address come back");
    expect(resend.mails()).toHaveLength(before);
  });

  it.each(["bounced_transient", "delivery_delayed", "delivered"])("or was %s changes nothing where it may pass by itself", async (fate) => {
    await resend.control("resend/webhook-endpoints", { types: ["*"] });
    const { user } = await aMail(fate);
    await resend.control("resend/webhook-endpoints", { types: ["email.bounced", "email.complained", "email.suppressed", "suppression.added"] });
    expect(await findSuppression(user.email)).toBeNull();
    await send(aNotice(user.id));
    expect(await noticesOf(user.id)).toEqual([]);
  });

  it("is reported again and again until we have stored it", async () => {
    answers = [503, 500];
    const { user } = await aMail("bounced");
    expect(await noticesOf(user.id)).toHaveLength(1);
  }, 15_000);

  it("to a trial address of Resend's behaves as one to a person", async () => {
    const email = `bounced+${newId("user")}@resend.dev`;
    const { user } = await aPerson({ email });
    await send(aNotice(user.id));
    await vi.waitFor(async () => expect(await findSuppression(email)).toMatchObject({ undeliverable: { cause: "bounced" } }));
  });
});

describe("a mail that was called spam", () => {
  it("ends what is no part of account and sessions, and nothing else", async () => {
    const { user } = await aMail("complained");
    const known = await findSuppression(user.email);
    expect(known).toMatchObject({ undeliverable: null, complained_at: expect.any(Date) as Date });
    expect(refusalOf("invite", known)).toMatch(/spam/);
    expect(refusalOf("session-reminder", known)).toBeNull();
    expect(await noticesOf(user.id)).toMatchObject([{ title: "One of our mails was marked as spam" }]);
  });

  it("lets Resend write there no more: the next mail is reported so, and the address counts as out of reach", async () => {
    const { user } = await aMail("complained");
    await send(aNotice(user.id));
    await vi.waitFor(async () => expect(await findSuppression(user.email)).toMatchObject({ undeliverable: { cause: "suppressed" } }));
  });
});

describe("an address that works again", () => {
  it("is proved by a link that is mailed there all the same, and mails come again", async () => {
    const { user, cookie } = await aMail("bounced");
    expect(await (await post(recheckRoute, {}, cookie)).json()).toEqual({ sent_to: user.email });
    const row = await collections().outbox.findOne({ "task.recipient_id": user.id, "task.template": "address-change" });
    const task = row?.task as Extract<MailTask, { template: "address-change" }>;
    await send(task);
    // Resend's own list does not hold it back either.
    expect(resend.mails().at(-1)).toMatchObject({ to: [user.email], subject: "Confirm that your address works", last_event: "delivered" });
    const token = new URL(task.secret_url).searchParams.get("token") ?? "";
    expect(await (await post(confirmRoute, { token })).json()).toEqual({ email: user.email });
    expect(await findSuppression(user.email)).toMatchObject({ undeliverable: null, complained_at: null });
    await send(aNotice(user.id));
    // Nobody is signed out by it, and nobody reads that the address was changed.
    expect(await collections().sessions.countDocuments({ user_id: user.id })).toBe(1);
    expect(await collections().outbox.countDocuments({ "task.recipient_id": user.id, "task.template": "address-change-notice" })).toBe(0);
  });

  it("is not held against the person by a report of before that comes late", async () => {
    const { user } = await aMail("bounced");
    await collections().email_suppressions.updateOne({ user_id: user.id }, { $set: { undeliverable: null, proved_at: new Date() } });
    expect((await POST(signed(bounceOf(user.email, new Date(Date.now() - 60_000))))).status).toBe(200);
    expect(await findSuppression(user.email)).toMatchObject({ undeliverable: null });
    expect((await POST(signed(bounceOf(user.email, new Date(Date.now() + 60_000))))).status).toBe(200);
    expect(await findSuppression(user.email)).toMatchObject({ undeliverable: { cause: "bounced" } });
  });

  it("needs no link", async () => {
    const { cookie } = await aPerson();
    expect(await failureOf(await post(recheckRoute, {}, cookie))).toMatchObject({ status: 409 });
  });
});

describe("a report", () => {
  it("counts once, however often and at once it arrives", async () => {
    const { user } = await aPerson();
    const report = bounceOf(user.email, now);
    const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await POST(signed(report))).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await noticesOf(user.id)).toHaveLength(1);
    expect(await collections().email_events.countDocuments({ _id: report.id })).toBe(1);
  });

  it.each([
    ["bounce", { undeliverable: { cause: "bounced" }, complained_at: null }],
    ["manual", { undeliverable: { cause: "suppressed" }, complained_at: null }],
    ["complaint", { undeliverable: null, complained_at: now }],
  ])("of an address that Resend put on its list says the same as that of the mail, whichever comes first: %s", async (origin, known) => {
    const { user } = await aPerson();
    const data = { id: "sup_1", email: user.email, origin, source_id: null, created_at: now.toISOString() };
    expect((await POST(signed({ id: `msg_${newId("request")}`, event: { type: "suppression.added", created_at: now.toISOString(), data } }))).status).toBe(200);
    expect(await findSuppression(user.email)).toMatchObject(known);
  });

  it("of several mails at once makes one notice", async () => {
    const { user } = await aPerson();
    await Promise.all(Array.from({ length: 6 }, (_, index) => POST(signed(bounceOf(user.email, new Date(now.getTime() + index))))));
    expect(await noticesOf(user.id)).toHaveLength(1);
  });

  it("of an address that nobody has is remembered without the address", async () => {
    const email = "stranger@example.com";
    await POST(signed(bounceOf(email, now)));
    expect(await findSuppression(email)).toMatchObject({ user_id: null, undeliverable: { cause: "bounced" } });
  });

  it.each([
    ["with another secret", (report: Report) => signed(report, { secret: "whsec_b3RoZXItc2VjcmV0LW9mLW5vYm9keQ==" })],
    ["whose body was changed", (report: Report) => signed(report, { body: JSON.stringify(report.event).replace("email.bounced", "email.complained") })],
    ["that was recorded six minutes ago", (report: Report) => signed(report, { at: new Date(Date.now() - 6 * 60_000) })],
    ["from the future", (report: Report) => signed(report, { at: new Date(Date.now() + 6 * 60_000) })],
    ["under another id", (report: Report) => signed(report, { id: "msg_other" })],
    ["without a signature", ({ event }: Report) => new Request("http://localhost:3000/api/resend/webhook", { method: "POST", body: JSON.stringify(event) })],
  ])("%s is refused and changes nothing", async (_title, request) => {
    const { user } = await aPerson();
    expect(await failureOf(await POST(request(bounceOf(user.email, now))))).toMatchObject({ status: 400, error: { code: "malformed" } });
    expect(await findSuppression(user.email)).toBeNull();
  });

  it("that is none is refused, and one of a type that nobody follows is taken", async () => {
    expect((await POST(signed({ id: "msg_json", event: "{" }))).status).toBe(400);
    expect((await POST(signed({ id: newId("request"), event: { type: "contact.created", created_at: now.toISOString(), data: {} } }))).status).toBe(200);
  });
});

interface Report {
  id: string;
  event: unknown;
}

function bounceOf(email: string, at: Date): Report {
  const data = { created_at: at.toISOString(), email_id: "56761188-7520-42d8-8898-ff6fc54ce618", from: "MaestroHub <hello@maestrohub.example>", to: [email], subject: "Booked", bounce: { type: "Permanent", subType: "General", message: "No such mailbox." } };
  return { id: `msg_${newId("request")}`, event: { type: "email.bounced", created_at: at.toISOString(), data } };
}

/** Signed by the library that Svix's scheme is published with, not by our emulator. */
function signed({ id, event }: Report, changes: { secret?: string; body?: string; at?: Date; id?: string } = {}): Request {
  const { secret = env().resend?.webhook_secret ?? "", at = new Date() } = changes;
  const original = typeof event === "string" ? event : JSON.stringify(event);
  const headers = { "svix-id": changes.id ?? id, "svix-timestamp": String(Math.floor(at.getTime() / 1000)), "svix-signature": new Webhook(secret).sign(id, at, original) };
  return new Request("http://localhost:3000/api/resend/webhook", { method: "POST", headers, body: changes.body ?? original });
}

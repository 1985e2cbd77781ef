import { beforeEach, describe, expect, it } from "vitest";
import { GET as openRoute, POST as stopRoute } from "@/app/api/unsubscribe/[token]/route";
import { POST as undoRoute } from "@/app/api/unsubscribe/[token]/undo/route";
import { aUser } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { setUpTestResend } from "@/lib/integrations/email/test-resend";
import { wants } from "@/lib/notifications/rules";
import { channels, topics } from "@/lib/notifications/schema";
import { addTask } from "@/lib/outbox/store";
import type { UserDocument } from "@/lib/users/schema";
import { sendSample } from "./drafts";
import { readSubscription } from "./unsubscribe";
import { unsubscribeToken } from "./unsubscribe-token";
import { aDraft, now, workAll } from "./test-announcements";

const resend = setUpTestResend();
setUpTestDatabase();

beforeEach(async () => void (await collections().outbox.deleteMany({})));

type Handler = (request: Request, context: { params: Promise<{ token: string }> }) => Promise<Response>;

/** As a mail program does it (RFC 8058): no cookie, no origin, a form. */
function press(handler: Handler, token: string): Promise<Response> {
  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  return handler(new Request(`http://localhost:3000/api/unsubscribe/${token}`, { method: "POST", body }), { params: Promise.resolve({ token }) });
}

async function userOf(_id: string): Promise<UserDocument> {
  const user = await collections().users.findOne({ _id });
  if (!user) throw new Error("the user is gone");
  return user;
}

describe("the link of an announcement", () => {
  it("turns announcements by mail off and nothing else, as often as it is pressed, and can be undone", async () => {
    const { _id } = await aUser({ notice_settings: { off: ["review:mail"], quiet_hours: { start_minute: 0, end_minute: 60 } } });
    const token = unsubscribeToken(_id);
    const before = await userOf(_id);
    expect(await readSubscription(token)).toEqual({ address: "u•••@example.com", is_on: true });
    for (let presses = 0; presses < 2; presses += 1) {
      const response = await press(stopRoute, token);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ announcements: false });
    }
    const after = await userOf(_id);
    for (const topic of topics)
      for (const channel of channels)
        expect(wants(after, topic, channel), `${topic}:${channel}`).toBe(
          topic === "announcement" && channel === "mail" ? false : wants(before, topic, channel),
        );
    expect(after.notice_settings).toEqual({ off: ["review:mail", "announcement:mail"], quiet_hours: { start_minute: 0, end_minute: 60 } });
    expect((await press(undoRoute, token)).status).toBe(200);
    expect((await press(undoRoute, token)).status).toBe(200);
    expect((await userOf(_id)).notice_settings).toEqual(before.notice_settings);
  });

  it("leaves every other mail as it is: who unsubscribed still gets what their account and sessions need", async () => {
    const { _id, email } = await aUser();
    await press(stopRoute, unsubscribeToken(_id));
    await addTask({
      key: `mail:password-reset:${_id}`,
      task: { kind: "mail", template: "password-reset", recipient_id: _id, secret_url: "https://maestrohub.example/reset-password?token=1" },
      now,
    });
    await addTask({
      key: `mail:calendar-failed:${_id}`,
      task: { kind: "mail", template: "calendar-failed", recipient_id: _id, calendar_label: "Family", failure: "It does not answer." },
      now,
    });
    await workAll();
    expect(resend.mails().filter(({ to }) => to[0] === email)).toHaveLength(2);
  });

  it("opened by a mail program that does not post leads to the page, and changes nothing", async () => {
    const { _id } = await aUser();
    const token = unsubscribeToken(_id);
    const response = await openRoute(new Request("http://localhost:3000/"), { params: Promise.resolve({ token }) });
    expect(response.headers.get("location")).toBe(`http://localhost:3000/unsubscribe/${token}`);
    expect(wants(await userOf(_id), "announcement", "mail")).toBe(true);
  });

  it.each([
    ["made up", (id: string) => `${id}.${"x".repeat(43)}`],
    ["of another", (id: string) => `${id}.${unsubscribeToken("user_0123456789").split(".")[1] ?? ""}`],
    ["cut off", (id: string) => unsubscribeToken(id).slice(0, -1)],
    ["empty", () => ""],
  ])("that is %s opens nothing", async (_title, forge) => {
    const { _id } = await aUser();
    expect((await press(stopRoute, forge(_id))).status).toBe(404);
    expect(await readSubscription(forge(_id))).toBeNull();
    expect(wants(await userOf(_id), "announcement", "mail")).toBe(true);
  });

  it("of an account that is gone is answered, and shows nobody's address", async () => {
    const { _id } = await aUser({ deleted_at: now });
    expect((await press(stopRoute, unsubscribeToken(_id))).status).toBe(200);
    expect(await readSubscription(unsubscribeToken(_id))).toBeNull();
  });
});

describe("the sample", () => {
  it("comes to the admin alone, once for a press, though they have turned announcements off and sleep", async () => {
    const admin = await aUser({ role: "admin", notice_settings: { off: ["announcement:mail"], quiet_hours: { start_minute: 0, end_minute: 1_439 } } });
    const draft = await aDraft({ subject: "Only for me" });
    const order = { id: draft._id, revision: draft.revision, request_id: "req_1", admin: { id: admin._id, role: "admin" as const }, now };
    await Promise.allSettled([sendSample(order), sendSample(order), sendSample(order)]);
    await workAll({ workers: 2 });
    const mails = resend.mails().filter(({ subject }) => subject === "Only for me");
    expect(mails.map(({ to }) => to)).toEqual([[admin.email]]);
    expect(mails[0]?.headers).toMatchObject({ "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    expect(await collections().announcements.findOne({ _id: draft._id })).toMatchObject({ status: "draft", sampled_revision: draft.revision });
  });

  it("is of the version that is saved, and has something to say", async () => {
    const draft = await aDraft({ subject: " " });
    const order = { id: draft._id, revision: draft.revision, request_id: "req_2", admin: { id: "user_x", role: "admin" as const }, now };
    await expect(sendSample({ ...order, revision: draft.revision + 1 })).rejects.toMatchObject({ code: "conflict" });
    await expect(sendSample(order)).rejects.toMatchObject({ code: "invalid", fields: { subject: "Write a subject." } });
    expect(await collections().outbox.countDocuments({})).toBe(0);
  });
});

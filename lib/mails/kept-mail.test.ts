import { describe, expect, it } from "vitest";
import { aUser, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { setUpTestResend } from "@/lib/integrations/email/test-resend";
import type { MailTask } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import { sendTaskMail } from "./send-task-mail";

const resend = setUpTestResend();
setUpTestDatabase();

const fault = (kind: string, status = 500) => resend.control("faults", { emulator: "resend", path: "/resend/emails", kind, status });
const send = ({ _id, task }: { _id: string; task: MailTask }) => sendTaskMail({ task, idempotency_key: _id, now });
const keptOf = async (_id: string) => (await collections().outbox.findOne({ _id }))?.mail ?? null;

async function aRow(): Promise<{ _id: string; task: MailTask; user_id: string }> {
  const user = await aUser({ name: "Leah Brandt" });
  const task: MailTask = { kind: "mail", template: "welcome", recipient_id: user._id, secret_url: "https://maestrohub.example/verify-email?token=1" };
  await addTask({ key: `mail:welcome:${user._id}`, task, now });
  const row = await collections().outbox.findOne({ key: `mail:welcome:${user._id}` });
  if (!row) throw new Error("no row was written");
  return { _id: row._id, task, user_id: user._id };
}

const rename = (user_id: string) => collections().users.updateOne({ _id: user_id }, { $set: { name: "Lea Berger", language: "de", email: `new-${user_id}@example.com` } });

describe("a mail whose answer was lost", () => {
  it("is the same to the byte when it is tried again, whatever changed since, and is one mail", async () => {
    const row = await aRow();
    await fault("drop_after");
    await expect(send(row)).rejects.toMatchObject({ should_retry: true });
    const [first] = resend.mails();
    await rename(row.user_id);
    await send(row);
    expect(resend.mails()).toEqual([first]);
    expect(first?.html).toContain("Leah");
    expect(await keptOf(row._id)).toBeNull();
  });

  it("is one mail too when two workers try it at once and each sees another name", async () => {
    const row = await aRow();
    await resend.control("resend/latency", { ms: 50 });
    const first = send(row);
    await rename(row.user_id);
    await Promise.allSettled([first, send(row), send(row)]);
    await send(row);
    expect(resend.mails()).toHaveLength(1);
  });

  it("is not tried again by a worker that finds it sent and not yet done", async () => {
    const row = await aRow();
    await send(row);
    await rename(row.user_id);
    await send(row);
    const [mail] = resend.mails();
    expect(resend.mails()).toHaveLength(1);
    expect(await collections().outbox.findOne({ _id: row._id })).toMatchObject({ provider_id: mail?.id });
  });

  it("has its sender and its answer's address from the first try on", async () => {
    const row = await aRow();
    await fault("status", 503);
    await expect(send(row)).rejects.toMatchObject({ should_retry: true });
    expect(await keptOf(row._id)).toMatchObject({ from: "MaestroHub <hello@maestrohub.example>", reply_to: "MaestroHub <hello@maestrohub.example>" });
    expect(resend.mails()).toHaveLength(0);
  });
});

describe("what is kept of a mail", () => {
  it("goes once it is sent", async () => {
    const row = await aRow();
    await send(row);
    expect(await keptOf(row._id)).toBeNull();
  });

  it("goes where it was refused for what it is, so that a replay renders it anew", async () => {
    const row = await aRow();
    await fault("status", 422);
    await expect(send(row)).rejects.toThrow("Resend did not take the mail");
    expect(await keptOf(row._id)).toBeNull();
    await rename(row.user_id);
    await send(row);
    expect(resend.mails()[0]?.subject).toBe("Willkommen bei MaestroHub: Bestätigen Sie Ihre Adresse");
  });

  it("goes where there is no one left to write to", async () => {
    const row = await aRow();
    await fault("status", 503);
    await expect(send(row)).rejects.toThrow();
    await collections().users.updateOne({ _id: row.user_id }, { $set: { deleted_at: now } });
    await expect(send(row)).rejects.toThrow("no one to write to");
    expect(await keptOf(row._id)).toBeNull();
  });
});

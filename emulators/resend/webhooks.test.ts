import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createInspector } from "../inspector/inspector.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { createResendEmulator } from "./resend-emulator.ts";
import type { MailDelivery } from "./webhooks.ts";

const secret = "whsec_ZW11bGF0b3ItcmVzZW5kLXdlYmhvb2s=";
let running: RunningEmulators;
let resend: Resend;
/** What the endpoint got, and what it answers to the next ones. */
let got: { headers: Record<string, string>; body: string }[] = [];
let answers: number[] = [];

const endpoint = createServer((incoming, outgoing) => {
  let body = "";
  incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
  incoming.on("end", () => {
    got.push({ headers: incoming.headers as Record<string, string>, body });
    outgoing.writeHead(answers.shift() ?? 200).end();
  });
});

beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [createResendEmulator, createInspector] });
  resend = new Resend("re_test", { baseUrl: `${running.url}/resend` });
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  endpoint.close();
  await running.close();
});
beforeEach(async () => {
  await control("reset", {});
  await control("resend/webhook-endpoints", { urls: [`http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/hook`], secret, types: ["*"] });
  got = [];
  answers = [];
});

const control = async (path: string, body: object) => (await fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) })).json();
const deliveries = async () => ((await (await fetch(`${running.url}/_control/resend/webhooks`)).json()) as { deliveries: MailDelivery[] }).deliveries;
const send = async (to: string) => {
  const { data, error } = await resend.emails.send({ from: "MaestroHub <hello@maestrohub.example>", to, subject: "Booked", text: "Hello" });
  if (!data) throw new Error(error.message);
  return data.id;
};
const types = () => got.map(({ body }) => (JSON.parse(body) as { type: string }).type);
const lastEvent = async (id: string) => (await resend.emails.get(id)).data?.last_event;

describe("a report", () => {
  it("is signed so that the SDK takes it, and says of which mail it is", async () => {
    const id = await send("bounced+1@resend.dev");
    await vi.waitFor(() => expect(got).toHaveLength(1));
    const [{ headers, body } = { headers: {} as Record<string, string>, body: "" }] = got;
    const signed = { id: headers["svix-id"] ?? "", timestamp: headers["svix-timestamp"] ?? "", signature: headers["svix-signature"] ?? "" };
    expect(resend.webhooks.verify({ payload: body, headers: signed, webhookSecret: secret })).toMatchObject({ type: "email.bounced", data: { email_id: id, to: ["bounced+1@resend.dev"], bounce: { type: "Permanent" } } });
    expect(() => resend.webhooks.verify({ payload: `${body} `, headers: signed, webhookSecret: secret })).toThrow();
  });

  it("is tried again under the same id until it is taken", async () => {
    answers = [503, 500];
    await control("clock", { advance_ms: 0 });
    await send("leah@example.com");
    await vi.waitFor(() => expect(got).toHaveLength(1));
    await control("clock", { advance_ms: 1_500 });
    await vi.waitFor(() => expect(got).toHaveLength(2));
    await control("clock", { advance_ms: 2_500 });
    await vi.waitFor(async () => expect(await deliveries()).toMatchObject([{ state: "delivered", next_attempt_at: null, attempts: [{ status: 503 }, { status: 500 }, { status: 200 }] }]));
    expect(new Set(got.map(({ headers }) => headers["svix-id"])).size).toBe(1);
  });

  it("comes several times, or late, where it is told to", async () => {
    await control("resend/webhook-faults", { duplicate: 2 });
    await send("leah@example.com");
    await vi.waitFor(() => expect(got).toHaveLength(3));
    await control("resend/webhook-faults", { hold: true });
    await send("amara@example.com");
    expect(await deliveries()).toMatchObject([{ state: "delivered" }, { state: "held", attempts: [] }]);
    await control("resend/webhooks/flush", {});
    expect(got).toHaveLength(4);
    expect(await control(`resend/webhooks/${got[3]?.headers["svix-id"]}/resend`, {})).toMatchObject({ delivery: { state: "delivered" } });
    expect(got).toHaveLength(5);
  });

  it("is sent only of the types that were asked for", async () => {
    await control("resend/webhook-endpoints", { types: ["email.complained"] });
    await send("complained@resend.dev");
    await vi.waitFor(() => expect(types()).toEqual(["email.complained"]));
  });
});

describe("what becomes of a mail", () => {
  it.each([
    ["leah@example.com", "delivered", ["email.delivered"]],
    ["bounced@resend.dev", "bounced", ["email.bounced"]],
    ["complained@resend.dev", "complained", ["email.delivered", "email.complained"]],
    ["suppressed@resend.dev", "suppressed", ["email.suppressed"]],
  ])("to %s is %s", async (to, event, told) => {
    expect(await lastEvent(await send(to))).toBe(event);
    await vi.waitFor(() => expect(types().sort()).toEqual([...told].sort()));
  });

  it.each([
    ["bounced", "bounce"],
    ["complained", "complaint"],
  ])("that %s puts the address on the list, and the next mail is not sent until it is taken off", async (fate, origin) => {
    const id = await send("Leah <Leah@example.com>");
    await control("resend/fate", { email_id: id, fate });
    expect((await resend.suppressions.get("leah@example.com")).data).toMatchObject({ email: "leah@example.com", origin, source_id: id });
    expect(await lastEvent(await send("leah@example.com"))).toBe("suppressed");
    expect((await resend.suppressions.remove("LEAH@example.com")).data).toMatchObject({ deleted: true });
    expect((await resend.suppressions.remove("leah@example.com")).error).toMatchObject({ statusCode: 404 });
    expect(await lastEvent(await send("leah@example.com"))).toBe("delivered");
    await vi.waitFor(() => expect(types()).toContain("suppression.added"));
  });

  it("is chosen on its page, which shows what was reported", async () => {
    const id = await send("leah@example.com");
    const form = new URLSearchParams({ mail: id, fate: "bounced", back: `/mails/${id}?view=reports` });
    const answer = await fetch(`${running.url}/controls/mail-fate`, { method: "POST", body: form, redirect: "manual" });
    expect(answer.headers.get("location")).toBe(`/mails/${id}?view=reports&done=mail-fate`);
    await vi.waitFor(async () => expect(await (await fetch(`${running.url}/mails/${id}?view=reports`)).text()).toMatch(/Delivered[\s\S]*suppression\.added/));
    const page = await (await fetch(`${running.url}/mails/${id}?view=reports`)).text();
    for (const words of ["Came back", "email.bounced", "suppression.added", "Send it again"]) expect(page).toContain(words);
    expect(page).not.toContain("<script");
  });
});

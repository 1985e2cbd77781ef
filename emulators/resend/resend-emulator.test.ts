import { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmulatorStore } from "../emulator.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { emails } from "./emails.ts";
import type { StoredEmail } from "./emails.ts";
import { createResendEmulator } from "./resend-emulator.ts";

let running: RunningEmulators;
let store: EmulatorStore;
let resend: Resend;

beforeAll(async () => {
  running = await startServer({
    port: 0,
    data: null,
    emulators: [
      (context) => {
        store = context.store;
        return createResendEmulator(context);
      },
    ],
  });
  resend = new Resend("re_test_key", { baseUrl: `${running.url}/resend` });
});
afterAll(() => running.close());
beforeEach(() => control("reset", {}));

const mail = { from: "MaestroHub <hello@maestrohub.example>", to: "leah@example.com", subject: "Booked", html: "<p>Hello</p>", text: "Hello" };
const control = (path: string, body: object) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const raw = (path: string, init: RequestInit = {}) => fetch(`${running.url}/resend${path}`, init);
const kept = () => store.list<StoredEmail>(emails);

describe("sending through the real SDK", () => {
  it("keeps the whole mail and answers its id", async () => {
    const sent = await resend.emails.send({
      ...mail,
      to: ["Leah Brandt <leah@example.com>", "second@example.com"],
      replyTo: "help@maestrohub.example",
      headers: { "X-Entity-Ref-ID": "bk_1" },
      tags: [{ name: "template", value: "booking-confirmation" }],
      attachments: [{ filename: "session.ics", content: Buffer.from("BEGIN:VCALENDAR ü"), contentType: "text/calendar; method=REQUEST" }],
    });
    expect(sent.error).toBeNull();
    const [email] = kept();
    expect(email).toMatchObject({
      id: sent.data?.id,
      to: ["Leah Brandt <leah@example.com>", "second@example.com"],
      reply_to: ["help@maestrohub.example"],
      subject: "Booked",
      html: "<p>Hello</p>",
      text: "Hello",
      headers: { "X-Entity-Ref-ID": "bk_1" },
      attachments: [{ filename: "session.ics", content_type: "text/calendar; method=REQUEST" }],
    });
    expect(Buffer.from(email?.attachments[0]?.content_base64 ?? "", "base64").toString()).toBe("BEGIN:VCALENDAR ü");
    expect(email?.received_at).toMatch(/^\d{4}-.*Z$/);
  });

  it("shows a sent mail, and 404 for one that never was", async () => {
    const { data } = await resend.emails.send(mail);
    const shown = await resend.emails.get(data?.id ?? "");
    expect(shown.data).toMatchObject({ object: "email", to: ["leah@example.com"], cc: null, last_event: "delivered", scheduled_at: null });
    expect((await resend.emails.get("nowhere")).error).toEqual({ statusCode: 404, name: "not_found", message: "Email not found" });
  });

  it("sends a batch, all or nothing unless told to be permissive", async () => {
    const good = await resend.batch.send([mail, { ...mail, to: "amara@example.com" }]);
    expect(good.data?.data).toHaveLength(2);
    const strict = await resend.batch.send([mail, { ...mail, to: "nobody" }]);
    expect(strict.error?.name).toBe("validation_error");
    expect(kept()).toHaveLength(2);
    const permissive = await resend.batch.send([{ ...mail, to: "nobody" }, mail], { batchValidation: "permissive" });
    expect(permissive.data).toMatchObject({ data: [{}], errors: [{ index: 0 }] });
    expect(kept()).toHaveLength(3);
  });
});

describe("refusals, in Resend's words", () => {
  it.each([
    [{ to: undefined }, 422, "missing_required_field", "Missing `to` field."],
    [{ from: undefined }, 422, "missing_required_field", "Missing `from` field."],
    [{ subject: "" }, 422, "missing_required_field", "Missing `subject` field."],
    [{ html: undefined, text: undefined }, 422, "missing_required_field", "Missing `html` or `text` field."],
    [{ to: "leah" }, 422, "validation_error", "Invalid `to` field"],
    [{ from: "Leah leah@example.com" }, 422, "validation_error", "Invalid `from` field"],
    [{ replyTo: "<>" }, 422, "validation_error", "Invalid `reply_to` field"],
    [{ to: Array.from({ length: 51 }, (_, n) => `p${n}@example.com`) }, 422, "validation_error", "at most 50"],
    [{ attachments: [{ filename: "a.txt" }] }, 422, "invalid_attachment", "either a `content` or `path`"],
    [{ tags: [{ name: "a b", value: "c" }] }, 422, "validation_error", "Tags should only contain"],
  ])("%j is refused with %i %s", async (change, statusCode, name, words) => {
    const { error } = await resend.emails.send({ ...mail, ...change } as unknown as typeof mail);
    expect(error).toMatchObject({ statusCode, name });
    expect(error?.message).toContain(words);
    expect(kept()).toEqual([]);
  });

  it("a missing key is 401, a key of another kind 403", async () => {
    const none = await raw("/emails", { method: "POST", body: JSON.stringify(mail) });
    expect([none.status, await none.json()]).toMatchObject([401, { statusCode: 401, name: "missing_api_key" }]);
    const other = await new Resend("sk_test_1", { baseUrl: `${running.url}/resend` }).emails.send(mail);
    expect(other.error).toMatchObject({ statusCode: 403, name: "invalid_api_key" });
    expect(kept()).toEqual([]);
  });

  it("a wrong method is 405, a wrong path 404, a body that is not JSON 400", async () => {
    const headers = { authorization: "Bearer re_1" };
    expect((await raw("/emails", { method: "DELETE", headers })).status).toBe(405);
    expect((await raw("/nothing", { headers })).status).toBe(404);
    expect((await raw("/emails", { method: "POST", headers, body: "{" })).status).toBe(400);
  });
});

describe("the idempotency key", () => {
  it("with the same mail answers the same id and keeps one mail", async () => {
    const first = await resend.emails.send(mail, { idempotencyKey: "mail:bk_1" });
    const second = await resend.emails.send(mail, { idempotencyKey: "mail:bk_1" });
    expect(second.data?.id).toBe(first.data?.id);
    expect(kept()).toHaveLength(1);
    expect(kept()[0]?.idempotency_key).toBe("mail:bk_1");
  });

  it("with another mail is a conflict", async () => {
    await resend.emails.send(mail, { idempotencyKey: "mail:bk_1" });
    const { error } = await resend.emails.send({ ...mail, subject: "Other" }, { idempotencyKey: "mail:bk_1" });
    expect(error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
    expect(kept()).toHaveLength(1);
  });

  it("sent twice at once lets one through", async () => {
    await control("resend/latency", { ms: 150 });
    const answers = await Promise.all([1, 2, 3].map(() => resend.emails.send(mail, { idempotencyKey: "mail:bk_1" })));
    expect(answers.filter(({ data }) => data)).toHaveLength(1);
    expect(answers.filter(({ error }) => error?.name === "concurrent_idempotent_requests" && error.statusCode === 409)).toHaveLength(2);
    expect(kept()).toHaveLength(1);
  });

  it("of a refused mail is free again", async () => {
    expect((await resend.emails.send({ ...mail, to: "nobody" }, { idempotencyKey: "mail:bk_1" })).error).not.toBeNull();
    expect((await resend.emails.send(mail, { idempotencyKey: "mail:bk_1" })).error).toBeNull();
  });

  it("is forgotten after 24 hours", async () => {
    await resend.emails.send(mail, { idempotencyKey: "mail:bk_1" });
    await control("clock", { advance_ms: 24 * 3_600_000 + 1000 });
    await resend.emails.send(mail, { idempotencyKey: "mail:bk_1" });
    expect(kept()).toHaveLength(2);
  });

  it("is known after an answer that was lost on the way", async () => {
    await control("faults", { emulator: "resend", kind: "drop_after" });
    const lost = await resend.emails.send(mail, { idempotencyKey: "mail:bk_1" });
    expect(lost.error).toMatchObject({ statusCode: null });
    expect((await resend.emails.send(mail, { idempotencyKey: "mail:bk_1" })).data?.id).toBe(kept()[0]?.id);
    expect(kept()).toHaveLength(1);
  });

  it("longer than 256 characters is refused", async () => {
    const { error } = await resend.emails.send(mail, { idempotencyKey: "k".repeat(257) });
    expect(error).toMatchObject({ statusCode: 400, name: "invalid_idempotency_key" });
  });
});

describe("limits, faults and domains", () => {
  it("answers 429 with its headers past the rate, and says the rate on every answer", async () => {
    await control("resend/rate_limit", { per_second: 0 });
    const { error, headers } = await resend.emails.send(mail);
    expect(error).toMatchObject({ statusCode: 429, name: "rate_limit_exceeded" });
    expect(headers).toMatchObject({ "ratelimit-limit": "0", "ratelimit-remaining": "0", "ratelimit-reset": "1", "retry-after": "1" });
    expect(kept()).toEqual([]);
    await control("resend/rate_limit", { per_second: 100 });
    expect((await resend.emails.send(mail)).headers).toMatchObject({ "ratelimit-limit": "100" });
  });

  it("words a fault as Resend would", async () => {
    await control("faults", { emulator: "resend", kind: "status", status: 429 });
    expect(await resend.emails.send(mail)).toMatchObject({ error: { name: "rate_limit_exceeded", statusCode: 429 }, headers: { "retry-after": "1" } });
    await control("faults", { emulator: "resend", kind: "status", status: 500 });
    expect(await resend.emails.send(mail)).toMatchObject({ error: { name: "internal_server_error", statusCode: 500 } });
  });

  it("refuses mail from a domain that was added and is not verified", async () => {
    const { data } = await resend.domains.create({ name: "maestrohub.example" });
    expect(data).toMatchObject({ status: "not_started", name: "maestrohub.example" });
    expect((await resend.emails.send(mail)).error).toMatchObject({ statusCode: 403, name: "validation_error" });
    await resend.domains.verify(data?.id ?? "");
    expect((await resend.emails.send(mail)).error).toBeNull();
    expect((await resend.domains.list()).data).toMatchObject({ object: "list", data: [{ name: "maestrohub.example", status: "verified" }] });
    await control("resend/domain", { name: "maestrohub.example", status: "failed" });
    expect((await resend.emails.send(mail)).error?.message).toContain("not verified");
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { EmulatorStore } from "../../../emulators/emulator";
import { emails } from "../../../emulators/resend/emails";
import type { StoredEmail } from "../../../emulators/resend/emails";
import { createResendEmulator } from "../../../emulators/resend/resend-emulator";
import { startServer } from "../../../emulators/server";
import type { RunningEmulators } from "../../../emulators/server";
import { MailError } from "./mail-error";
import { sendMail } from "./send-mail";

const config = vi.hoisted(() => ({ resend: null as { api_key: string; base_url: string | null; from: string; reply_to: string } | null }));
vi.mock("@/lib/config/env", () => ({ env: () => config }));

let running: RunningEmulators;
let store: EmulatorStore;

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
});
afterAll(() => running.close());
beforeEach(async () => {
  await control("reset", {});
  config.resend = { api_key: "re_test", base_url: `${running.url}/resend`, from: "MaestroHub <hello@maestrohub.example>", reply_to: "MaestroHub <hello@maestrohub.example>" };
});

const mail = { to: "leah@example.com", subject: "Booked", html: "<p>Hello</p>", text: "Hello", idempotency_key: "mail:bk_1:0:booking-confirmation:user_1" };
const control = (path: string, body: object) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const kept = () => store.list<StoredEmail>(emails);
const refusal = async (sending: Promise<unknown>): Promise<MailError> => {
  const error = await sending.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MailError);
  return error as MailError;
};

describe("sending a mail", () => {
  it("arrives whole, from the configured sender, with its calendar entry", async () => {
    const { id } = await sendMail({ ...mail, reply_to: "help@maestrohub.example", attachments: [{ filename: "session.ics", content: "SUMMARY:Klavier für Leah", content_type: "text/calendar; method=REQUEST" }] });
    expect(kept()).toMatchObject([{ id, from: "MaestroHub <hello@maestrohub.example>", to: ["leah@example.com"], reply_to: ["help@maestrohub.example"], html: "<p>Hello</p>", text: "Hello" }]);
    const [attachment] = kept()[0]?.attachments ?? [];
    expect(attachment?.content_type).toBe("text/calendar; method=REQUEST");
    expect(Buffer.from(attachment?.content_base64 ?? "", "base64").toString()).toBe("SUMMARY:Klavier für Leah");
  });

  it("has somewhere to be answered to, and the headers that it is given", async () => {
    await sendMail({ ...mail, headers: { "List-Unsubscribe": "<https://maestrohub.example/stop>" } });
    expect(kept()).toMatchObject([{ reply_to: ["MaestroHub <hello@maestrohub.example>"], headers: { "List-Unsubscribe": "<https://maestrohub.example/stop>" } }]);
  });

  it("sent again under its key is one mail", async () => {
    const first = await sendMail(mail);
    expect(await sendMail(mail)).toEqual(first);
    expect(kept()).toHaveLength(1);
  });

  it("says that mail is not set up where there is no provider", async () => {
    config.resend = null;
    await expect(sendMail(mail)).rejects.toMatchObject({ name: "AppError", code: "unavailable" });
  });

  it("speaks with the key of now, not with one read before", async () => {
    await sendMail(mail);
    config.resend = { ...config.resend!, api_key: "sk_wrong" };
    expect(await refusal(sendMail({ ...mail, idempotency_key: "other" }))).toMatchObject({ status: 403, reason: "invalid_api_key" });
  });
});

describe("a mail that is not taken", () => {
  it.each([
    [429, true, 1],
    [500, true, null],
    [503, true, null],
    [401, true, null],
    [403, true, null],
    [422, false, null],
    [400, false, null],
  ])("with %i is to be retried: %s", async (status, should_retry, retry_after_seconds) => {
    await control("faults", { emulator: "resend", kind: "status", status });
    expect(await refusal(sendMail(mail))).toMatchObject({ status, should_retry, retry_after_seconds });
  });

  it("is to be retried after a broken connection, and the retry is the same mail", async () => {
    await control("faults", { emulator: "resend", kind: "drop_after" });
    expect(await refusal(sendMail(mail))).toMatchObject({ status: null, should_retry: true });
    await sendMail(mail);
    expect(kept()).toHaveLength(1);
  });

  it("is to be retried after ten seconds without an answer", async () => {
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort());
    expect(await refusal(sendMail(mail))).toMatchObject({ status: null, should_retry: true });
    expect(timeout).toHaveBeenCalledWith(10_000);
    timeout.mockRestore();
  });

  it("is to be retried while the same mail is under way, not when its key belongs to another", async () => {
    await control("resend/latency", { ms: 100 });
    const [first, second] = await Promise.allSettled([sendMail(mail), sendMail(mail)]);
    const refused = [first, second].find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: { reason: "concurrent_idempotent_requests", should_retry: true } });
    expect(await refusal(sendMail({ ...mail, subject: "Other" }))).toMatchObject({ reason: "invalid_idempotent_request", should_retry: false });
  });

  it("says in one sentence what Resend said, and never the key", async () => {
    const { message } = await refusal(sendMail({ ...mail, to: "nobody" }));
    expect(message).toMatch(/^Resend did not take the mail: Invalid `to` field.*\(validation_error, 422\)$/);
    expect(message).not.toContain("re_test");
  });
});

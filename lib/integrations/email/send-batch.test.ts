import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { EmulatorStore } from "../../../emulators/emulator";
import { emails } from "../../../emulators/resend/emails";
import type { StoredEmail } from "../../../emulators/resend/emails";
import { createResendEmulator } from "../../../emulators/resend/resend-emulator";
import { startServer } from "../../../emulators/server";
import type { RunningEmulators } from "../../../emulators/server";
import { MailError } from "./mail-error";
import { batch_size, type BatchMail, sendBatch } from "./send-batch";

const config = vi.hoisted(() => ({ resend: null as object | null }));
vi.mock("@/lib/config/env", () => ({ env: () => config }));

let running: RunningEmulators;
let store: EmulatorStore;

beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [(context) => createResendEmulator({ ...context, store: (store = context.store) })] });
});
afterAll(() => running.close());
beforeEach(async () => {
  await control("reset", {});
  config.resend = { api_key: "re_test", base_url: `${running.url}/resend`, from: "MaestroHub <hello@maestrohub.example>", reply_to: "help@maestrohub.example" };
});

const control = (path: string, body: object) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const fault = (kind: string, status = 500) => control("faults", { emulator: "resend", path: "/resend/emails/batch", kind, status });
const kept = () => store.list<StoredEmail>(emails);
const mails = (count: number): BatchMail[] =>
  Array.from({ length: count }, (_, index) => ({ to: `person${index}@example.com`, subject: `News ${index}`, html: "<p>News</p>", text: "News", headers: { "List-Unsubscribe": `<https://maestrohub.example/stop/${index}>` } }));

describe("a batch", () => {
  it("of a hundred is one request, and each mail arrives whole with its own id, in order", async () => {
    const { ids, refused } = await sendBatch(mails(batch_size), "bulk:1");
    expect(refused).toEqual([]);
    expect(kept().map(({ id }) => id)).toEqual(ids);
    expect(kept()[7]).toMatchObject({ to: ["person7@example.com"], reply_to: ["help@maestrohub.example"], headers: { "List-Unsubscribe": "<https://maestrohub.example/stop/7>" }, idempotency_key: "bulk:1" });
  });

  it("of none asks for nothing, and of more than a hundred is our bug", async () => {
    expect(await sendBatch([], "bulk:0")).toEqual({ ids: [], refused: [] });
    await expect(sendBatch(mails(batch_size + 1), "bulk:1")).rejects.toThrow(RangeError);
    expect(kept()).toEqual([]);
  });

  it("names the mail that is wrong by its place and sends the others", async () => {
    const [first, second, third] = mails(3);
    const { ids, refused } = await sendBatch([first!, { ...second!, to: "nobody" }, third!], "bulk:1");
    expect(refused).toMatchObject([{ index: 1, message: expect.stringContaining("Invalid `to` field") as string }]);
    expect(ids).toEqual([kept()[0]?.id, null, kept()[1]?.id]);
    expect(kept().map(({ to }) => to[0])).toEqual(["person0@example.com", "person2@example.com"]);
  });

  it.each([
    ["after 429", () => fault("status", 429), { status: 429, should_retry: true, retry_after_seconds: 1 }],
    ["after 500", () => fault("status", 500), { status: 500, should_retry: true }],
    ["after 503", () => fault("status", 503), { status: 503, should_retry: true }],
    ["after an answer that was lost on the way", () => fault("drop_after"), { status: null, should_retry: true }],
  ])("is sent again under its key %s, and is never two", async (_title, break_, expected) => {
    await break_();
    const failure = await sendBatch(mails(20), "bulk:1").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MailError);
    expect(failure).toMatchObject(expected);
    const { ids } = await sendBatch(mails(20), "bulk:1");
    expect(await sendBatch(mails(20), "bulk:1")).toEqual({ ids, refused: [] });
    expect(kept().map(({ id }) => id)).toEqual(ids);
  });

  it("of other mails under the same key is refused for good, and nothing of it is sent", async () => {
    await sendBatch(mails(2), "bulk:1");
    await expect(sendBatch(mails(3), "bulk:1")).rejects.toMatchObject({ reason: "invalid_idempotent_request", should_retry: false });
    expect(kept()).toHaveLength(2);
  });
});

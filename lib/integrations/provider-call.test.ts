import { beforeEach, describe, expect, it, vi } from "vitest";
import { callProvider } from "./provider-call";
import { recentCalls } from "./provider-history";

const config = vi.hoisted(() => ({ logs_integrations: true }));
const lines = vi.hoisted(() => [] as { level: string; entry: Record<string, unknown>; text: string }[]);
vi.mock("@/lib/config/env", () => ({ env: () => config }));
vi.mock("@/lib/log/log", () => {
  const level = (name: string) => (entry: Record<string, unknown>, text: string) => void lines.push({ level: name, entry, text });
  return { log: () => ({ info: level("info"), warn: level("warn"), error: level("error") }) };
});

beforeEach(() => {
  config.logs_integrations = true;
  lines.length = 0;
});
const refused = (properties: object, message = "no") => () => Promise.reject(Object.assign(new Error(message), properties));

describe("a call of a provider", () => {
  it("is logged with what it was, about what, how long it took, how it ended and which try it was", async () => {
    const answer = await callProvider({ provider: "stripe", operation: "createSessionPayment", ids: { payment_id: "pay_1" }, attempt: 3 }, () => new Promise((resolve) => setTimeout(() => resolve("done"), 15)));
    expect(answer).toBe("done");
    expect(lines).toEqual([{ level: "info", text: "provider call", entry: { provider: "stripe", operation: "createSessionPayment", ids: { payment_id: "pay_1" }, ms: expect.any(Number), status: "ok", attempt: 3 } }]);
    expect(lines[0]?.entry.ms).toBeGreaterThanOrEqual(10);
  });

  it.each([
    [{ status: 429 }, 429],
    [{ statusCode: 402 }, 402],
    [{ http_code: 420 }, 420],
    [{}, "no answer"],
  ])("that is refused with %j is logged as %s, and refuses as it did", async (properties, status) => {
    await expect(callProvider({ provider: "resend", operation: "sendMail" }, refused(properties))).rejects.toThrow("no");
    expect(lines).toMatchObject([{ level: "warn", entry: { status, attempt: 1, reason: "no" } }]);
  });

  it("says nothing secret, neither of what it was about nor of why it was refused", async () => {
    const secret = "Bearer abcdefghijkl";
    await callProvider({ provider: "llm", operation: "chat", ids: { client_secret: "pi_1_secret_a", about: "4242424242424242", key: "sk_test_abcdef123456" } }, refused({ status: 401 }, `Invalid ${secret} whsec_abcdef123`)).catch(() => undefined);
    expect(JSON.stringify(lines)).not.toMatch(/4242|sk_test_a|secret_a|abcdefghijkl|whsec_a/);
  });

  it("is not logged unless LOG_INTEGRATIONS=debug asks for it, and is remembered all the same", async () => {
    config.logs_integrations = false;
    await callProvider({ provider: "cloudinary", operation: "uploadAsset" }, () => Promise.resolve());
    expect(lines).toEqual([]);
    expect(recentCalls("cloudinary")).toMatchObject([{ operation: "uploadAsset", status: "ok" }]);
  });

  it("remembers the last fifty of each provider", async () => {
    for (let call = 0; call < 60; call += 1) await callProvider({ provider: "mixpanel", operation: `call ${call}` }, () => Promise.resolve());
    expect(recentCalls("mixpanel").map(({ operation }) => operation)).toEqual(Array.from({ length: 50 }, (_, index) => `call ${index + 10}`));
    expect(recentCalls("sentry")).toEqual([]);
  });
});

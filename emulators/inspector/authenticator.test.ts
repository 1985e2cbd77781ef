import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoLogins } from "../../scripts/seed/demo-logins.ts";
import { startServer, type RunningEmulators } from "../server.ts";
import { createInspector } from "./inspector.ts";
import { secretIn, totpCode } from "./totp.ts";

describe("a code", () => {
  // RFC 6238, appendix B: the secret is "12345678901234567890"; the last six of its eight digits.
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("%i seconds after 1970 is %s, as the RFC says", (seconds, code) => {
    expect(totpCode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", new Date(seconds * 1_000))).toBe(code);
  });

  it.each([
    ["jbsw y3dp ehpk 3pxp", "JBSWY3DPEHPK3PXP"],
    ["otpauth://totp/MaestroHub:a%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=MaestroHub", "JBSWY3DPEHPK3PXP"],
    ["password-1", null],
    ["otpauth://totp/nothing", null],
    ["", null],
  ])("is of the secret in %j: %s", (text, secret) => {
    expect(secretIn(text)).toBe(secret);
  });
});

describe("the Authenticator page", () => {
  let running: RunningEmulators;
  beforeAll(async () => {
    running = await startServer({ port: 0, data: null, emulators: [createInspector] });
  });
  afterAll(() => running.close());
  const page = async (query = "") => fetch(`${running.url}/authenticator${query}`);
  const spaced = (secret: string) => totpCode(secret, new Date()).replace(/(...)/, "$1 ");

  it("shows the code of the demonstration's admin, and renews itself with it", async () => {
    const admin = demoLogins.find(({ role }) => role === "admin");
    const before = spaced(admin?.authenticator_secret ?? "");
    const response = await page();
    const text = await response.text();
    expect(text).toContain(admin?.email);
    expect([before, spaced(admin?.authenticator_secret ?? "")].some((code) => text.includes(code))).toBe(true);
    expect(Number(response.headers.get("refresh"))).toBeGreaterThan(0);
    expect(Number(response.headers.get("refresh"))).toBeLessThanOrEqual(30);
    expect(text).not.toContain("<script");
  });

  it("shows the code of a secret that is pasted, and says what is none", async () => {
    const before = spaced("JBSWY3DPEHPK3PXP");
    const text = await (await page("?secret=jbsw%20y3dp%20ehpk%203pxp")).text();
    expect([before, spaced("JBSWY3DPEHPK3PXP")].some((code) => text.includes(code))).toBe(true);
    const wrong = await (await page(`?secret=${encodeURIComponent('"><script>')}`)).text();
    expect(wrong).toContain("That is no secret");
    expect(wrong).not.toContain("<script");
  });
});

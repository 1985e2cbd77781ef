import { describe, expect, it } from "vitest";
import { scrub, scrubText } from "./scrub";

describe("a text", () => {
  it.each([
    ["a card 4242424242424242 was declined", "a card [scrubbed] was declined"],
    ["4000 0025 0000 3155", "[scrubbed]"],
    ["3782-822463-10005", "[scrubbed]"],
    ["key sk_test_abcdef123456 and rk_live_abcdef123456", "key [scrubbed] and [scrubbed]"],
    ["whsec_abcdef123456", "[scrubbed]"],
    ["pi_3abc_secret_xyz123", "pi_3abc_secret_[scrubbed]"],
    ["Authorization: Bearer abcdef.ghijkl", "Authorization: Bearer [scrubbed]"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJ1c2VySWQiOiIxIn0.abc", "[scrubbed]"],
    ["https://host/verify-email?token=abc&next=/x", "https://host/verify-email?token=[scrubbed]&next=/x"],
    [JSON.stringify({ url: 'a?token=abc"' }), JSON.stringify({ url: 'a?token=[scrubbed]"' })],
    ["mongodb://maestro:pass@host/db", "mongodb://maestro:[scrubbed]@host/db"],
    ["GET /api/calendar/secret-of-hers.ics failed", "GET /api/calendar/[scrubbed] failed"],
    ["sk-emergent-0123456789abcdef", "[scrubbed]"],
    ["NRAK-ABCDEFGHIJKLMN", "[scrubbed]"],
    ["re_AbCdEf12_3456789012345", "[scrubbed]"],
  ])("%s becomes %s", (text, scrubbed) => {
    expect(scrubText(text)).toBe(scrubbed);
    expect(scrubText(scrubbed)).toBe(scrubbed);
  });

  it.each([
    "booking bk_0123456789abcdefghijkmno at 2027-03-14T08:00:00.000Z",
    "a time 1795731344113 and another 1795730193.1406264",
    "4242424242424241 has not the sum of a card",
    "POST /api/payments/confirm took 12 ms",
    "pi_3abc, ch_3abc and re_3Abc",
    "user_0123456789abcdefghijkmno viewed tutor_1",
    "at confirm (/app/.next/server/chunks/1234567890123.js:1:2)",
  ])("%s stays as it is", (text) => {
    expect(scrubText(text)).toBe(text);
  });
});

describe("a report", () => {
  it("loses what stands under a secret's name, at any depth, and keeps its shape", () => {
    const report = {
      request: { headers: { Cookie: "a=b", "user-agent": "x" }, data: [{ password: "hunter2", client_secret: "s", card_number: 4242, name: "Leah" }] },
      extra: { code: "123456", recovery_codes: ["a"], has_password: true, token: null, usage: { prompt_tokens: 7 } },
      "key sk_test_abcdef123456": 1,
      at: new Date(0),
    };
    expect(scrub(report)).toEqual({
      request: { headers: { Cookie: "[scrubbed]", "user-agent": "x" }, data: [{ password: "[scrubbed]", client_secret: "[scrubbed]", card_number: "[scrubbed]", name: "Leah" }] },
      extra: { code: "[scrubbed]", recovery_codes: "[scrubbed]", has_password: true, token: null, usage: { prompt_tokens: 7 } },
      "key [scrubbed]": 1,
      at: new Date(0),
    });
  });

  it("that contains itself is cut off there, and the same thing twice is not", () => {
    const same = { a: "x" };
    const circular: Record<string, unknown> = { one: same, two: same };
    circular.self = circular;
    expect(scrub(circular)).toEqual({ one: { a: "x" }, two: { a: "x" }, self: "[…]" });
  });
});

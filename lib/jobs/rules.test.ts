import { describe, expect, it } from "vitest";
import { causeOf, gateOf, probeDelayMs, retryDelayMs, retryMinutes } from "./rules";
import type { LaneDocument } from "./schema";

const now = new Date("2027-02-01T12:00:00Z");
const seconds = (count: number) => new Date(now.getTime() + count * 1_000);
const lane = (parts: Partial<LaneDocument> = {}): LaneDocument => ({
  _id: "resend",
  failures: 0,
  throttles: 0,
  down_since: null,
  reason: null,
  probe_at: null,
  probes: 0,
  paused_until: null,
  last_success_at: null,
  last_failure_at: null,
  ...parts,
});

describe("a row that fails of itself", () => {
  it("is tried again after 1, 5, 30 minutes, 2, 12 hours and then daily, until 72 hours are over", () => {
    expect(retryMinutes.slice(0, 5)).toEqual([1, 5, 30, 120, 720]);
    expect(retryMinutes.reduce((sum, minutes) => sum + minutes, 0)).toBe(72 * 60);
    expect(retryDelayMs(retryMinutes.length + 1, 0)).toBeNull();
  });

  it("is tried up to a tenth earlier, never later", () => {
    expect(retryDelayMs(1, 0)).toBe(60_000);
    expect(retryDelayMs(1, 1)).toBe(54_000);
  });
});

describe("a lane", () => {
  it.each([
    ["that works is open", lane(), "open"],
    ["that asked for a pause is closed until then", lane({ paused_until: seconds(1) }), "closed"],
    ["whose pause is over is open", lane({ paused_until: now }), "open"],
    ["whose pause was set before the clock was moved back is open", lane({ paused_until: seconds(3_600) }), "open"],
    ["that is down is closed", lane({ down_since: seconds(-60), probe_at: seconds(30) }), "closed"],
    ["that is down may be tried when it is time", lane({ down_since: seconds(-60), probe_at: now }), "probe"],
    ["that went down before the clock was moved back may be tried", lane({ down_since: seconds(3_500), probe_at: seconds(3_600) }), "probe"],
  ] as const)("%s", (_title, document, gate) => expect(gateOf(document, now)).toBe(gate));

  it("that is down is tried soon at first, and never less often than twice a minute", () => {
    expect([0, 1, 2, 3, 4, 100, Infinity].map(probeDelayMs)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });
});

describe("the cause of a dead letter", () => {
  it.each([
    ["there is no one to write to: user_8f3kd02mfa", "there is no one to write to: …"],
    [
      "Resend did not take the mail: Invalid `to` field leah@example.com (validation_error, 422)",
      "Resend did not take the mail: Invalid `to` field (address) (validation_error, 422)",
    ],
    ["cannot open https://x.example/reset?token=abc now", "cannot open (link) now"],
    ["intent pi_3Nabcdef: no such payment_intent 123456", "intent …: no such payment_intent …"],
  ])("of %j is %j", (message, cause) => expect(causeOf(message)).toBe(cause));
});

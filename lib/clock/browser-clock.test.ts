import { beforeEach, describe, expect, it, vi } from "vitest";

const device = Date.parse("2026-11-25T10:00:00Z");
const at = (seconds: number) => new Date(device + seconds * 1_000).toISOString();

let clock: typeof import("./browser-clock");

beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers({ now: device, toFake: ["Date"] });
  clock = await import("./browser-clock");
  return () => vi.useRealTimers();
});

describe("the browser's clock", () => {
  it("is the device's until the server has spoken", () => {
    expect(clock.browserNow().toISOString()).toBe(at(0));
  });

  it("mends a device whose clock is an hour slow, or fast", () => {
    clock.learnServerTime(at(3_600));
    expect(clock.browserNow().toISOString()).toBe(at(3_600));
    vi.setSystemTime(device + 5_000);
    expect(clock.browserNow().toISOString()).toBe(at(3_605));
    clock.learnServerTime(at(-3_600));
    expect(clock.browserNow().toISOString()).toBe(at(-3_600));
  });

  it("counts from when the answer came, not from when a script looked at it", () => {
    clock.learnServerTime(at(-4), device - 4_000);
    expect(clock.browserNow().toISOString()).toBe(at(0));
  });

  it("believes the quicker of two answers, and follows a clock that was moved back", () => {
    clock.learnServerTime(at(100));
    clock.learnServerTime(at(97));
    expect(clock.browserNow().toISOString()).toBe(at(100));
    clock.learnServerTime(at(101));
    expect(clock.browserNow().toISOString()).toBe(at(101));
    clock.learnServerTime(at(40));
    expect(clock.browserNow().toISOString()).toBe(at(40));
  });
});

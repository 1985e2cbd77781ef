import { describe, expect, it } from "vitest";
import { zoneDifference } from "./zone-difference";

const winter = new Date("2026-11-24T12:00:00Z");
const summer = new Date("2026-07-24T12:00:00Z");

describe("the difference between two zones", () => {
  it.each([
    ["America/New_York", "Africa/Accra", winter, "5 hours ahead"],
    ["America/New_York", "Africa/Accra", summer, "4 hours ahead"],
    ["America/New_York", "America/Los_Angeles", winter, "3 hours behind"],
    ["Asia/Kolkata", "Asia/Kathmandu", winter, "15 minutes ahead"],
    ["America/New_York", "Asia/Kathmandu", winter, "10 hours 45 minutes ahead"],
    ["Europe/London", "Europe/Paris", winter, "1 hour ahead"],
    ["Europe/London", "Africa/Accra", winter, "the same time"],
  ])("from %s to %s", (viewer, other, instant, words) => {
    expect(zoneDifference({ viewer, other }, instant)).toBe(words);
  });
});

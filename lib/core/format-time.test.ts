import { describe, expect, test } from "vitest";
import { dateKey, formatClock, formatDay, formatLongDay, formatRange, formatSoon, isTimeZone, zoneLabel, zonePlace } from "./format-time";

const new_york = "America/New_York";
const at = (text: string) => new Date(`${text}:00Z`);

test("clock and days are the zone's", () => {
  const instant = at("2026-11-25T00:00");
  expect(formatClock(instant, new_york)).toBe("7:00 PM");
  expect(formatDay(instant, new_york)).toBe("Tue, Nov 24");
  expect(formatLongDay(instant, new_york)).toBe("Tuesday, November 24, 2026");
  expect(formatClock(instant, "Asia/Kathmandu")).toBe("5:45 AM");
  expect(dateKey(instant, new_york)).toBe("2026-11-24");
  expect(dateKey(instant, "Asia/Kathmandu")).toBe("2026-11-25");
});

test("midnight and noon are 12", () => {
  expect(formatClock(at("2026-11-24T05:00"), new_york)).toBe("12:00 AM");
  expect(formatClock(at("2026-11-24T17:00"), new_york)).toBe("12:00 PM");
});

describe("a range", () => {
  const range = (from: string, until: string) => formatRange({ starts_at: at(from), ends_at: at(until) }, new_york);

  test("names the half of the day once where both ends share it", () => {
    expect(range("2026-11-25T00:00", "2026-11-25T01:00")).toBe("Tue, Nov 24, 7:00 – 8:00 PM");
  });

  test("names both where they differ", () => {
    expect(range("2026-11-24T16:30", "2026-11-24T17:30")).toBe("Tue, Nov 24, 11:30 AM – 12:30 PM");
  });

  test("names both days over midnight", () => {
    expect(range("2026-11-25T04:30", "2026-11-25T05:30")).toBe("Tue, Nov 24, 11:30 PM – Wed, Nov 25, 12:30 AM");
  });
});

describe("soon", () => {
  const now = at("2026-11-23T21:00");
  test.each([
    ["2026-11-23T22:30", "Today 5:30 PM"],
    ["2026-11-25T00:00", "Tue 7:00 PM"],
    ["2026-11-29T20:59", "Sun 3:59 PM"],
    ["2026-11-30T15:00", "Nov 30, 10:00 AM"],
  ])("%s is %j", (instant, expected) => {
    expect(formatSoon(at(instant), new_york, now)).toBe(expected);
  });
});

test("a zone is named by its place and the name in force", () => {
  expect(zoneLabel(new_york, at("2026-11-24T12:00"))).toBe("New York (EST)");
  expect(zoneLabel(new_york, at("2026-07-24T12:00"))).toBe("New York (EDT)");
  expect(zoneLabel("UTC", at("2026-07-24T12:00"))).toBe("UTC");
  expect(zonePlace("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
});

test.each(["America/New_York", "Asia/Kathmandu", "UTC", "Australia/Lord_Howe", "America/Port-au-Prince", "Etc/GMT+5"])("%s is a zone", (zone) => {
  expect(isTimeZone(zone)).toBe(true);
});

test.each(["+05:00", "Mars/Olympus", "", "America/New_York; DROP", "EST"])("%j is not a zone", (zone) => {
  expect(isTimeZone(zone)).toBe(false);
});

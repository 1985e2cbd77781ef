import { describe, expect, test } from "vitest";
import { addDays, dateInZone, dateOfDay, dayNumber, startOfDate, wallTimeToInstant, weekdayOfDay, zoneClock } from "./time";

describe("wall time to instant", () => {
  test.each([
    ["an ordinary time", "2027-01-15", 540, "Asia/Kathmandu", "2027-01-15T03:15:00.000Z"],
    ["a time that is skipped moves to the first valid instant", "2027-03-14", 150, "America/New_York", "2027-03-14T07:00:00.000Z"],
    ["so does one in the last minutes of the gap", "2027-03-14", 175, "America/New_York", "2027-03-14T07:00:00.000Z"],
    ["a time that comes twice is the first one", "2027-11-07", 90, "America/New_York", "2027-11-07T05:30:00.000Z"],
    ["midnight that is skipped", "2027-04-30", 0, "Africa/Cairo", "2027-04-29T22:00:00.000Z"],
    ["the end of the day before that midnight", "2027-04-29", 1440, "Africa/Cairo", "2027-04-29T22:00:00.000Z"],
    ["a half-hour gap", "2027-10-03", 135, "Australia/Lord_Howe", "2027-10-02T15:30:00.000Z"],
    ["a half hour that comes twice", "2027-04-04", 105, "Australia/Lord_Howe", "2027-04-03T14:45:00.000Z"],
    ["a whole date that is skipped", "2011-12-30", 600, "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ])("%s", (_, date, minute, timezone, expected) => {
    expect(wallTimeToInstant({ date, minute, timezone }).toISOString()).toBe(expected);
  });

  test("a zone's name may be written in any case", () => {
    expect(startOfDate("2027-01-15", "asia/kathmandu")).toEqual(startOfDate("2027-01-15", "Asia/Kathmandu"));
  });

  test("an unknown zone throws", () => {
    expect(() => startOfDate("2027-01-15", "Mars/Olympus")).toThrow(RangeError);
  });

  test("asking for far years later widens the zone's table", () => {
    const near = zoneClock("Europe/Paris", new Date("2027-01-01"), new Date("2027-01-02"));
    const far = zoneClock("Europe/Paris", new Date("2035-07-01"), new Date("2035-07-02"));
    expect(near.instantOf(dayNumber("2027-01-01"), 0)).toBe(Date.parse("2026-12-31T23:00:00Z"));
    expect(far.instantOf(dayNumber("2035-07-01"), 0)).toBe(Date.parse("2035-06-30T22:00:00Z"));
  });
});

describe("dates", () => {
  test("the date of an instant is the one of the zone", () => {
    expect(dateInZone(new Date("2027-01-14T18:14:00Z"), "Asia/Kathmandu")).toBe("2027-01-14");
    expect(dateInZone(new Date("2027-01-14T18:15:00Z"), "Asia/Kathmandu")).toBe("2027-01-15");
  });

  test("days are added over the ends of months and years, also backwards", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2027-03-01", -1)).toBe("2027-02-28");
  });

  test("weekdays count from Monday as 1, before 1970 too", () => {
    expect(weekdayOfDay(dayNumber("2026-11-23"))).toBe(1);
    expect(weekdayOfDay(dayNumber("2026-11-29"))).toBe(7);
    expect(weekdayOfDay(dayNumber("1969-12-29"))).toBe(1);
  });

  test.each(["2027-02-30", "2027-13-01", "27-01-01", "tomorrow", ""])("%j is not a date", (text) => {
    expect(() => dayNumber(text)).toThrow(RangeError);
  });

  test("a day's number and its date are each other's inverse", () => {
    expect(dateOfDay(dayNumber("2026-11-24"))).toBe("2026-11-24");
  });
});

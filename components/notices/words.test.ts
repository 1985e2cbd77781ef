import { describe, expect, it } from "vitest";
import { saidWhen } from "./said-when";
import { minuteOf, timeOf } from "./time-text";
import { topicsFor } from "./topic-words";

describe("when a notice came", () => {
  it.each([
    ["2027-02-01T12:00:00Z", "Today, 7:00 AM"],
    ["2027-02-01T04:59:00Z", "Yesterday, 11:59 PM"],
    ["2027-01-31T05:00:00Z", "Yesterday, 12:00 AM"],
    ["2027-01-31T04:59:00Z", "Sat, Jan 30, 11:59 PM"],
  ])("%s is said in the reader's zone: %s", (instant, expected) => {
    expect(saidWhen(new Date(instant), "America/New_York", new Date("2027-02-01T13:00:00Z"))).toBe(expected);
  });

  it("goes by dates on a day of 23 hours too", () => {
    expect(saidWhen(new Date("2027-03-14T05:30:00Z"), "America/New_York", new Date("2027-03-15T04:10:00Z"))).toBe("Yesterday, 12:30 AM");
  });
});

it.each([
  ["22:30", 1_350],
  ["00:00", 0],
  ["07:05:00", 425],
  ["24:00", null],
  ["", null],
])("the time %j is minute %s", (text, minute) => {
  expect(minuteOf(text)).toBe(minute);
  if (minute !== null) expect(text.startsWith(timeOf(minute))).toBe(true);
});

it("only those who coach choose about payouts, profile and calendars", () => {
  const topics = (role: "consumer" | "tutor") => topicsFor(role).map(({ topic }) => topic);
  expect(topics("tutor").filter((topic) => !topics("consumer").includes(topic))).toEqual(["payout", "approval", "calendar"]);
});

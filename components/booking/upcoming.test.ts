import { expect, test } from "vitest";
import { upcomingWords } from "./upcoming";

const zone = "America/New_York";
const now = new Date("2026-11-23T21:00:00Z"); // Monday, 4:00 PM in New York

test.each([
  ["2026-11-23T21:00:30Z", "In one minute"],
  ["2026-11-23T21:20:00Z", "In 20 minutes"],
  ["2026-11-23T22:00:00Z", "Today at 5:00 PM"],
  ["2026-11-24T04:30:00Z", "Today at 11:30 PM"],
  ["2026-11-24T05:00:00Z", "Tomorrow at 12:00 AM"],
  ["2026-11-25T00:00:00Z", "Tomorrow at 7:00 PM"],
  ["2026-11-27T21:00:00Z", "Friday at 4:00 PM"],
  ["2026-11-29T21:00:00Z", "Sunday at 4:00 PM"],
  ["2026-11-30T21:00:00Z", "Mon, Nov 30, 4:00 PM"],
  ["2026-11-23T20:30:00Z", "Now, until 4:30 PM"],
  ["2026-11-23T20:00:00Z", "Mon, Nov 23, 3:00 PM"],
])("%s is %j", (instant, expected) => {
  const starts_at = new Date(instant);
  expect(upcomingWords({ starts_at, ends_at: new Date(starts_at.getTime() + 3_600_000) }, { zone, now })).toBe(expected);
});

test("days are counted on the calendar of the zone, over a clock change too", () => {
  const starts_at = new Date("2027-03-14T23:00:00Z");
  const session = { starts_at, ends_at: new Date("2027-03-15T00:00:00Z") };
  expect(upcomingWords(session, { zone, now: new Date("2027-03-14T04:30:00Z") })).toBe("Tomorrow at 7:00 PM");
});

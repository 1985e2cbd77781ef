import { describe, expect, test } from "vitest";
import { firstName } from "@/lib/core/name";
import { sessionHeadline } from "./session-words";
import { termWords } from "./term-words";

const zone = "America/New_York";
const now = new Date("2026-11-23T15:00:00Z");

describe("the headline", () => {
  const headline = (starts_at: string, in_zone = zone) => sessionHeadline({ starts_at: new Date(starts_at), zone: in_zone, coach_name: "Amara Osei", now });

  test.each([
    ["2026-11-25T00:00:00Z", "Tuesday at seven, with Amara"],
    ["2026-11-24T00:30:00Z", "Today at half past seven, with Amara"],
    ["2026-11-25T17:00:00Z", "Wednesday at noon, with Amara"],
    ["2026-11-25T05:00:00Z", "Wednesday at midnight, with Amara"],
    ["2026-11-25T17:30:00Z", "Wednesday at half past twelve, with Amara"],
    ["2026-11-25T16:45:00Z", "Wednesday at quarter to twelve, with Amara"],
    ["2026-11-25T17:45:00Z", "Wednesday at quarter to one, with Amara"],
    ["2026-11-25T16:15:00Z", "Wednesday at quarter past eleven, with Amara"],
    ["2026-11-25T10:00:00Z", "Wednesday at five in the morning, with Amara"],
    ["2026-11-25T12:00:00Z", "Wednesday at seven, with Amara"],
    ["2026-11-25T16:20:00Z", "Wednesday at 11:20 AM, with Amara"],
  ])("of %s is %j", (instant, expected) => {
    expect(headline(instant)).toBe(expected);
  });

  test("names the date where the weekday alone could be another week's", () => {
    expect(headline("2026-12-09T00:00:00Z")).toBe("Tuesday, December\u00a08, at seven, with Amara");
  });

  test("is told on the viewer's clock", () => {
    expect(headline("2026-11-25T00:00:00Z", "Asia/Kathmandu")).toBe("Wednesday at quarter to six, with Amara");
  });
});

test.each([
  ["Amara Osei", "Amara"],
  ["Dr. Sunita Rai", "Sunita"],
  ["Prof Li", "Li"],
  ["Cher", "Cher"],
])("%s is called %s", (name, expected) => {
  expect(firstName(name)).toBe(expected);
});

describe("cancellation terms", () => {
  const terms = [
    { until: "2026-11-24T00:00:00Z", refund_percent: 100 },
    { until: "2026-11-24T12:00:00Z", refund_percent: 50 },
  ];

  test("name their deadlines as dates", () => {
    expect(termWords(terms, { zone, now })).toEqual([
      { lead: "Cancel free until", until: "Mon, Nov 23, 7:00 PM" },
      { lead: "Half back until", until: "Tue, Nov 24, 7:00 AM" },
    ]);
  });

  test("leave out deadlines that have passed", () => {
    expect(termWords(terms, { zone, now: new Date("2026-11-24T00:00:00Z") }).map(({ lead }) => lead)).toEqual(["Cancel and get half back until"]);
    expect(termWords(terms, { zone, now: new Date("2026-11-24T12:00:00Z") })).toEqual([]);
  });
});

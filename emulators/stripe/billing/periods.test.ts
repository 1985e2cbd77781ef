import { expect, it } from "vitest";
import { periodEnd } from "./periods.ts";
import type { Interval } from "./periods.ts";

const at = (text: string) => Date.parse(text) / 1000;

it.each<[string, Interval, number, string, string?]>([
  ["2027-03-10T09:00:00Z", "week", 1, "2027-03-17T09:00:00Z"],
  ["2027-03-10T09:00:00Z", "week", 8, "2027-05-05T09:00:00Z"],
  ["2027-03-10T09:00:00Z", "day", 3, "2027-03-13T09:00:00Z"],
  ["2027-01-31T09:00:00Z", "month", 1, "2027-02-28T09:00:00Z"],
  ["2027-02-28T09:00:00Z", "month", 1, "2027-03-31T09:00:00Z", "2027-01-31T09:00:00Z"],
  ["2028-02-29T09:00:00Z", "year", 1, "2029-02-28T09:00:00Z"],
  ["2027-12-15T09:00:00Z", "month", 2, "2028-02-15T09:00:00Z"],
])("from %s every %s × %i comes to %s", (start, interval, interval_count, end, anchor = start) => {
  expect(periodEnd(at(start), { interval, interval_count }, at(anchor))).toBe(at(end));
});

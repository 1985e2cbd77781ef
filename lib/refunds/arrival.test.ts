import { expect, it } from "vitest";
import { arrivesBy } from "./arrival";

it.each([
  ["2027-02-01T12:00:00Z", "2027-02-15T12:00:00.000Z", "a Monday: the Monday after the next"],
  ["2027-02-05T23:59:00Z", "2027-02-19T23:59:00.000Z", "a Friday"],
  ["2027-02-06T08:00:00Z", "2027-02-19T08:00:00.000Z", "a Saturday counts from Monday on"],
  ["2027-02-07T08:00:00Z", "2027-02-19T08:00:00.000Z", "a Sunday too"],
])("what is sent on %s is there by %s: %s", (sent, there) => {
  expect(arrivesBy(new Date(sent)).toISOString()).toBe(there);
});

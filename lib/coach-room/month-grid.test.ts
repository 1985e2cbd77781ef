import { expect, test } from "vitest";
import { monthGrid, monthOf, nextMonth } from "./month-grid";

test("a month is shown in whole weeks that begin on Monday", () => {
  const weeks = monthGrid("2026-11");
  expect(weeks.map((week) => week[0])).toEqual(["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"]);
  expect(weeks.at(-1)?.at(-1)).toBe("2026-12-06");
});

test("a February that fits four weeks has four", () => {
  expect(monthGrid("2027-02")).toHaveLength(4);
});

test.each([
  ["2026-12", 1, "2027-01"],
  ["2026-01", -1, "2025-12"],
] as const)("from %s by %i is %s", (month, step, other) => {
  expect(nextMonth(month, step)).toBe(other);
});

test.each([undefined, "", "2026-13", "1999-01", "2026-1", "now"])("%j is no month: today's is shown", (text) => {
  expect(monthOf(text, "2026-11-24")).toBe("2026-11");
});

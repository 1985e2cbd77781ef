import { expect, test } from "vitest";
import { weeklyHours } from "./weekly-hours.ts";

test("days and ranges multiply", () => {
  expect(weeklyHours("Mon-Tue 9-12 17:30-24; Sat 10-14")).toEqual([
    { weekday: 1, start_minute: 540, end_minute: 720 }, { weekday: 1, start_minute: 1_050, end_minute: 1_440 },
    { weekday: 2, start_minute: 540, end_minute: 720 }, { weekday: 2, start_minute: 1_050, end_minute: 1_440 },
    { weekday: 6, start_minute: 600, end_minute: 840 },
  ]);
});

test("days run over the end of the week", () => {
  expect(weeklyHours("Sat-Mon 9-10").map((range) => range.weekday)).toEqual([6, 7, 1]);
});

test.each(["Mo 9-10", "Mon 10-9", "Mon 9-25"])("%s is a mistake", (text) => {
  expect(() => weeklyHours(text)).toThrow();
});

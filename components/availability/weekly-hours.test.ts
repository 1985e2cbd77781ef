import { expect, test } from "vitest";
import { hoursSchema } from "@/lib/availability/hours-schema";
import { clockOf, copiedTo, durationWords, merged, minutesOf, nextRange, overlapOf, presets, rangesOf, rangeWords, withDay } from "./weekly-hours";

const range = (start_minute: number, end_minute: number) => ({ start_minute, end_minute });

test("ranges that overlap or touch become one", () => {
  expect(merged([range(600, 660), range(540, 600), range(630, 700), range(800, 860)])).toEqual([range(540, 700), range(800, 860)]);
});

test("merging leaves what it was given as it was", () => {
  const given = [range(540, 600), range(560, 700)];
  merged(given);
  expect(given).toEqual([range(540, 600), range(560, 700)]);
});

test("a day is replaced and the others stay", () => {
  const weekly = withDay(withDay([], 3, [range(600, 700)]), 1, [range(540, 600)]);
  expect(weekly).toEqual([{ weekday: 1, ...range(540, 600) }, { weekday: 3, ...range(600, 700) }]);
  expect(withDay(weekly, 3, [])).toEqual([{ weekday: 1, ...range(540, 600) }]);
});

test("a day is copied over what the other days had", () => {
  const weekly = copiedTo([{ weekday: 1, ...range(540, 600) }, { weekday: 2, ...range(0, 60) }], 1, [2, 5]);
  expect([1, 2, 3, 5].map((day) => rangesOf(weekly, day))).toEqual([[range(540, 600)], [range(540, 600)], [], [range(540, 600)]]);
});

test.each([
  [[], range(540, 1_020)],
  [[range(540, 600)], range(660, 720)],
  [[range(540, 1_350)], range(1_380, 1_440)],
  [[range(540, 1_380)], null],
  [[range(540, 1_440)], null],
])("behind %j the next stretch is %j", (ranges, next) => {
  expect(nextRange(ranges)).toEqual(next);
});

test("an overlap is named, and times that only touch are none", () => {
  expect(overlapOf([range(700, 800), range(600, 720)])).toBe("The time from 10:00 AM overlaps the one after it.");
  expect(overlapOf([range(540, 600), range(600, 660)])).toBeNull();
});

test.each([
  [0, "12:00 AM"],
  [545, "9:05 AM"],
  [720, "12:00 PM"],
  [1_320, "10:00 PM"],
  [1_440, "midnight"],
])("minute %i reads %s", (minute, clock) => {
  expect(clockOf(minute)).toBe(clock);
});

test("hours add up and read as people say them", () => {
  expect(durationWords(minutesOf([range(540, 600), range(700, 730)]))).toBe("1 h 30 min");
  expect(durationWords(0)).toBe("0 h");
});

test.each([
  [range(720, 990), "12 – 4:30 PM"],
  [range(540, 1_020), "9 AM – 5 PM"],
  [range(1_290, 1_440), "9:30 PM – midnight"],
])("%j reads %s", (each, words) => {
  expect(rangeWords(each)).toBe(words);
});

test("the server takes every preset", () => {
  for (const { weekly_hours } of presets) expect(hoursSchema.safeParse({ weekly_hours }).success).toBe(true);
});

import { expect, test } from "vitest";
import { announcement, countdownClock, shareLeft } from "./countdown";

test.each([
  [426_000, "7:06"],
  [425_001, "7:06"],
  [60_000, "1:00"],
  [1, "0:01"],
  [0, "0:00"],
  [-5_000, "0:00"],
  [900_000, "15:00"],
])("%d ms left read %s", (left, expected) => {
  expect(countdownClock(left)).toBe(expected);
});

test("5, 2 and 1 minutes are announced when they are passed, and only then", () => {
  const spoken: string[] = [];
  for (let left = 600_000; left > -3_000; left -= 1_000) {
    const words = announcement(left, left - 1_000);
    if (words) spoken.push(words);
  }
  expect(spoken).toEqual([
    "Your time is held for 5 more minutes.",
    "Your time is held for 2 more minutes.",
    "Your time is held for one more minute.",
    "Your time is not held any more.",
  ]);
});

test("a tab that slept over several marks hears the last one only", () => {
  expect(announcement(400_000, 30_000)).toBe("Your time is held for one more minute.");
  expect(announcement(400_000, -1)).toBe("Your time is not held any more.");
});

test("an extension is not announced as time running out", () => {
  expect(announcement(30_000, 330_000)).toBeNull();
});

test("the line is never longer than the page and never shorter than nothing", () => {
  expect([shareLeft(600_000, 10), shareLeft(426_000, 10), shareLeft(900_000, 10), shareLeft(-1, 10)]).toEqual([1, 0.71, 1, 0]);
});

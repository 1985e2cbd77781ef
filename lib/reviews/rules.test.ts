import { expect, test } from "vitest";
import { rankOf, scoreOf } from "./rules";

test("a new coach has no score and stands at the mean of all", () => {
  expect(scoreOf({ rating_sum: 10, rating_count: 2 })).toBe(0);
  expect(rankOf({ rating_sum: 0, rating_count: 0 })).toBe(4.6);
});

test("the score comes with the third review", () => {
  // (5 · 4.6 + 15) / 8
  expect(scoreOf({ rating_sum: 15, rating_count: 3 })).toBe(4.75);
});

test("three perfect reviews do not outrank a hundred that are nearly so", () => {
  expect(scoreOf({ rating_sum: 15, rating_count: 3 })).toBeLessThan(scoreOf({ rating_sum: 490, rating_count: 100 }));
});

import { expect, test } from "vitest";
import { slugOf } from "./slug";

test.each([
  ["Élise de la Fontaine", "elise-de-la-fontaine"],
  ["  O'Brien, Dr. ", "o-brien-dr"],
  ["王小明", "coach"],
  ["---", "coach"],
  ["a".repeat(80), "a".repeat(60)],
  [`${"a".repeat(59)} b`, "a".repeat(59)],
])("%j becomes %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

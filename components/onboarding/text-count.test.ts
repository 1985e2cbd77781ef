import { expect, test } from "vitest";
import { countWords, isEnough } from "./text-count";

const bio = { min: 200, max: 4_000 };
const headline = { max: 80 };

test.each([
  [0, bio, "At least 200 characters.", false],
  [1, bio, "1 of at least 200 characters: 199 to go.", false],
  [199, bio, "199 of at least 200 characters: 1 to go.", false],
  [200, bio, "200 characters: enough, and room for 3,800 more.", true],
  [4_000, bio, "4,000 characters: enough, and room for 0 more.", true],
  [4_001, bio, "1 too many: at most 4,000 characters.", false],
  [0, headline, "At most 80 characters.", false],
  [80, headline, "80 of 80 characters.", true],
  [81, headline, "1 too many: at most 80 characters.", false],
])("%d characters of %j: %s", (length, limits, words, enough) => {
  expect(countWords("a".repeat(length), limits)).toBe(words);
  expect(isEnough("a".repeat(length), limits)).toBe(enough);
});

test("spaces at the ends count for nothing, as at the server", () => {
  expect(countWords(`  ${"a".repeat(199)} \n `, bio)).toBe("199 of at least 200 characters: 1 to go.");
});

import { expect, test } from "vitest";
import { waitingWords } from "./waiting-badge";

test.each([
  [0, "under an hour"],
  [47, "47 h"],
  [48, "2 d"],
  [75, "3 d 3 h"],
])("%i hours read %s", (hours, words) => {
  expect(waitingWords(hours)).toBe(words);
});

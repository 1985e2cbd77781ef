import { describe, expect, it } from "vitest";
import { marketWords, percentWords, waitWords } from "./funnel-words";

describe("the words of the funnels", () => {
  it.each([
    [400, "0 s"],
    [89_000, "89 s"],
    [90_000, "2 min"],
    [3 * 3_600_000, "3 h"],
    [5_400_000, "1.5 h"],
    [36 * 3_600_000, "1.5 days"],
    [20 * 86_400_000, "20 days"],
  ])("%i ms is %s", (milliseconds, words) => {
    expect(waitWords(milliseconds)).toBe(words);
  });

  it.each([
    [null, "–"],
    [0, "0 %"],
    [0.004, "under 1 %"],
    [2 / 3, "67 %"],
    [1, "100 %"],
  ])("%s is %s", (share, words) => {
    expect(percentWords(share)).toBe(words);
  });

  it("a market is a country with its currency", () => {
    expect([marketWords("IN_INR"), marketWords("unknown")]).toEqual(["India, INR", "Not known yet"]);
  });
});

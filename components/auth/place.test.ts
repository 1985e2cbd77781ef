import { describe, expect, it } from "vitest";
import { guessMarket, marketLabel } from "./place";

describe("the guessed market", () => {
  it.each([
    ["a zone in India", "Asia/Kolkata", ["en-US"], "IN_INR"],
    ["a zone in New York, whatever the language", "America/New_York", ["hi-IN"], "US_USD"],
    ["a zone of no market and an Indian language", "Europe/London", ["en-IN", "en"], "IN_INR"],
    ["a zone of no market and a language without region", "Europe/Berlin", ["de"], "US_USD"],
    ["a market that is switched off", "Europe/London", ["en-GB"], "US_USD"],
    ["a language tag that is none", "Europe/London", ["???"], "US_USD"],
  ])("for %s", (_who, timezone, languages, market) => {
    expect(guessMarket({ timezone, languages })).toBe(market);
  });

  it("is named by its country and currency", () => {
    expect(marketLabel("IN_INR")).toBe("India (INR)");
  });
});

import { expect, test } from "vitest";
import { choicesWith, minuteWords, presetExample, presetSentence } from "./policy-words";

test("the presets say what their figures are", () => {
  expect(presetSentence("flexible")).toBe("Everything back until 12 hours before, then nothing.");
  expect(presetSentence("moderate")).toBe("Everything back until 24 hours before, half until 12 hours before, then nothing.");
  expect(presetSentence("strict")).toBe("Everything back until 48 hours before, half until 24 hours before, then nothing.");
});

test("the example gives real dates in the coach's zone", () => {
  const when = { starts_at: new Date("2026-11-24T22:00:00Z"), zone: "America/New_York", now: new Date("2026-11-16T12:00:00Z") };
  expect(presetExample("moderate", when)).toBe("Cancel free until Mon, Nov 23, 5:00 PM · Half back until Tue, Nov 24, 5:00 AM");
  expect(presetExample("flexible", when)).toBe("Cancel free until Tue, Nov 24, 5:00 AM");
});

test.each([
  [0, "None"],
  [10, "10 minutes"],
  [60, "1 hour"],
  [90, "90 minutes"],
  [720, "12 hours"],
  [1_440, "24 hours"],
  [2_880, "48 hours"],
  [4_320, "3 days"],
  [10_080, "1 week"],
  [20_160, "2 weeks"],
])("%d minutes are said as %s", (minutes, words) => {
  expect(minuteWords(minutes)).toBe(words);
});

test("an unusual figure stays among the choices", () => {
  expect(choicesWith([0, 10, 30], 25, minuteWords).map(({ label }) => label)).toEqual(["None", "10 minutes", "25 minutes", "30 minutes"]);
  expect(choicesWith([0, 10], 10, minuteWords)).toHaveLength(2);
});

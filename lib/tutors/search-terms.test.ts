import { expect, test } from "vitest";
import { foldWords, searchTermsOf } from "./search-terms";

test.each([
  ["Élise's SAT/ACT", ["elise", "s", "sat", "act"]],
  ["Łukasz Größe", ["lukasz", "grosse"]],
  ["  many   spaces ", ["many", "spaces"]],
  ["योग", ["यग"]],
  ["…!?", []],
])("%j is folded to %j", (text, words) => {
  expect(foldWords(text)).toEqual(words);
});

test("a coach is found by name, headline, subjects and category, each word once", () => {
  const terms = searchTermsOf({ name: "Tomás Varga", headline: "Jazz piano", subjects: ["Piano", "Music Theory"], categories: ["performance_arts"] });
  expect(terms).toEqual(["arts", "jazz", "music", "performing", "piano", "theory", "tomas", "varga"]);
});

import { expect, test } from "vitest";
import { languageChoices, shownSubjects, subjectsOf, toggled, toggledCategory, withLanguage } from "./choices";

test("a choice goes to the end and comes out again", () => {
  expect(toggled(["a", "b"], "c")).toEqual(["a", "b", "c"]);
  expect(toggled(["a", "b", "c"], "b")).toEqual(["a", "c"]);
});

test("a category takes its subjects along, and no others", () => {
  const chosen = { categories: ["academics" as const, "performance_arts" as const], subjects: ["Algebra", "Piano"] };
  expect(toggledCategory(chosen, "academics")).toEqual({ categories: ["performance_arts"], subjects: ["Piano"] });
  expect(toggledCategory(chosen, "finance_legal")).toEqual({ categories: ["academics", "performance_arts", "finance_legal"], subjects: ["Algebra", "Piano"] });
});

test.each([
  ["", ["Chess", "Photography", "Drawing", "Painting", "Cooking", "Gardening", "Knitting", "Creative Writing"]],
  ["p", ["Chess", "Photography", "Painting"]],
  ["WRIT", ["Chess", "Creative Writing"]],
  ["zzz", ["Chess"]],
])("searching %j shows what begins so, and what is chosen", (search, expected) => {
  expect(shownSubjects({ categories: ["activities_hobbies"], subjects: ["Chess"] }, search)).toEqual(expected);
});

test("both halves of a double name are found", () => {
  const academics = { categories: ["academics" as const], subjects: [] };
  expect(shownSubjects(academics, "act")).toEqual(["SAT/ACT"]);
  expect(shownSubjects(academics, "sat/a")).toEqual(["SAT/ACT"]);
});

test("no category, no subjects", () => {
  expect(subjectsOf([])).toEqual([]);
});

test("the browser's languages stand before the usual ones, and what was added stands last", () => {
  const choices = languageChoices(["Welsh", "Nepali"], ["ne-NP", "pt-BR", "en-US", "en"]);
  expect([...choices.slice(0, 4), choices.at(-1)]).toEqual(["Nepali", "Portuguese", "English", "Spanish", "Welsh"]);
  expect(languageChoices([], ["zh-CN", "*", "x-klingon"]).slice(0, 2)).toEqual(["Mandarin", "English"]);
});

test.each([
  ["welsh", ["English", "Welsh"]],
  ["  Swiss   German ", ["English", "Swiss German"]],
  ["ENGLISH", ["English"]],
  ["  ", ["English"]],
])("adding %j gives %j", (typed, expected) => {
  expect(withLanguage(["English"], typed)).toEqual(expected);
});

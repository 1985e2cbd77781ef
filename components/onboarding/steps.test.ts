import { expect, test } from "vitest";
import type { TutorStatus } from "@/lib/tutors/catalogue";
import { onboardingSteps, type OnboardingStep } from "@/lib/tutors/rules";
import { firstStep, isDone, isStep, neighbours, headingOf } from "./steps";

const missing = (...steps: OnboardingStep[]) => steps.map((step) => ({ part: "bio" as const, step, sentence: "Something is missing." }));

test.each<[TutorStatus, OnboardingStep[], OnboardingStep]>([
  ["draft", ["about", "price", "pictures"], "about"],
  ["draft", ["price", "pictures"], "price"],
  ["draft", ["pictures", "teaching"], "teaching"],
  ["draft", ["check"], "check"],
  ["draft", [], "check"],
  ["submitted", [], "check"],
  ["approved", ["pictures"], "check"],
  ["changes_requested", ["pictures"], "check"],
  ["rejected", [], "check"],
  ["suspended", ["about"], "check"],
])("a profile that is %s and misses something in %j goes on at %s", (status, steps, expected) => {
  expect(firstStep({ status, missing: missing(...steps) })).toBe(expected);
});

test("a step is done when nothing of it is missing, the last one when the profile is handed in", () => {
  const draft = { status: "draft" as const, missing: missing("about", "pictures") };
  expect(onboardingSteps.filter((step) => isDone(step, draft))).toEqual(["teaching", "price", "hours", "policy"]);
  expect(isDone("check", { status: "submitted", missing: [] })).toBe(true);
  expect(isDone("check", { status: "changes_requested", missing: [] })).toBe(false);
});

test("every step leads to the next one and back", () => {
  expect(neighbours("about")).toEqual({ before: null, after: "teaching" });
  expect(neighbours("hours")).toEqual({ before: "price", after: "policy" });
  expect(neighbours("check")).toEqual({ before: "pictures", after: null });
});

test("only the seven are steps", () => {
  expect(["about", "check", "About", "", "constructor"].map(isStep)).toEqual([true, true, false, false, false]);
});

test("who has submitted is not asked to submit", () => {
  expect(headingOf("check", { status: "draft" }).title).toBe("Check and submit");
  expect(headingOf("check", { status: "changes_requested" }).title).toBe("Check and submit");
  expect(headingOf("check", { status: "approved" }).title).toBe("Your profile");
});

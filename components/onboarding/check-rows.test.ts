import { expect, test } from "vitest";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import type { TutorDocument } from "@/lib/tutors/schema";
import { onboardingSteps } from "@/lib/tutors/rules";
import { checkRows } from "./check-rows";
import { valuesOf } from "./profile-values";
import { own } from "./test-profile";

test("every missing part stands at its step, and none is left out", () => {
  const profile = own(makeTutor({ headline: "", bio: "Short.", categories: [], subjects: [], modality: "in_person", offers: [], availability: { weekly_hours: [] } }));
  const shown = checkRows(valuesOf(profile), profile).flatMap(({ step, rows }) => rows.filter((row) => row.missing).map((row) => [step, row.missing]));
  expect(shown).toEqual(profile.missing.map(({ step, sentence }) => [step, sentence]));
  expect(shown).toHaveLength(8);
});

test("the list has every step but the last, in order", () => {
  expect(rowsOf({}).map(({ step }) => step)).toEqual(onboardingSteps.slice(0, -1));
});

test.each<[string, Partial<TutorDocument>, string]>([
  ["Price", { offers: [{ duration_minutes: 30, price: 3_050 }, { duration_minutes: 60, price: 5_000 }] }, "$30.50 for 30 minutes, $50 for 60 minutes"],
  ["First session", { trial: { duration_minutes: 30, price: 2_000 } }, "$20 for 30 minutes"],
  ["First session", {}, "As any other"],
  ["Where", { modality: "hybrid", place: "Brooklyn" }, "Online and in person: Brooklyn"],
  ["Where", { modality: "online", place: "Brooklyn" }, "Online"],
  ["Levels", { levels: ["college", "adult"] }, "College, Adult"],
  ["Open", {}, "56 hours a week"],
  ["Cancellation", { cancellation_preset: "strict" }, "Strict: free until 48 hours before"],
  ["Break and notice", {}, "10 minutes after a session, 12 hours before it"],
  ["Documents", {}, ""],
])("%s reads as people say it", (label, parts, value) => {
  const row = rowsOf(parts)
    .flatMap(({ rows }) => rows)
    .find((each) => each.label === label);
  expect(row).toMatchObject({ value });
});

function rowsOf(parts: Partial<TutorDocument>) {
  const profile = own(makeTutor(parts));
  return checkRows(valuesOf(profile), profile);
}

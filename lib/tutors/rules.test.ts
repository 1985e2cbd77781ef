import { describe, expect, it, test } from "vitest";
import { roster } from "@/scripts/seed/roster";
import { buildTutor } from "@/scripts/seed/build-tutor";
import { tutorStatuses } from "./catalogue";
import { canMove, foreignSubjects, missingParts, onboardingSteps, tutorMoves, type ProfileParts, type TutorMove } from "./rules";
import { makeTutor } from "./tutor-factory";

const ready = makeTutor({ portrait_url: "/portraits/a.svg" });
const confirmed = { email_verified: true };
const hours = (minutes: number) => ({ weekly_hours: [{ weekday: 1, start_minute: 540, end_minute: 540 + minutes }] });

describe("what a profile misses", () => {
  it("is nothing where all of it is there", () => {
    expect(missingParts(ready, confirmed)).toEqual([]);
  });

  const without: [string, Partial<ProfileParts>, string[]][] = [
    ["a photo", { portrait_url: null }, ["photo"]],
    ["a headline", { headline: "  " }, ["headline"]],
    ["a long enough text", { bio: "x".repeat(199) }, ["bio"]],
    ["a text that is more than spaces", { bio: ` ${"x".repeat(199)}   ` }, ["bio"]],
    ["a category", { categories: [] }, ["category"]],
    ["a subject", { subjects: [] }, ["subject"]],
    ["a price", { offers: [] }, ["price"]],
    ["a price for the length that cards show", { offers: [{ duration_minutes: 30, price: 3_000 }] }, ["price"]],
    ["hours", { availability: { weekly_hours: [] } }, ["weekly_hours"]],
    ["three hours", { availability: hours(175) }, ["weekly_hours"]],
    ["a place to meet in person", { modality: "in_person", place: null }, ["place"]],
    ["a place for meeting either way", { modality: "hybrid", place: " " }, ["place"]],
    ["a headline and a photo", { headline: "", portrait_url: null }, ["headline", "photo"]],
  ];
  test.each(without)("without %s", (_title, parts, missing) => {
    expect(missingParts({ ...ready, ...parts }, confirmed).map(({ part }) => part)).toEqual(missing);
  });

  const enough: [string, Partial<ProfileParts>][] = [
    ["two hundred characters", { bio: "x".repeat(200) }],
    ["three hours a week", { availability: hours(180) }],
    ["online without a place", { modality: "online", place: null }],
    ["in person with a place", { modality: "in_person", place: "The library" }],
  ];
  test.each(enough)("%s will do", (_title, parts) => {
    expect(missingParts({ ...ready, ...parts }, confirmed)).toEqual([]);
  });

  it("is the address while it is not confirmed", () => {
    expect(missingParts(ready, { email_verified: false })).toEqual([{ part: "address", step: "check", sentence: expect.any(String) }]);
  });

  it("follows the steps in their order", () => {
    const blank: Partial<ProfileParts> = { portrait_url: null, headline: "", bio: "", categories: [], subjects: [], offers: [], availability: hours(0), modality: "hybrid", place: null };
    const steps = missingParts({ ...ready, ...blank }, { email_verified: false }).map(({ step }) => onboardingSteps.indexOf(step));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps).toHaveLength(9);
  });

  const submitted = roster.filter(({ coach }) => coach.is === "submitted").map(({ coach, category }) => [coach.name, buildTutor({ coach, category, today: "2026-11-24" })] as const);
  test.each(submitted)("is nothing for %s of the demonstration, who is submitted", (_name, tutor) => {
    expect(missingParts(tutor, confirmed)).toEqual([]);
    expect(foreignSubjects(tutor)).toEqual([]);
  });
});

describe("a profile's life", () => {
  const allowed: [TutorMove, string[]][] = [
    ["submit", ["draft", "changes_requested", "rejected"]],
    ["approve", ["submitted"]],
    ["request_changes", ["submitted"]],
    ["reject", ["submitted"]],
    ["suspend", ["approved"]],
    ["reinstate", ["suspended"]],
  ];
  test.each(allowed)("%s is possible from %j only", (move, from) => {
    expect(tutorStatuses.filter((status) => canMove(move, status)).toSorted()).toEqual(from.toSorted());
  });

  it("has no other moves", () => {
    expect(Object.keys(tutorMoves).toSorted()).toEqual(allowed.map(([move]) => move).toSorted());
  });
});

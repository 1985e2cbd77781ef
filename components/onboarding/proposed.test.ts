import { expect, test } from "vitest";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import { proposed } from "./proposed";
import { own } from "./test-profile";

test("what waits stands beside what clients see, in words and in the order of the steps", () => {
  const proposal = { categories: ["academics" as const], name: "Beatrice", credentials_line: null, submitted_at: new Date("2026-01-01T00:00:00Z") };
  expect(proposed(own(makeTutor({ name: "Bea", credentials_line: "MA", proposal })))).toEqual([
    { field: "name", now: "Bea", wanted: "Beatrice" },
    { field: "credentials_line", now: "MA", wanted: "nothing" },
    { field: "categories", now: "Performing arts", wanted: "Academics" },
  ]);
});

test("with nothing proposed nothing waits", () => {
  expect(proposed(own(makeTutor()))).toEqual([]);
});

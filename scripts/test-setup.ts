import { afterEach, beforeEach, expect, vi } from "vitest";

// A zone with an odd offset: what leans on the machine's own zone shows.
if (new Date(0).getTimezoneOffset() !== -330) throw new Error("Tests run in TZ=Asia/Kathmandu.");

// An error on the console that a test does not expect is a failure: nothing goes wrong silently.
let errors: unknown[][] = [];

beforeEach(() => {
  errors = [];
  vi.spyOn(console, "error").mockImplementation((...values) => void errors.push(values));
});

afterEach(() => {
  expect(errors, "console.error was called").toEqual([]);
});

import { afterEach, beforeEach, expect, vi } from "vitest";

// An error on the console that a test does not expect is a failure: nothing goes wrong silently.
let errors: unknown[][] = [];

beforeEach(() => {
  errors = [];
  vi.spyOn(console, "error").mockImplementation((...values) => void errors.push(values));
});

afterEach(() => {
  expect(errors, "console.error was called").toEqual([]);
});

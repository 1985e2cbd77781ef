import { expect, test } from "vitest";
import { AppError } from "./errors";

test.each([
  ["malformed", 400], ["signed_out", 401], ["payment_required", 402], ["forbidden", 403], ["not_found", 404], ["conflict", 409],
  ["too_large", 413], ["unsupported_media_type", 415], ["invalid", 422], ["rate_limited", 429], ["internal", 500], ["unavailable", 503],
] as const)("%s is answered with %d", (code, status) => {
  expect(new AppError(code, "Because.").status).toBe(status);
});

test("an error carries its sentence, its fields and its facts", () => {
  const error = new AppError("invalid", "Please check the form.", { fields: { email: "Write an address." }, details: { nearest: [] } });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ message: "Please check the form.", fields: { email: "Write an address." }, details: { nearest: [] } });
});

test("what is not given is not there", () => {
  const error = new AppError("not_found", "No such coach.");
  expect([error.fields, error.details]).toEqual([undefined, undefined]);
});

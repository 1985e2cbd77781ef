import { describe, expect, it } from "vitest";
import { brandOf, formatExpiry, formatNumber, problemWithCvc, problemWithExpiry, problemWithNumber } from "./frame/card-rules.ts";

describe("a card number", () => {
  it.each([
    ["4242424242424242", "4242 4242 4242 4242"],
    ["42424", "4242 4"],
    ["4242-4242 x", "4242 4242"],
    ["378282246310005", "3782 822463 10005"],
    ["42424242424242429999", "4242 4242 4242 4242"],
    ["", ""],
  ])("%s is written %s", (typed, written) => expect(formatNumber(typed)).toBe(written));

  it.each([
    ["4000", "visa"],
    ["5555", "mastercard"],
    ["3714", "amex"],
    ["6011", "discover"],
    ["99", "unknown"],
  ])("%s… is %s", (number, brand) => expect(brandOf(number)).toBe(brand));

  it("is incomplete, then invalid or right", () => {
    expect(problemWithNumber("4242 4242")?.code).toBe("incomplete_number");
    expect(problemWithNumber("4242 4242 4242 4241")?.code).toBe("invalid_number");
    expect(problemWithNumber("4242 4242 4242 4242")).toBeNull();
    expect(problemWithNumber("3782 822463 10005")).toBeNull();
  });
});

describe("an expiry date", () => {
  it.each([
    ["1", "1"],
    ["5", "05"],
    ["12", "12"],
    ["123", "12 / 3"],
    ["1234", "12 / 34"],
    ["12/2034", "12 / 34"],
  ])("%s is written %s", (typed, written) => expect(formatExpiry(typed)).toBe(written));

  it.each([
    ["12", "incomplete_expiry"],
    ["13 / 30", "invalid_expiry_month"],
    ["12 / 25", "invalid_expiry_year_past"],
    ["10 / 26", "invalid_expiry_month_past"],
    ["11 / 26", undefined],
    ["01 / 99", "invalid_expiry_year"],
  ])("%s in November 2026 has the problem %s", (text, code) => {
    expect(problemWithExpiry(text, new Date(2026, 10, 30))?.code).toBe(code);
  });
});

it("a security code has three digits, and four for American Express", () => {
  expect(problemWithCvc("12", "4242 4242 4242 4242")?.code).toBe("incomplete_cvc");
  expect(problemWithCvc("123", "4242 4242 4242 4242")).toBeNull();
  expect(problemWithCvc("123", "3782 822463 10005")?.code).toBe("incomplete_cvc");
});

import { expect, test } from "vitest";
import { approximateUsdCents } from "./approximate";

test.each([
  [6_500, "usd", 6_500],
  [85_000, "inr", 1_000],
  [200_000, "inr", 2_353],
  [6_500, "xxx", null],
])("%d %s is about %d US cents", (amount, currency, expected) => {
  expect(approximateUsdCents({ amount, currency })).toBe(expected);
});

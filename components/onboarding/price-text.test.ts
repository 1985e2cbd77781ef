import { expect, test } from "vitest";
import { currencySign, priceText, readPrice } from "./price-text";

const wide = (currency: string) => ({ currency, price_min: 1, price_max: 100_000_000 });

test.each([
  ["65", "usd", 6_500],
  ["65.5", "usd", 6_550],
  ["65.50", "usd", 6_550],
  ["65.", "usd", 6_500],
  ["65,50", "usd", 6_550],
  [" $ 65 ", "usd", 6_500],
  ["USD 65", "usd", 6_500],
  ["1,200", "usd", 120_000],
  ["1,200.05", "usd", 120_005],
  ["₹1,00,000", "inr", 10_000_000],
  ["850", "inr", 85_000],
  // 19.99 × 100 is 1998.9999999999998 in floating point.
  ["19.99", "usd", 1_999],
  ["1.15", "usd", 115],
  ["4.35", "usd", 435],
  ["6500", "jpy", 6_500],
  ["¥6,500", "jpy", 6_500],
  ["1.234", "kwd", 1_234],
  ["1.2", "kwd", 1_200],
])("%j in %s is %d minor units", (text, currency, amount) => {
  expect(readPrice(text, wide(currency))).toEqual({ kind: "price", amount });
});

test.each(["", "  ", "$"])("%j is no price yet", (text) => {
  expect(readPrice(text, wide("usd"))).toEqual({ kind: "blank" });
});

test.each([
  ["sixty", "usd", "Write a price in digits, such as 65."],
  ["-65", "usd", "Write a price in digits, such as 65."],
  ["6e3", "usd", "Write a price in digits, such as 65."],
  ["1,2,3", "usd", "Write a price in digits, such as 65."],
  ["65.505", "usd", "At most 2 digits after the point."],
  ["65.5", "jpy", "A price in JPY has no digits after the point."],
])("%j in %s is refused with a sentence", (text, currency, problem) => {
  expect(readPrice(text, wide(currency))).toEqual({ kind: "wrong", problem });
});

test.each([
  ["9.99", "wrong"],
  ["10", "price"],
  ["500", "price"],
  ["500.01", "wrong"],
])("the limits of the market hold at the cent: %s", (text, kind) => {
  expect(readPrice(text, { currency: "usd", price_min: 1_000, price_max: 50_000 }).kind).toBe(kind);
});

test("the limits are named in the market's currency", () => {
  expect(readPrice("5", { currency: "inr", price_min: 20_000, price_max: 1_000_000 })).toEqual({ kind: "wrong", problem: "A price is between ₹200 and ₹10,000." });
  expect(readPrice("5", { currency: "gbp", price_min: null, price_max: null })).toEqual({ kind: "wrong", problem: "Prices cannot be set in your region yet." });
});

test.each([
  [6_500, "usd", "65"],
  [6_550, "usd", "65.50"],
  [5, "usd", "0.05"],
  [120_005, "usd", "1200.05"],
  [6_500, "jpy", "6500"],
  [1_200, "kwd", "1.200"],
])("%d in %s is written %s, and read back as the same", (amount, currency, text) => {
  expect(priceText(amount, currency)).toBe(text);
  expect(readPrice(text, wide(currency))).toEqual({ kind: "price", amount });
});

test("a currency is known by its sign", () => {
  expect(["usd", "inr", "jpy", "kwd"].map(currencySign)).toEqual(["$", "₹", "¥", "KWD"]);
});

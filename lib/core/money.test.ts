import { describe, expect, test } from "vitest";
import { formatMoney, minorUnitDigits, splitPrice } from "./money";

describe("a price is split", () => {
  test.each([
    [6_500, 1_000, 650, 5_850],
    [6_505, 1_000, 651, 5_854],
    [6_504, 1_000, 650, 5_854],
    [1, 1_000, 0, 1],
    [5, 1_000, 1, 4],
    [3_000, 0, 0, 3_000],
    [3_000, 10_000, 3_000, 0],
    [0, 1_000, 0, 0],
  ])("%d at %d basis points is a fee of %d and a share of %d", (price, rate, fee, share) => {
    expect(splitPrice(price, rate)).toEqual({ fee, share });
  });

  test("fee and share are always the price", () => {
    for (let price = 0; price < 2_000; price += 1) {
      const { fee, share } = splitPrice(price, 1_337);
      expect(fee + share).toBe(price);
    }
  });

  test.each([12.5, -1, NaN, 2 ** 53])("%d is not a price", (price) => {
    expect(() => splitPrice(price, 1_000)).toThrow(RangeError);
  });
});

describe("money is written", () => {
  test.each([
    [6_500, "usd", "$65.00"],
    [1, "usd", "$0.01"],
    [3_000, "jpy", "¥3,000"],
    [1_234_567, "inr", "₹12,345.67"],
    [1_500, "kwd", "KWD 1.500"],
  ])("%d %s as %s", (amount, currency, expected) => {
    expect(formatMoney({ amount, currency }).replaceAll("\u00a0", " ")).toBe(expected);
  });

  test("short drops the point only where nothing follows it", () => {
    expect(formatMoney({ amount: 6_500, currency: "usd" }, { short: true })).toBe("$65");
    expect(formatMoney({ amount: 6_550, currency: "usd" }, { short: true })).toBe("$65.50");
    expect(formatMoney({ amount: 100_000, currency: "usd" }, { short: true })).toBe("$1,000");
    expect(formatMoney({ amount: 3_000, currency: "jpy" }, { short: true })).toBe("¥3,000");
    expect(formatMoney({ amount: 100_000, currency: "jpy" }, { short: true })).toBe("¥100,000");
    expect(formatMoney({ amount: 100_000, currency: "eur" }, { short: true, locale: "de-DE" }).replaceAll("\u00a0", " ")).toBe("1.000 €");
  });

  test("minor units are the currency's own", () => {
    expect([minorUnitDigits("usd"), minorUnitDigits("jpy"), minorUnitDigits("kwd")]).toEqual([2, 0, 3]);
  });
});

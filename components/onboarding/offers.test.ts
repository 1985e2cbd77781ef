import { expect, test } from "vitest";
import { priceOf, shownOffer, withPrice } from "./offers";

const half = { duration_minutes: 30, price: 3_000 };
const hour = { duration_minutes: 60, price: 5_000 };

test("a price takes its place by length", () => {
  expect(withPrice({ offers: [hour], default_duration_minutes: 60 }, 30, 3_000)).toEqual({ offers: [half, hour], default_duration_minutes: 60 });
  expect(withPrice({ offers: [half, hour], default_duration_minutes: 60 }, 60, 5_500).offers).toEqual([half, { ...hour, price: 5_500 }]);
});

test("cards show the first length when theirs is given up, and keep theirs otherwise", () => {
  expect(withPrice({ offers: [half, hour], default_duration_minutes: 60 }, 60, null)).toEqual({ offers: [half], default_duration_minutes: 30 });
  expect(withPrice({ offers: [half, hour], default_duration_minutes: 60 }, 30, null)).toEqual({ offers: [hour], default_duration_minutes: 60 });
  expect(withPrice({ offers: [], default_duration_minutes: 60 }, 45, 4_000).default_duration_minutes).toBe(45);
  expect(withPrice({ offers: [hour], default_duration_minutes: 60 }, 60, null)).toEqual({ offers: [], default_duration_minutes: 60 });
});

test("a length without a price is not offered", () => {
  expect([priceOf([half, hour], 60), priceOf([half, hour], 90)]).toEqual([5_000, null]);
  expect(shownOffer({ offers: [], default_duration_minutes: 60 })).toBeNull();
});

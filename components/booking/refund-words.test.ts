import { expect, test } from "vitest";
import { cancelButtonWords, refundSentence, untilSentence } from "./refund-words";

const usd = (amount: number) => ({ amount, currency: "usd" });
const booking = { price: usd(6_500), card: { last4: "4242" } };
const half = { ...usd(3_250), percent: 50, until: "2026-11-24T12:00:00.000Z" };

test("the button names what comes back", () => {
  expect(cancelButtonWords(usd(3_250))).toBe("Cancel and get $32.50 back");
  expect(cancelButtonWords(usd(0))).toBe("Cancel without a refund");
  expect(cancelButtonWords({ amount: 3_000, currency: "jpy" })).toBe("Cancel and get ¥3,000 back");
});

test("the sentence says how much of what was paid, and where it goes", () => {
  expect(refundSentence(half, booking)).toBe("You get $32.50 back, half of what you paid, to the card ending in 4242. Banks take 5 to 10 days to show it.");
  expect(refundSentence({ ...usd(6_500), percent: 100, until: null }, { ...booking, card: null })).toContain("$65.00 back, everything, to the card that you paid with.");
  expect(refundSentence({ ...usd(0), percent: 0, until: null }, booking)).toBe("Nothing of your $65.00 comes back: the time to cancel for a refund is over.");
});

test("the end of the figure is said where it has one", () => {
  expect(untilSentence(half, "America/New_York")).toBe("This figure holds until Tue, Nov 24, 7:00 AM; after that it is less.");
  expect(untilSentence({ ...half, until: null }, "America/New_York")).toBeNull();
});

test("a session from a package comes back as a session, not as money", () => {
  const whole = { ...usd(0), percent: 100, until: "2026-11-24T12:00:00.000Z", returns_session: true as const };
  expect(cancelButtonWords(whole)).toBe("Cancel and keep the session");
  expect(refundSentence(whole, booking)).toBe("The session goes back into your package: you can book another time with it, and pay nothing.");
  expect(untilSentence(whole, "America/New_York")).toContain("This holds until Tue, Nov 24, 7:00 AM");
});

import { describe, expect, it } from "vitest";
import { hash } from "./find-sponsored";
import { isPromoted, paidUntil, promotedUntil, sponsorshipPrice, whoseTurn } from "./rules";
import { buySchema } from "./schema";

const paid_until = new Date("2027-02-08T12:00:00Z");
const graceEnds = new Date("2027-02-11T12:00:00Z");

describe("a sponsorship is shown", () => {
  it.each([
    ["until three days after what was paid, while it is to go on", { status: "active", cancel_at_period_end: false }, graceEnds],
    ["as long while its renewal is unpaid", { status: "past_due", cancel_at_period_end: false }, graceEnds],
    ["until the end of what was paid, where it was cancelled", { status: "active", cancel_at_period_end: true }, paid_until],
    ["not at all once it is over", { status: "ended", cancel_at_period_end: false }, null],
    ["not at all before it is paid", { status: "ordered", cancel_at_period_end: false }, null],
  ] as const)("%s", (_title, parts, expected) => {
    expect(promotedUntil({ ...parts, paid_until })).toEqual(expected);
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("%i s from the end of its grace: %o", (seconds, expected) => {
    expect(isPromoted({ promoted_until: graceEnds }, new Date(graceEnds.getTime() + seconds * 1_000))).toBe(expected);
  });

  it("for the last period that was paid, in whatever order the invoices came", () => {
    const invoices = ["2027-02-15", "2027-02-22", "2027-02-08"].map((day) => ({ ends_at: new Date(day) }));
    expect(paidUntil(invoices)).toEqual(new Date("2027-02-22"));
    expect(paidUntil([])).toBeNull();
  });
});

describe("whose turn it is", () => {
  const sponsors = Array.from({ length: 8 }, (_, i) => `tutor_${i}`);
  const at = (hour: number) => new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000);

  it("is the same within the hour, in whatever order they were found", () => {
    const turn = whoseTurn(sponsors, { now: at(5), count: 3, hash });
    expect(whoseTurn(sponsors.toReversed(), { now: new Date(at(6).getTime() - 1), count: 3, hash })).toEqual(turn);
  });

  it("gives each of eight an equal share of three places and of the first one, over 10,000 hours", () => {
    const places = new Map(sponsors.map((id) => [id, 0]));
    const firsts = new Map(places);
    for (let hour = 0; hour < 10_000; hour += 1) {
      const turn = whoseTurn(sponsors, { now: at(hour), count: 3, hash });
      expect(new Set(turn).size).toBe(3);
      for (const id of turn) places.set(id, (places.get(id) ?? 0) + 1);
      firsts.set(turn[0] ?? "", (firsts.get(turn[0] ?? "") ?? 0) + 1);
    }
    // Five standard deviations around 3,750 and 1,250: wider would hide a favour, narrower would cry wolf.
    for (const count of places.values()) expect(Math.abs(count - 3_750)).toBeLessThan(242);
    for (const count of firsts.values()) expect(Math.abs(count - 1_250)).toBeLessThan(166);
  });

  it("moves nobody else when one more joins, but for the place that they take", () => {
    for (let hour = 0; hour < 200; hour += 1) {
      const before = whoseTurn(sponsors, { now: at(hour), count: 3, hash });
      const after = whoseTurn([...sponsors, "tutor_new"], { now: at(hour), count: 3, hash });
      expect(after.filter((id) => id !== "tutor_new")).toEqual(before.slice(0, after.includes("tutor_new") ? 2 : 3));
    }
  });
});

describe("what is bought", () => {
  it.each([
    [1, 1_500, 120_000],
    [4, 6_000, 480_000],
    [8, 12_000, 960_000],
    [12, 18_000, 1_440_000],
    [16, 22_000, 1_760_000],
    [24, 30_000, 2_400_000],
  ] as const)("%i weeks cost %i and %i", (weeks, usd, inr) => {
    expect(sponsorshipPrice(weeks, "usd")).toEqual({ amount: usd, currency: "usd" });
    expect(sponsorshipPrice(weeks, "inr")).toEqual({ amount: inr, currency: "inr" });
    expect(sponsorshipPrice(weeks, "jpy")).toBeNull();
  });

  it.each([
    ["five weeks", { weeks: 5 }],
    ["weeks as text", { weeks: "4" }],
    ["an amount", { weeks: 4, amount: 1 }],
    ["a price of their own", { weeks: 4, price: "price_1" }],
    ["where to go then", { weeks: 4, success_url: "https://evil.example" }],
    ["nothing", {}],
  ])("is not %s", (_title, body) => {
    expect(buySchema.safeParse(body).success).toBe(false);
  });
});

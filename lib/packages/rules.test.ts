import { describe, expect, it } from "vitest";
import { chance } from "@/lib/ledger/test-books";
import { expiryOf, nextPart, noticesBefore, packagePrice, refundOfUnused, whyNotBook, whyNotEnd } from "./rules";
import { aPurchase } from "./test-packages";

const seeds = Array.from({ length: 400 }, (_, seed) => seed);

/** Terms that look like chance, the edges among them. */
function terms(random: () => number) {
  const between = (min: number, max: number) => min + Math.floor(random() * (max - min + 1));
  return { single_price: between(1, 60_000), sessions: between(2, 52), discount_percent: between(0, 50) };
}

describe("the price of a package", () => {
  it.each([
    [{ single_price: 5_000, sessions: 5, discount_percent: 10 }, 22_500],
    [{ single_price: 5_000, sessions: 5, discount_percent: 0 }, 25_000],
    [{ single_price: 1_999, sessions: 3, discount_percent: 15 }, 5_097],
    [{ single_price: 3_000, sessions: 2, discount_percent: 50 }, 3_000],
    [{ single_price: 1, sessions: 3, discount_percent: 50 }, 2],
  ])("%j costs %i", (given, price) => {
    expect(packagePrice(given)).toBe(price);
  });

  it("is divided over the sessions so that the parts are the price, to the minor unit, and differ by one at most", () => {
    for (const seed of seeds) {
      const given = terms(chance(seed));
      const price = packagePrice(given);
      const parts: number[] = [];
      for (let left = { remaining: given.sessions, remaining_value: price }; left.remaining > 0; ) {
        const part = nextPart(left);
        parts.push(part);
        left = { remaining: left.remaining - 1, remaining_value: left.remaining_value - part };
      }
      expect(parts.reduce((sum, part) => sum + part, 0), `seed ${seed}`).toBe(price);
      expect(Math.max(...parts) - Math.min(...parts), `seed ${seed}`).toBeLessThanOrEqual(1);
    }
  });

  it("is whole after any booking and returning: what is out and what is left are the price, and nothing left is worth nothing", () => {
    for (const seed of seeds) {
      const random = chance(seed);
      const given = terms(random);
      const price = packagePrice(given);
      const left = { remaining: given.sessions, remaining_value: price };
      const out: number[] = [];
      for (let step = 0; step < 60; step += 1) {
        const returned = random() < 0.4 ? out.splice(Math.floor(random() * out.length), 1)[0] : undefined;
        if (returned !== undefined) {
          left.remaining += 1;
          left.remaining_value += returned;
        } else if (left.remaining > 0) {
          const part = nextPart(left);
          out.push(part);
          left.remaining -= 1;
          left.remaining_value -= part;
        }
        expect(left.remaining_value + out.reduce((sum, part) => sum + part, 0), `seed ${seed}`).toBe(price);
        expect(left.remaining_value >= 0 && (left.remaining > 0 || left.remaining_value === 0), `seed ${seed}`).toBe(true);
        if (out.length > 0) expect(Math.max(...out) - Math.min(...out), `seed ${seed}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it("has no part for a session that is not there", () => {
    expect(() => nextPart({ remaining: 0, remaining_value: 0 })).toThrow(RangeError);
  });
});

describe("the unused value", () => {
  const five = { price: 22_500, currency: "usd", single_price: 5_000, sessions: 5 };

  it.each([
    ["untouched", 5, 22_500, 22_500, 22_500],
    ["after one session", 4, 18_000, 17_500, 18_000],
    ["after four sessions", 1, 4_500, 2_500, 4_500],
    ["after all", 0, 0, 0, 0],
  ])("%s goes back at the single rate to a client who ends it, and whole where the coach does", (_, remaining, remaining_value, byClient, byCoach) => {
    const purchase = { ...five, remaining, remaining_value };
    expect(refundOfUnused({ purchase, by: "client" })).toMatchObject({ refund: byClient, kept: remaining_value - byClient, rate: "single" });
    expect(refundOfUnused({ purchase, by: "expiry" }).refund).toBe(byClient);
    expect(refundOfUnused({ purchase, by: "coach" })).toMatchObject({ refund: byCoach, kept: 0, rate: "package" });
    expect(refundOfUnused({ purchase, by: "maestrohub" }).refund).toBe(byCoach);
    expect(refundOfUnused({ purchase, by: "client", is_coach_gone: true }), "the coach is gone").toMatchObject({ refund: byCoach, rate: "package" });
  });

  it("does not charge a client, who ends it, the single price of a session that went back whole", () => {
    const purchase = { ...five, remaining: 3, remaining_value: 13_500, voided: 1, voided_value: 4_500 };
    expect(refundOfUnused({ purchase, by: "client" })).toMatchObject({ refund: 13_000, kept: 500 });
  });

  it("is never below nothing: half-price sessions that were all but used up cost more one by one", () => {
    expect(refundOfUnused({ purchase: { price: 25_000, currency: "usd", single_price: 5_000, sessions: 10, remaining: 2, remaining_value: 5_000 }, by: "client" })).toMatchObject({ refund: 0, kept: 5_000 });
  });

  it("is divided without rest, never more to a client who ends it than where the coach does, for any terms and any use", () => {
    for (const seed of seeds) {
      const random = chance(seed);
      const given = terms(random);
      const price = packagePrice(given);
      let left = { remaining: given.sessions, remaining_value: price };
      for (let used = Math.floor(random() * (given.sessions + 1)); used > 0; used -= 1) left = { remaining: left.remaining - 1, remaining_value: left.remaining_value - nextPart(left) };
      const purchase = { ...given, ...left, price, currency: "usd" };
      const [client, coach] = [refundOfUnused({ purchase, by: "client" }), refundOfUnused({ purchase, by: "coach" })];
      for (const { refund, kept } of [client, coach]) {
        expect(refund >= 0 && kept >= 0, `seed ${seed}`).toBe(true);
        expect(refund + kept, `seed ${seed}`).toBe(left.remaining_value);
      }
      expect(client.refund, `seed ${seed}`).toBeLessThanOrEqual(coach.refund);
    }
  });
});

describe("when a package ends", () => {
  const bought_at = new Date("2027-02-01T12:00:00Z");
  it("is counted in days from the purchase, and told 30, 7 and 1 day before", () => {
    const expires_at = expiryOf({ valid_days: 90 }, bought_at);
    expect(expires_at).toEqual(new Date("2027-05-02T12:00:00Z"));
    expect(noticesBefore(expires_at, bought_at, [30, 7, 1])).toEqual([
      { days: 30, at: new Date("2027-04-02T12:00:00Z") },
      { days: 7, at: new Date("2027-04-25T12:00:00Z") },
      { days: 1, at: new Date("2027-05-01T12:00:00Z") },
    ]);
  });

  it("a package of 30 days is not told of on the day it is bought", () => {
    expect(noticesBefore(expiryOf({ valid_days: 30 }, bought_at), bought_at, [30, 7, 1]).map(({ days }) => days)).toEqual([7, 1]);
  });
});

describe("what can be done with a package", () => {
  const now = new Date("2027-02-10T12:00:00Z");
  const starts_at = new Date("2027-02-12T10:00:00Z");
  const expires_at = new Date("2027-05-02T12:00:00Z");
  const active = aPurchase({ status: "active", remaining: 2, remaining_value: 9_000, expires_at });
  const frozen = { dispute_id: "dp_1", status: "open" } as const;

  it.each([
    ["a running one", {}, starts_at, undefined],
    ["one that is not paid", { status: "ordered" as const }, starts_at, "not_paid"],
    ["one that was ended", { status: "ended" as const }, starts_at, "ended"],
    ["one whose time is over though nobody has ended it yet", { expires_at: now }, starts_at, "ended"],
    ["one without a session left", { remaining: 0 }, starts_at, "all_booked"],
    ["one that a bank asks about", { chargeback: frozen }, starts_at, "disputed"],
    ["a time in its last moment", {}, new Date(expires_at.getTime() - 1), undefined],
    ["a time at its end", {}, expires_at, "after_expiry"],
  ])("booking from %s", (_, parts, at, reason) => {
    expect(whyNotBook({ ...active, ...parts }, { starts_at: at, now })?.reason).toBe(reason);
  });

  it.each([
    ["a running one, by its client", {}, "client" as const, 0, undefined],
    ["one with sessions ahead, by its client", {}, "client" as const, 1, "sessions_ahead"],
    ["one with sessions ahead, by its coach", {}, "coach" as const, 3, undefined],
    ["one that has ended", { status: "ended" as const }, "coach" as const, 0, "ended"],
    ["one that a bank asks about", { chargeback: frozen }, "coach" as const, 0, "disputed"],
    ["one that the bank took back", { chargeback: frozen }, "bank" as const, 0, undefined],
  ])("ending %s", (_, parts, by, sessions_ahead, reason) => {
    expect(whyNotEnd({ ...active, ...parts }, { by, sessions_ahead })?.reason).toBe(reason);
  });
});

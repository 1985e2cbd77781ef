import { describe, expect, it } from "vitest";
import type { StripeCard } from "@/lib/integrations/stripe/saved-cards";
import { toSavedCards } from "./rules";

const now = new Date("2027-02-01T12:00:00Z");
const aCard = (id: string, parts: Partial<StripeCard> = {}): StripeCard => ({
  ...{ id, brand: "visa", last4: "4242", exp_month: 12, exp_year: 2030, fingerprint: `print-of-${id}` },
  saved_at: now,
  ...parts,
});
const earlier = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const listed = (cards: StripeCard[], default_id?: string) => toSavedCards(cards, { default_id, now }).map(({ id, is_default }) => (is_default ? `${id}*` : id));

describe("saved cards", () => {
  it("stand with the default first, then the newest", () => {
    const cards = [aCard("a", { saved_at: earlier(3) }), aCard("b", { saved_at: earlier(1) }), aCard("c", { saved_at: earlier(2) })];
    expect(listed(cards, "a")).toEqual(["a*", "b", "c"]);
    expect(listed(cards)).toEqual(["b*", "c", "a"]);
  });

  it("have the newest good one as default where the chosen one is gone", () => {
    const cards = [aCard("old", { saved_at: earlier(3) }), aCard("expired", { saved_at: earlier(1), exp_month: 1, exp_year: 2027 })];
    expect(listed(cards, "gone")).toEqual(["old*", "expired"]);
    expect(listed([cards[1] as StripeCard], "gone")).toEqual(["expired*"]);
    expect(listed([])).toEqual([]);
  });

  it("are one where the same number was saved twice, and stay the default by whichever id", () => {
    const twice = [
      aCard("first", { fingerprint: "same", saved_at: earlier(2) }),
      aCard("second", { fingerprint: "same", saved_at: earlier(1) }),
      aCard("other"),
    ];
    expect(listed(twice, "first")).toEqual(["second*", "other"]);
    expect(listed([aCard("x", { fingerprint: null }), aCard("y", { fingerprint: null })])).toHaveLength(2);
  });

  it.each([
    [2, 2027, false],
    [1, 2027, true],
    [12, 2026, true],
  ])("of %i/%i are over on the first of February 2027: %s", (exp_month, exp_year, is_expired) => {
    expect(toSavedCards([aCard("a", { exp_month, exp_year })], { default_id: undefined, now })[0]).toMatchObject({ is_expired });
  });
});

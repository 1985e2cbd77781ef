import { describe, expect, test } from "vitest";
import { coachSearchFromParams, coachSearchPath } from "./search-params";

const nothing = {
  text: null, category: null, subject: null, price_min: null, price_max: null, currency: "usd", modality: null,
  market_id: "US_USD", sort: "best", cursor: null,
};

describe("a search is read from a URL", () => {
  test("an empty one asks for everybody", () => {
    expect(coachSearchFromParams({})).toEqual(nothing);
  });

  test("everything that it can say", () => {
    const params = new URLSearchParams(
      "text=piano&category=performance_arts&subject=Piano&price_min=2000&price_max=9000&currency=usd&modality=online&market_id=US_USD&sort=price&cursor=abc",
    );
    expect(coachSearchFromParams(params)).toEqual({
      text: "piano", category: "performance_arts", subject: "Piano", price_min: 2_000, price_max: 9_000, currency: "usd",
      modality: "online", market_id: "US_USD", sort: "price", cursor: "abc",
    });
  });

  test.each([
    ["an unknown category", { category: "magic" }],
    ["an unknown subject", { subject: "Alchemy" }],
    ["a price that is no number", { price_min: "cheap", price_max: "-5" }],
    ["an endless price", { price_max: "9".repeat(400) }],
    ["an unknown currency", { currency: "doubloon" }],
    ["a name of the prototype as currency", { currency: "constructor" }],
    ["an unknown modality", { modality: "telepathy" }],
    ["an unknown market", { market_id: "XX_XXX" }],
    ["a market that is switched off", { market_id: "JP_JPY" }],
    ["an unknown sort", { sort: "random" }],
    ["a text of only spaces", { text: "   " }],
    ["a text without end", { text: "x".repeat(5_000) }],
    ["empty fields of a form", { text: "", category: "", price_min: "", sort: "" }],
    ["what nobody asked for", { admin: "true", $where: "1" }],
  ])("%s is dropped", (_, params) => {
    expect(coachSearchFromParams(params)).toEqual(nothing);
  });

  test("of a value given twice the first counts", () => {
    expect(coachSearchFromParams({ subject: ["Cello", "Piano"] }).subject).toBe("Cello");
  });

  test("prices the wrong way round are turned", () => {
    expect(coachSearchFromParams({ price_min: "9000", price_max: "2000" })).toMatchObject({ price_min: 2_000, price_max: 9_000 });
  });

  test("the viewer's market decides the currency, an unknown one counts as the first", () => {
    expect(coachSearchFromParams({}, { market_id: "IN_INR" })).toMatchObject({ market_id: "IN_INR", currency: "inr" });
    expect(coachSearchFromParams({}, { market_id: "JP_JPY" })).toMatchObject({ market_id: "US_USD", currency: "usd" });
  });
});

describe("a search is written as a URL", () => {
  test("what is not said is not written", () => {
    expect(coachSearchPath(coachSearchFromParams({}))).toBe("/coaches");
  });

  test("reading it again gives the same search", () => {
    const search = coachSearchFromParams({ text: "piano & voice", price_max: "200000", currency: "inr", modality: "online", sort: "soonest" });
    const path = coachSearchPath(search, { cursor: "abc" });
    expect(coachSearchFromParams(new URL(path, "http://localhost").searchParams)).toEqual({ ...search, cursor: "abc" });
  });

  test("a changed filter begins at the first page", () => {
    expect(coachSearchPath({ ...coachSearchFromParams({ cursor: "abc" }) }, { subject: "Cello" })).toBe("/coaches?subject=Cello");
  });
});

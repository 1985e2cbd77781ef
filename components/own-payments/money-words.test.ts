import { expect, it } from "vitest";
import type { OwnMoneyRow } from "@/lib/own-payments/view";
import { arrivalWords, moneyWords } from "./money-words";

const row = (parts: Partial<OwnMoneyRow> = {}): OwnMoneyRow => ({
  ...{ id: "ref_1", kind: "refund", at: "2027-02-01T12:00:00.000Z", amount: { amount: 5_000, currency: "usd" }, booking_id: "bk_1", what: "Piano with Amara" },
  ...{ card: { brand: "visa", last4: "4242" }, is_by_hand: false, state: "on_its_way", expected_by: "2027-02-15T12:00:00.000Z" },
  ...parts,
});

it.each([
  [row({ kind: "payment", state: "paid", expected_by: null }), "Paid with Visa •••• 4242"],
  [row({ kind: "payment", state: "paid", card: null }), "Paid by card"],
  [row({ kind: "payment", state: "paid", card: null, is_by_hand: true }), "Paid outside our card payments"],
  [row({ kind: "payment", state: "taken_back" }), "Paid with Visa •••• 4242"],
  [row({ state: "given_back" }), "Given back to Visa •••• 4242"],
  [row(), "On its way back to Visa •••• 4242"],
  [row({ state: "undelivered", expected_by: null, card: null }), "To go back to your card"],
])("says how the money moved: %#", (given, title) => {
  expect(moneyWords(given, "UTC").title).toBe(title);
});

it("names the last day on which the bank shows a refund, or that it is being looked after", () => {
  expect(arrivalWords(row(), "UTC")).toBe("Your bank shows it by Mon, Feb 15 at the latest, to Visa •••• 4242.");
  expect(arrivalWords(row({ expected_by: null }), "UTC")).toContain("We are at it");
});

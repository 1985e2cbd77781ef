import { expect, test } from "vitest";
import { bookingStatuses } from "@/lib/bookings/schema";
import { taughtState } from "./taught-state";

const now = new Date("2026-11-24T12:00:00Z");
const session = { status: "confirmed", ends_at: "2026-11-24T13:00:00.000Z", canceled_by: null, problem: null, given_back: { amount: 0, currency: "usd" } } as const;

test("a booked session asks how it went once it is over", () => {
  expect(taughtState(session, now).word).toBe("Paid and booked");
  expect(taughtState({ ...session, ends_at: "2026-11-24T12:00:00.000Z" }, now)).toMatchObject({ word: "Over", tone: "warning" });
});

test("a cancelled one says whose doing it was", () => {
  expect(taughtState({ ...session, status: "canceled_by_tutor", canceled_by: "coach" }, now).sentence).toContain("You cancelled");
  expect(taughtState({ ...session, status: "canceled_by_tutor", canceled_by: "maestrohub" }, now).sentence).toContain("We cancelled");
  expect(taughtState({ ...session, status: "canceled_by_consumer", canceled_by: "client" }, now).sentence).toContain("Your client cancelled");
});

test("a decided one says so, whatever it became", () => {
  const decision = { outcome: "took_place", refund: { amount: 0, currency: "usd" }, note: null, at: now.toISOString() } as const;
  for (const status of ["completed", "no_show_consumer", "no_show_tutor"] as const) {
    expect(taughtState({ ...session, status, problem: { own: null, others: null, decision } }, now).sentence).toBe("We have decided about what was reported.");
  }
});

test.each(bookingStatuses)("%s has a word", (status) => {
  expect(taughtState({ ...session, status }, now).word).not.toBe("");
});

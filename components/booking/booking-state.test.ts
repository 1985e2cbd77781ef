import { describe, expect, test } from "vitest";
import { bookingState } from "./booking-state";

const now = new Date("2026-11-24T12:00:00Z");
const booking = {
  status: "confirmed",
  is_lapsed: false,
  starts_at: "2026-11-25T00:00:00.000Z",
  ends_at: "2026-11-25T01:00:00.000Z",
  price: { amount: 6_500, currency: "usd" },
  payment: null,
  cancellation: null,
  problem: null,
  first_name: "Amara",
} as const;
const paid = { id: "pay_1", status: "succeeded", card: { brand: "visa", last4: "4242" }, paid_at: "2026-11-24T11:00:00.000Z", refunded_at: null } as const;

describe("a confirmed booking", () => {
  test.each([
    ["2026-11-24T23:59:59Z", "You are booked"],
    ["2026-11-25T00:00:00Z", "Your session is on"],
    ["2026-11-25T01:00:00Z", "This session is over"],
  ])("at %s says %j", (instant, title) => {
    expect(bookingState(booking, new Date(instant)).title).toBe(title);
  });
});

describe("an expired booking", () => {
  test("that was never paid charges nothing", () => {
    expect(bookingState({ ...booking, status: "expired" }, now).sentence).toContain("Nothing was charged");
    expect(bookingState({ ...booking, status: "expired", payment: { ...paid, status: "failed", paid_at: null } }, now).sentence).toContain("Nothing was charged");
  });

  test("that was paid too late says that the money is on its way back", () => {
    expect(bookingState({ ...booking, status: "expired", payment: { ...paid, status: "refund_pending" } }, now).sentence).toBe(
      "That time was taken while you were paying. Your $65.00 is on its way back.",
    );
  });

  test("that was refunded says to which card", () => {
    expect(bookingState({ ...booking, status: "expired", payment: { ...paid, status: "refunded" } }, now).sentence).toContain("Your $65.00 went back to the card ending in 4242");
  });

  test("that was paid after its start does not blame another client", () => {
    const late = { ...paid, status: "refund_pending", paid_at: "2026-11-25T00:00:00.000Z" } as const;
    expect(bookingState({ ...booking, status: "expired", payment: late }, now).sentence).toContain("had begun");
  });
});

test("a hold that has lapsed is not called held", () => {
  expect(bookingState({ ...booking, status: "held" }, now).word).toBe("Held");
  expect(bookingState({ ...booking, status: "held", is_lapsed: true }, now).word).toBe("Not booked");
});

describe("a session that was called off or decided about", () => {
  const usd = (amount: number) => ({ amount, currency: "usd" });
  const say = (parts: Partial<Parameters<typeof bookingState>[0]>) => bookingState({ ...booking, payment: { ...paid, status: "refund_pending" }, ...parts }, now);

  test("says whose doing it was and what comes back", () => {
    expect(say({ status: "canceled_by_consumer", cancellation: { by: "client", refund: usd(3_250) } }).sentence).toBe("This session does not take place. You get $32.50 back; it is on its way.");
    expect(say({ status: "canceled_by_consumer", cancellation: { by: "client", refund: usd(0) } }).sentence).toContain("Nothing comes back.");
    const byCoach = { status: "canceled_by_tutor", cancellation: { by: "coach", refund: usd(6_500) } } as const;
    expect(say(byCoach)).toMatchObject({ title: "Cancelled by Amara", sentence: "This session does not take place. You get everything, $65.00, back; it is on its way." });
    expect(say({ ...byCoach, payment: { ...paid, status: "refunded" } }).sentence).toContain("You got everything, $65.00, back.");
    expect(say({ ...byCoach, cancellation: { by: "maestrohub", refund: usd(6_500) } }).title).toBe("Cancelled by us");
  });

  test("says what was decided", () => {
    const decision = { outcome: "coach_absent", refund: usd(1_625), note: null, at: "2026-11-25T02:00:00.000Z" } as const;
    const problem = { own: null, others: null, decision };
    expect(say({ status: "no_show_tutor", problem })).toMatchObject({ title: "Amara did not come", sentence: "We have decided about what was reported. You get $16.25 back; it is on its way." });
    expect(say({ status: "completed", problem: { ...problem, decision: { ...decision, refund: usd(0) } } }).sentence).toContain("Nothing comes back.");
    expect(say({ status: "no_show_consumer" }).sentence).toContain("unless you were there and say so");
  });
});

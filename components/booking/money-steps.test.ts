import { expect, test } from "vitest";
import type { BookingView } from "@/lib/bookings/view";
import { moneySteps } from "./money-steps";

const zone = "America/New_York";
const payment = { id: "pay_1", status: "succeeded", card: null, paid_at: "2026-11-23T15:00:00.000Z", refunded_at: null } as const;
const booking = { ends_at: "2026-11-25T01:00:00.000Z", price: { amount: 6_500, currency: "usd" }, payment } as BookingView;
const steps = (changes: Partial<BookingView>, now = "2026-11-24T00:00:00Z") => moneySteps({ ...booking, ...changes }, { zone, first_name: "Amara", now: new Date(now) });

test("what was not paid has no story", () => {
  expect(steps({ payment: null })).toEqual([]);
  expect(steps({ payment: { ...payment, status: "failed", paid_at: null } })).toEqual([]);
});

test("a paid session's money is kept until a day after its end", () => {
  expect(steps({})).toEqual([
    { title: "You paid $65.00", detail: "Mon, Nov 23, 10:00 AM", is_done: true },
    { title: "MaestroHub keeps it", detail: "Until a day after the session: Wed, Nov 25, 8:00 PM", is_done: false },
    { title: "Amara is paid", detail: "After that day, if nobody has reported a problem.", is_done: false },
  ]);
  expect(steps({}, "2026-11-26T01:00:00Z")[1]?.is_done).toBe(true);
});

test("a refund says whether it has been made", () => {
  expect(steps({ payment: { ...payment, status: "refund_pending" } })[1]).toEqual({ title: "$65.00 is on its way back", detail: "We are sending it back now.", is_done: false });
  const refunded = { ...payment, status: "refunded", refunded_at: "2026-11-23T15:01:00.000Z" } as const;
  expect(steps({ payment: refunded })[1]).toEqual({ title: "$65.00 went back to you", detail: "Mon, Nov 23, 10:01 AM", is_done: true });
});

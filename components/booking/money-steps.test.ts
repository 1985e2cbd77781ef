import { expect, test } from "vitest";
import { moneySteps } from "./money-steps";

const zone = "America/New_York";
const payment = { id: "pay_1", status: "succeeded", card: null, paid_at: "2026-11-23T15:00:00.000Z", refunded_at: null } as const;
const booking = { status: "confirmed" as const, payday: "2026-11-27T01:00:00.000Z", refunds: [], price: { amount: 6_500, currency: "usd" }, payment } satisfies Parameters<typeof moneySteps>[0];
const steps = (changes: Partial<Parameters<typeof moneySteps>[0]>, now = "2026-11-24T00:00:00Z") => moneySteps({ ...booking, ...changes }, { zone, first_name: "Amara", now: new Date(now) });

test("what was not paid has no story", () => {
  expect(steps({ payment: null })).toEqual([]);
  expect(steps({ payment: { ...payment, status: "failed", paid_at: null } })).toEqual([]);
});

test("a paid session's money is kept until a day after it is completed", () => {
  expect(steps({})).toEqual([
    { title: "You paid $65.00", detail: "Mon, Nov 23, 10:00 AM", is_done: true },
    { title: "MaestroHub keeps it", detail: "Until a day after the session is completed: Thu, Nov 26, 8:00 PM at the latest", is_done: false },
    { title: "Amara is paid", detail: "After that day, if nobody has reported a problem.", is_done: false },
  ]);
  expect(steps({ status: "completed" }, "2026-11-27T01:00:00Z")[1]).toEqual({ title: "MaestroHub keeps it", detail: "Until Thu, Nov 26, 8:00 PM", is_done: true });
});

const refund = { id: "ref_1", amount: { amount: 6_500, currency: "usd" }, status: "ordered", ordered_at: "2026-11-23T15:00:00.000Z", done_at: null } as const;

test("a refund says whether it is under way, has arrived or came back", () => {
  const back = (changes: object) => steps({ status: "canceled_by_tutor", refunds: [{ ...refund, ...changes }] }).slice(1);
  expect(back({})).toEqual([{ title: "$65.00 is on its way back", detail: "We are sending it back now.", is_done: false }]);
  expect(back({ status: "pending" })).toEqual([{ title: "$65.00 is on its way back", detail: "Your bank has it and will show it soon.", is_done: false }]);
  expect(back({ status: "succeeded", done_at: "2026-11-23T15:01:00.000Z" })).toEqual([{ title: "$65.00 went back to you", detail: "Mon, Nov 23, 10:01 AM", is_done: true }]);
  expect(back({ status: "failed" })[0]).toMatchObject({ title: "$65.00 did not arrive yet", is_done: false });
});

test("of half a refund the other half is kept for the coach", () => {
  const half = { ...refund, amount: { amount: 3_250, currency: "usd" } };
  expect(steps({ status: "canceled_by_consumer", refunds: [half] }).map(({ title }) => title)).toEqual(["You paid $65.00", "$32.50 is on its way back", "MaestroHub keeps $32.50", "Amara is paid"]);
});

test("while something is looked at, nobody is promised anything", () => {
  expect(steps({ status: "disputed" }).map(({ detail }) => detail).slice(1)).toEqual(["Until we have decided about what was reported.", "If that is what we decide."]);
});

test("a session from a package was paid with its part, and goes back into the package", () => {
  const part = { ...payment, package_id: "pkg_1" };
  expect(steps({ payment: part })[0]?.title).toBe("Paid from your package: its part is $65.00");
  expect(steps({ status: "canceled_by_consumer", payment: { ...part, status: "returned" } }).map(({ title }) => title)).toEqual(["Paid from your package: its part is $65.00", "The session went back into your package"]);
});

import { afterEach, expect, test, vi } from "vitest";
import { followPayment } from "./follow-payment";

type Answer = { status: number; body?: unknown } | "offline";

/** Answers each call from the list of its address; the last answer stays. */
function serve(answers: { confirm: Answer[]; booking?: Answer[] }) {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    calls.push(path);
    const queue = path === "/api/payments/confirm" ? answers.confirm : (answers.booking ?? ["offline" as const]);
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (!answer || answer === "offline") throw new TypeError("Failed to fetch");
    return Response.json(answer.body ?? {}, { status: answer.status });
  });
  return calls;
}

const failed = (status: number, reason?: string): Answer => ({ status, body: { error: { code: "x", message: "No.", details: { reason } } } });
const confirmed: Answer = { status: 200, body: { booking_id: "bk_1", outcome: "confirmed" } };
const booking = (status: string, payment: string | null = null): Answer => ({ status: 200, body: { status, payment: payment && { status: payment } } });

const follow = (onWait = () => {}) => followPayment({ booking_id: "bk_1", intent_id: "pi_1", onWait, sleep: async () => {} });

afterEach(() => vi.unstubAllGlobals());

test("one question is enough where the server knows at once", async () => {
  const onWait = vi.fn();
  const calls = serve({ confirm: [confirmed] });
  expect(await follow(onWait)).toEqual({ end: "settled" });
  expect(calls).toEqual(["/api/payments/confirm"]);
  expect(onWait).not.toHaveBeenCalled();
});

test("a connection that comes back finds the payment confirmed", async () => {
  const onWait = vi.fn();
  serve({ confirm: ["offline", "offline", confirmed] });
  expect(await follow(onWait)).toEqual({ end: "settled" });
  expect(onWait).toHaveBeenCalledTimes(1);
});

test.each([
  ["confirmed by the webhook", booking("confirmed")],
  ["given back because the time was gone", booking("expired", "refund_pending")],
])("a booking that was %s is enough where confirming does not answer", async (_, view) => {
  serve({ confirm: [failed(503)], booking: [booking("held", "created"), view] });
  expect(await follow()).toEqual({ end: "settled" });
});

test("a bank that is still working is waited for", async () => {
  serve({ confirm: [failed(402, "processing"), confirmed], booking: [booking("held", "created")] });
  expect(await follow()).toEqual({ end: "settled" });
});

test("what was not paid is said, and not waited for", async () => {
  const calls = serve({ confirm: [failed(402, "requires_action")] });
  expect(await follow()).toMatchObject({ end: "unpaid", problem: { what: "Your bank could not confirm that it is you." } });
  expect(calls).toHaveLength(1);
});

test("a refusal is told in the server's words", async () => {
  serve({ confirm: [failed(404)] });
  expect(await follow()).toEqual({ end: "refused", message: "No." });
});

test("it gives up after a minute and a half, and does not pretend to know", async () => {
  const calls = serve({ confirm: ["offline"] });
  expect(await follow()).toEqual({ end: "unknown" });
  expect(calls.filter((path) => path === "/api/payments/confirm")).toHaveLength(45);
});

import { describe, expect, it } from "vitest";
import { aTutor, aUser, minutesAfter, noticesOf, now } from "@/lib/bookings/test-marketplace";
import { cancelOwnBooking } from "@/lib/bookings/cancel-booking";
import { decideProblem } from "@/lib/bookings/decide-problem";
import { reportAsClient } from "@/lib/bookings/report-problem";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { NotYet, PermanentFailure } from "@/lib/jobs/failures";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { orderRefund } from "@/lib/refunds/order-refund";
import { aPaidSession } from "@/lib/refunds/test-paid-session";
import { processEvent } from "@/lib/webhook-events/process-event";
import { executeReversal } from "./execute-reversal";
import { executeTransfer } from "./execute-transfer";
import { control, type Earned, earned, onboard, transferOf, transfersAtStripe } from "./test-earned";
import { loseNextAnswer } from "./test-lost-answer";

setUpTestDatabase();

const run = async ({ booking }: Pick<Earned, "booking">, at: Date) => executeTransfer((await transferOf({ booking }))._id, at);
const hint = (type: string, object_id: string, account_id: string | null = null) =>
  ({ _id: `evt_${object_id}`, type, object_id, account_id, livemode: false, status: "pending", attempts: 1, run_at: now, last_error: null, received_at: now, done_at: null }) as const;

async function order({ booking }: Pick<Earned, "booking">, amount: number, at: Date): Promise<string> {
  const payment = await findPaymentOfBooking(booking._id);
  if (!payment) throw new Error("it was not paid");
  const source = `problem:${booking._id}:${amount}`;
  return (await withTransaction((session) => orderRefund({ payment, amount, reason: "problem_decided", source, now: at, session })))._id;
}

const reversalsOf = ({ booking }: Pick<Earned, "booking">) => collections().transfer_reversals.find({ booking_id: booking._id }).sort({ amount: 1 }).toArray();
const tasksFor = async ({ booking }: Pick<Earned, "booking">) => collections().outbox.countDocuments({ "task.transfer_id": (await transferOf({ booking }))._id });

describe("the coach's share", () => {
  it("is sent a day after completion, out of the client's own charge, once, by four workers at once and again later", async () => {
    const session = await earned();
    expect(session.transfer).toMatchObject({ status: "waiting", waiting_for: "before_time", amount: 4_500, due_at: session.due });
    expect(await collections().outbox.findOne({ "task.transfer_id": session.transfer._id })).toMatchObject({ lane: "stripe", run_at: session.due });
    await expect(run(session, minutesAfter(session.due, -1))).rejects.toThrow(NotYet);
    expect(await transfersAtStripe(session)).toEqual([]);

    await Promise.all(Array.from({ length: 4 }, () => run(session, session.due)));
    await run(session, minutesAfter(session.due, 60));
    expect(await transfersAtStripe(session)).toEqual([[4_500, 0]]);
    const [made] = (await stripe().transfers.list({ transfer_group: session.booking._id })).data;
    const charge = (await findPaymentOfBooking(session.booking._id))?.stripe_charge_id;
    expect(made).toMatchObject({ source_transaction: charge, destination: session.account_id, currency: "usd", metadata: { transfer_id: session.transfer._id } });
    expect(await transferOf(session)).toMatchObject({ status: "made", waiting_for: null, stripe_transfer_id: made?.id, made_at: session.due });
  });

  it("whose answer was lost after Stripe had sent it is found again: one transfer", async () => {
    const session = await earned();
    loseNextAnswer(stripe().transfers, "create");
    await expect(run(session, session.due)).rejects.toThrow("lost");
    expect(await transferOf(session)).toMatchObject({ status: "ordered", amount: 4_500 });
    await run(session, session.due);
    expect(await transfersAtStripe(session)).toEqual([[4_500, 0]]);
    expect(await transferOf(session)).toMatchObject({ status: "made" });
  });

  it("is found again even where Stripe has forgotten its key", async () => {
    const session = await earned();
    loseNextAnswer(stripe().transfers, "create", { isDone: false });
    await expect(run(session, session.due)).rejects.toThrow("lost");
    const source_transaction = (await findPaymentOfBooking(session.booking._id))?.stripe_charge_id ?? "";
    const metadata = { transfer_id: session.transfer._id, booking_id: session.booking._id };
    await stripe().transfers.create({ amount: 4_500, currency: "usd", destination: session.account_id ?? "", source_transaction, transfer_group: session.booking._id, metadata });
    await run(session, session.due);
    expect(await transfersAtStripe(session)).toEqual([[4_500, 0]]);
  });

  it("may be told of by Stripe before our own answer came, in any order and twice", async () => {
    const session = await earned();
    loseNextAnswer(stripe().transfers, "create");
    await expect(run(session, session.due)).rejects.toThrow("lost");
    const [made] = (await stripe().transfers.list({ transfer_group: session.booking._id })).data;
    const events = ["transfer.updated", "transfer.created", "transfer.created"].map((type) => hint(type, made?.id ?? ""));
    await Promise.all(events.map((event) => processEvent(event, session.due)));
    expect(await transferOf(session)).toMatchObject({ status: "made", made_at: session.due });
    await run(session, session.due);
    expect(await transfersAtStripe(session)).toEqual([[4_500, 0]]);
  });

  it("that nobody ordered is put aside for a person", async () => {
    const session = await earned();
    const metadata = { transfer_id: session.transfer._id };
    const foreign = await stripe().transfers.create({ amount: 100, currency: "usd", destination: session.account_id ?? "", source_transaction: (await findPaymentOfBooking(session.booking._id))?.stripe_charge_id ?? "", metadata });
    await expect(processEvent(hint("transfer.created", foreign.id), now)).rejects.toThrow(PermanentFailure);
    expect(await transferOf(session)).toMatchObject({ status: "waiting" });
  });
});

describe("a share waits and says why", () => {
  it("without an account, and goes by itself when there is one that may receive", async () => {
    const session = await earned({ is_connected: false });
    await run(session, session.due);
    expect(await transferOf(session)).toMatchObject({ status: "waiting", waiting_for: "no_account" });
    const later = minutesAfter(session.due, 60);
    await onboard(session.booking, { outcome: "failed", now: later });
    expect(await tasksFor(session)).toBe(1);
    const account_id = (await collections().payout_accounts.findOne({ tutor_id: session.booking.tutor_id }))?.stripe_account_id ?? "";
    await run(session, later);
    expect(await transferOf(session)).toMatchObject({ waiting_for: "requirements_due" });
    await control(`stripe/accounts/${account_id}/requirements`, {});
    for (const type of ["account.updated", "capability.updated", "account.updated"]) await processEvent(hint(type, account_id, account_id), later);
    expect(await tasksFor(session)).toBe(2);
    await run(session, later);
    expect(await transfersAtStripe(session)).toEqual([[4_500, 0]]);
  });

  it("where Stripe has stopped the account since we last looked: nothing moved, and it is tried again under another key", async () => {
    const session = await earned();
    await control(`stripe/accounts/${session.account_id}/requirements`, { past_due: ["individual.id_number"] });
    await run(session, session.due);
    expect(await transfersAtStripe(session)).toEqual([]);
    expect(await transferOf(session)).toMatchObject({ status: "waiting", waiting_for: "requirements_due", round: 1, refusal: expect.any(String) as string });
    await control(`stripe/accounts/${session.account_id}/requirements`, {});
    await processEvent(hint("account.updated", session.account_id ?? "", session.account_id), minutesAfter(session.due, 5));
    await run(session, minutesAfter(session.due, 5));
    expect(await transfersAtStripe(session)).toEqual([[4_500, 0]]);
  });

  it("while it is reported, until an admin has decided and another day has passed; the refund's share stays away", async () => {
    const admin = await aUser({ role: "admin" });
    const session = await earned();
    const { booking, due } = session;
    await reportAsClient({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, kind: "problem", note: null, now: minutesAfter(due, -1) });
    await run(session, due);
    expect(await transferOf(session)).toMatchObject({ status: "waiting", waiting_for: "reported" });
    const decided_at = minutesAfter(due, 600);
    await decideProblem({ booking_id: booking._id, outcome: "took_place", refund_percent: 50, note: null, admin: { id: admin._id, role: "admin" }, now: decided_at });
    const next = (await transferOf(session)).due_at;
    expect(next).toEqual(minutesAfter(decided_at, 24 * 60));
    await run(session, next);
    expect(await transferOf(session)).toMatchObject({ waiting_for: "refund_open", amount: 2_250 });
    const refund = await collections().refunds.findOne({ booking_id: booking._id });
    await executeRefund(refund?._id ?? "", next);
    await run(session, next);
    expect(await transfersAtStripe(session)).toEqual([[2_250, 0]]);
    expect(await reversalsOf(session)).toEqual([]);
  });

  it("while the client's bank contests the charge", async () => {
    const { booking, intent_id } = await earned();
    const session = { booking };
    const charge = (await stripe().paymentIntents.retrieve(intent_id)).latest_charge as string;
    await control(`stripe/charges/${charge}/dispute`, {});
    await run(session, minutesAfter(booking.ends_at, 48 * 60));
    expect(await transferOf(session)).toMatchObject({ status: "waiting", waiting_for: "disputed" });
    expect(await transfersAtStripe(session)).toEqual([]);
  });

  it("for ever where everything went back", async () => {
    const session = await earned();
    await executeRefund(await order(session, 5_000, session.due), session.due);
    await run(session, session.due);
    expect(await transferOf(session)).toMatchObject({ status: "not_due", amount: 0 });
    expect(await transfersAtStripe(session)).toEqual([]);
  });

  it("and half of it is due for a session that its client cancelled late", async () => {
    const { booking } = await aPaidSession();
    const at = minutesAfter(booking.starts_at, -20 * 60);
    await cancelOwnBooking({ booking_id: booking._id, user: { id: booking.consumer_id, role: "consumer" }, expected_refund: 2_500, now: at });
    expect(await transferOf({ booking })).toMatchObject({ amount: 2_250, due_at: minutesAfter(at, 24 * 60) });
  });
});

describe("a refund after the share was sent", () => {
  async function sent() {
    const session = await earned();
    await run(session, session.due);
    return session;
  }

  it("takes its part back, once, by four workers at once", async () => {
    const session = await sent();
    await executeRefund(await order(session, 2_000, session.due), session.due);
    const [reversal] = await reversalsOf(session);
    expect(reversal).toMatchObject({ amount: 1_800, status: "ordered", source: `share:${session.booking._id}:2700` });
    await Promise.all(Array.from({ length: 4 }, () => executeReversal(reversal?._id ?? "", session.due)));
    expect(await transfersAtStripe(session)).toEqual([[4_500, 1_800]]);
    expect(await reversalsOf(session)).toMatchObject([{ status: "made", stripe_reversal_id: expect.stringMatching(/^trr_/) as string }]);
    expect(await transferOf(session)).toMatchObject({ status: "made", amount: 4_500, amount_reversed: 1_800, reversal_amount: 1_800 });
    const { stripe_transfer_id } = await transferOf(session);
    await processEvent(hint("transfer.reversed", stripe_transfer_id ?? ""), session.due);
    expect(await transferOf(session)).toMatchObject({ amount_reversed: 1_800 });
  });

  it("in pieces at once leaves the coach exactly the share of what is left", async () => {
    const session = await sent();
    const refunds = [await order(session, 1_111, session.due), await order(session, 777, session.due), await order(session, 333, session.due)];
    await Promise.all(refunds.map((id) => executeRefund(id, session.due)));
    for (const { _id } of await reversalsOf(session)) await executeReversal(_id, session.due);
    // 50.00 − 22.21 = 27.79, of which 2.78 are the fee.
    expect(await transfersAtStripe(session)).toEqual([[4_500, 4_500 - 2_501]]);
  });

  it("ordered while the transfer is on its way is taken back when it is there", async () => {
    const session = await earned();
    loseNextAnswer(stripe().transfers, "create");
    await expect(run(session, session.due)).rejects.toThrow("lost");
    await executeRefund(await order(session, 5_000, session.due), session.due);
    expect(await reversalsOf(session)).toEqual([]);
    await run(session, session.due);
    for (const { _id } of await reversalsOf(session)) await executeReversal(_id, session.due);
    expect(await transfersAtStripe(session)).toEqual([[4_500, 4_500]]);
  });

  it("whose answer was lost takes its part back once", async () => {
    const session = await sent();
    await executeRefund(await order(session, 2_000, session.due), session.due);
    const [reversal] = await reversalsOf(session);
    loseNextAnswer(stripe().transfers, "createReversal");
    await expect(executeReversal(reversal?._id ?? "", session.due)).rejects.toThrow("lost");
    await executeReversal(reversal?._id ?? "", session.due);
    expect(await transfersAtStripe(session)).toEqual([[4_500, 1_800]]);
  });

  it("is owed where the coach's balance is short: the coach is told, and what comes in later covers it", async () => {
    const tutor = await aTutor();
    const session = await earned({ tutor, card: "pm_card_bypassPending" });
    await run(session, session.due);
    const stripeAccount = session.account_id ?? "";
    await stripe().payouts.create({ amount: 4_500, currency: "usd" }, { stripeAccount });
    await executeRefund(await order(session, 2_000, session.due), session.due);
    const [reversal] = await reversalsOf(session);
    await Promise.all([1, 2].map(() => executeReversal(reversal?._id ?? "", session.due)));
    expect(await transfersAtStripe(session)).toEqual([[4_500, 0]]);
    expect(await reversalsOf(session)).toMatchObject([{ status: "owed", amount: 1_800, refusal: expect.stringContaining("insufficient") as string }]);
    expect((await noticesOf(tutor.user_id)).filter((notice) => notice.startsWith("$18.00 is taken from your next payouts"))).toHaveLength(1);

    const next = await earned({ tutor, starts_at: minutesAfter(session.booking.starts_at, 180), card: "pm_card_bypassPending" });
    await run(next, next.due);
    expect(await reversalsOf(session)).toMatchObject([{ status: "ordered", round: 2 }]);
    await executeReversal(reversal?._id ?? "", next.due);
    expect(await transfersAtStripe(session)).toEqual([[4_500, 1_800]]);
    expect(await reversalsOf(session)).toMatchObject([{ status: "made" }]);
  });
});

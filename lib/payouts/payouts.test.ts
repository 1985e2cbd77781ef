import { expect, it } from "vitest";
import { aTutor, minutesAfter, noticesOf } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { executeTransfer } from "@/lib/transfers/execute-transfer";
import { control, type Earned, earned, transferOf } from "@/lib/transfers/test-earned";
import { processEvent } from "@/lib/webhook-events/process-event";
import { lookAfterPayouts } from "./look-after";
import { recordPayout } from "./record-payout";
import { findPayout } from "./store";

setUpTestDatabase();

let events = 0;
const told = (type: string, object_id: string, account_id: string, at: Date) =>
  processEvent({ _id: `evt_${(events += 1)}`, type, object_id, account_id, livemode: false, status: "pending", attempts: 1, run_at: at, last_error: null, received_at: at, done_at: null }, at);

/** A share of 45.00 that Stripe has sent and pays out; nothing of the payout was heard here. */
async function paidOut(): Promise<Earned & { payout_id: string; account: string }> {
  const session = await earned({ card: "pm_card_bypassPending" });
  await executeTransfer(session.transfer._id, session.due);
  const account = session.account_id ?? "";
  const { id: payout_id } = await stripe().payouts.create({ amount: 4_500, currency: "usd" }, { stripeAccount: account });
  return { ...session, payout_id, account };
}

const mailsOf = (session: Earned) => collections().outbox.find({ "task.recipient_id": session.booking.tutor_user_id, "task.template": "payout-sent" }).toArray();

it("a paid payout is told by one mail, however often and in whatever order its events come", async () => {
  const session = await paidOut();
  const { payout_id, account, due } = session;
  await control(`stripe/payouts/${payout_id}/arrive`, {});
  const types = ["payout.paid", "payout.created", "payout.updated", "payout.paid", "payout.created"];
  await Promise.all(types.map((type) => told(type, payout_id, account, due)));
  await told("payout.created", payout_id, account, minutesAfter(due, 1));
  expect(await findPayout(payout_id)).toMatchObject({ status: "paid", amount: 4_500, currency: "usd", tutor_id: session.booking.tutor_id });
  expect(await mailsOf(session)).toMatchObject([{ key: `mail:payout-sent:${payout_id}`, task: { amount: { amount: 4_500, currency: "usd" } } }]);
});

it("a failed payout is told by one notice, also after it was paid, and never turns paid again", async () => {
  const session = await paidOut();
  const { payout_id, account, due } = session;
  await control(`stripe/payouts/${payout_id}/arrive`, {});
  await told("payout.paid", payout_id, account, due);
  await control(`stripe/payouts/${payout_id}/fail`, { code: "account_closed" });
  await Promise.all(["payout.failed", "payout.paid", "payout.failed"].map((type) => told(type, payout_id, account, minutesAfter(due, 1))));
  expect(await findPayout(payout_id)).toMatchObject({ status: "failed", failure: "The bank account has been closed." });
  expect((await noticesOf(session.booking.tutor_user_id)).filter((notice) => notice.startsWith("Your bank sent $45.00 back"))).toHaveLength(1);
  expect(await mailsOf(session)).toHaveLength(1);
});

it("a payout names the sessions that it brings; a failed one lets them wait for the next, and a slow answer does not bring them back", async () => {
  const session = await paidOut();
  const account = await collections().payout_accounts.findOne({ stripe_account_id: session.account });
  const { destination_payment_id } = await transferOf(session);
  if (!account || !destination_payment_id) throw new Error("nothing was sent");
  const payout = { id: `po_${session.booking._id}`, amount: 4_500, currency: "usd", arrives_on: session.due, failure: null, created_at: session.due };
  const news = { account, stripe_account_id: session.account, destination_payment_ids: [destination_payment_id], now: session.due };
  await recordPayout({ ...news, payout: { ...payout, status: "paid" } });
  expect(await transferOf(session)).toMatchObject({ payout_id: payout.id });
  expect(await mailsOf(session)).toMatchObject([{ task: { sessions: [{ booking_id: session.booking._id, amount: 4_500 }] } }]);
  await recordPayout({ ...news, payout: { ...payout, status: "failed", failure: "closed" } });
  await recordPayout({ ...news, payout: { ...payout, status: "in_transit" } });
  expect(await transferOf(session)).toMatchObject({ payout_id: null });
});

it("a payout of an account that is not ours, or that Stripe does not know, moves nothing", async () => {
  const { account, due } = await paidOut();
  await told("payout.paid", "po_nobody", account, due);
  await told("payout.paid", "po_nobody", "acct_nobody", due);
  expect(await findPayout("po_nobody")).toBeNull();
});

it("what no event told is found by the schedule: the account, its payouts, and what waits", async () => {
  const session = await paidOut();
  await control(`stripe/payouts/${session.payout_id}/arrive`, {});
  const tutor = await aTutor();
  const waiting = await earned({ tutor, is_connected: false });
  const due = minutesAfter(session.due > waiting.due ? session.due : waiting.due, 1);
  await executeTransfer(waiting.transfer._id, due);
  await collections().transfers.updateOne({ _id: waiting.transfer._id }, { $set: { updated_at: minutesAfter(due, -60 * 25) } });
  expect(await lookAfterPayouts(minutesAfter(due, 24 * 60))).toContain("1 shares looked at again");
  expect(await transferOf(waiting)).toMatchObject({ waiting_for: "no_account", round: 1 });
  expect(await findPayout(session.payout_id)).toMatchObject({ status: "paid" });
  expect(await mailsOf(session)).toHaveLength(1);
});

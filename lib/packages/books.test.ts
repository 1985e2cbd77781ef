import { expect, it } from "vitest";
import { cancelOwnBooking } from "@/lib/bookings/cancel-booking";
import { completeTaughtSession } from "@/lib/bookings/complete-session";
import { payday } from "@/lib/bookings/deadlines";
import { findBooking } from "@/lib/bookings/store";
import { minutesAfter, now, tomorrowAtTen } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { readBookingMoney } from "@/lib/ledger/read-booking-money";
import { isExplained } from "@/lib/ledger/statement";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { readEarnings } from "@/lib/payouts/read-earnings";
import { startReconciliation, workOnReconciliation } from "@/lib/reconciliation/reconcile";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { executeTransfer } from "@/lib/transfers/execute-transfer";
import { onboard } from "@/lib/transfers/test-earned";
import { processEvent } from "@/lib/webhook-events/process-event";
import { bookWithPackage } from "./book-with-package";
import { endPackage } from "./end-package";
import { aBoughtPackage } from "./test-packages";

setUpTestDatabase();

const charged = (object_id: string) => ({ _id: `evt_${object_id}`, type: "charge.updated", object_id, livemode: false, status: "pending", attempts: 1, run_at: now, last_error: null, received_at: now, done_at: null }) as const;

it("a package with a session held, one cancelled late and the rest given back agrees with Stripe to the minor unit", async () => {
  const bought = await aBoughtPackage();
  const { purchase, tutor, user } = bought;
  await onboard({ tutor_user_id: tutor.user_id, tutor_id: tutor._id }, { now });
  const client = { id: user.id, role: "consumer" as const };
  const coach = { id: tutor.user_id, role: "tutor" as const };
  const book = (days: number) => bookWithPackage({ purchase_id: purchase._id, user, consumer_timezone: "UTC", starts_at: minutesAfter(tomorrowAtTen, days * 1_440), now });
  const [held, late] = [await book(0), await book(1)];
  const after = minutesAfter(held.ends_at, 1);
  await completeTaughtSession({ booking_id: held._id, user: coach, now: after });
  await cancelOwnBooking({ booking_id: late._id, user: client, expected_refund: 2_250, now: minutesAfter(late.starts_at, -18 * 60) });
  // Two were used, at 50.00 each: 125.00 of 225.00 are left, and that is less than the 135.00 that three cost.
  await endPackage({ purchase_id: purchase._id, user: client, by: "client", expected_refund: 12_500, now: after });
  for (const { _id } of await collections().refunds.find({ consumer_id: user.id }).toArray()) await executeRefund(_id, after);
  const dayLater = minutesAfter(payday((await findBooking(held._id)) ?? held), 1_440);
  for (const { _id } of await collections().transfers.find({ tutor_id: tutor._id }).toArray()) await executeTransfer(_id, dayLater);

  const charge_id = (await findPaymentOfBooking(purchase._id))?.stripe_charge_id ?? "";
  await expect.poll(async () => (await stripe().charges.retrieve(charge_id)).balance_transaction, { timeout: 10_000 }).not.toBeNull();
  await processEvent(charged(charge_id), now);
  await processEvent(charged(charge_id), now);

  const sent = await stripe().transfers.list({ transfer_group: purchase._id, limit: 10 });
  expect(sent.data.map(({ amount, source_transaction }) => [amount, source_transaction]).toSorted()).toEqual([900, 2_025, 4_050].map((amount) => [amount, charge_id]).toSorted());
  const money = await Promise.all([purchase._id, held._id, late._id].map(readBookingMoney));
  for (const { statement } of money) expect(isExplained(statement)).toBe(true);
  expect(money.map(({ statement: { charged, refunded, transferred, fee, held: left } }) => [charged, refunded, transferred, fee, left])).toEqual([
    [13_500, 12_500, 900, 100, 0],
    [4_500, 0, 4_050, 450, 0],
    [4_500, 2_250, 2_025, 225, 0],
  ]);
  const { earnings } = await readEarnings({ user: coach, now: dayLater });
  expect(earnings.map(({ subject, gross, refund, fee, net, state }) => [subject, gross, refund, fee, net, state])).toEqual([
    ["Piano", 4_500, 2_250, 225, 2_025, "sent"],
    ["Rest of a package: 5 sessions of 60 minutes", 1_000, 0, 100, 900, "sent"],
    ["Piano", 4_500, 0, 450, 4_050, "sent"],
  ]);

  await startReconciliation({ started_by: "user_1", is_full: true, now: minutesAfter(dayLater, 60) });
  const run = await workOnReconciliation({ budget_ms: 30_000, now: minutesAfter(dayLater, 60) });
  expect(run?.status).toBe("done");
  // Other tests pay at the same emulator: what is theirs is foreign here.
  expect(run?.differences.filter(({ kind, booking_id }) => kind !== "foreign_object" || booking_id !== null)).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { aUser, noticesOf } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { stripe } from "@/lib/integrations/stripe/client";
import { readBookingMoney } from "@/lib/ledger/read-booking-money";
import { readFilter } from "@/lib/ledger/filter";
import { readMoney } from "@/lib/ledger/read-money";
import { isExplained, statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { startReconciliation, workOnReconciliation } from "@/lib/reconciliation/reconcile";
import { followSubscription } from "./follow-subscription";
import { aSponsor, hear, setUpTestSponsorships, sponsorshipOf, week_ms } from "./test-sponsor";

const { emulator, clock, advance } = setUpTestSponsorships();

const hour_ms = 3_600_000;
const toRenewal = week_ms + 2 * hour_ms;
const price = 1_500;

const statement = async (id: string) => statementOf(await listEntriesOf(id));
const kinds = async (id: string) => (await listEntriesOf(id)).map(({ kind }) => kind).toSorted();
const chargeOf = async (id: string) => (await sponsorshipOf(id)).paid_invoices.at(-1)?.charge_id ?? "";
const feeOf = async (charge: string) => {
  const { balance_transaction } = await stripe().charges.retrieve(charge, { expand: ["balance_transaction"] });
  return typeof balance_transaction === "object" ? (balance_transaction?.fee ?? null) : null;
};

/** Everything that Stripe has, once more a while later. */
async function compare() {
  const later = new Date((await clock()).getTime() + hour_ms);
  await startReconciliation({ started_by: "user_1", is_full: true, now: later });
  return workOnReconciliation({ budget_ms: 30_000, now: later });
}

/** A sponsor whose charge Stripe has booked; only the events of the charge say so here. */
async function aBookedSponsor() {
  const { sponsorship, subscription_id } = await aSponsor(await clock());
  const id = sponsorship._id;
  const charge = await chargeOf(id);
  await expect.poll(() => feeOf(charge), { timeout: 5_000 }).not.toBeNull();
  await hear([{ type: "charge.updated", object_id: charge }], await clock());
  return { id, subscription_id, charge, fee: (await feeOf(charge)) ?? 0 };
}

describe("the books of a sponsorship", () => {
  it("have each paid invoice once, as our revenue, with what Stripe kept of it, whoever hears of it and however often", async () => {
    const { id, subscription_id, charge, fee } = await aBookedSponsor();
    expect(await kinds(id)).toEqual(["payment_fee", "sponsorship_paid"]);
    expect(fee).toBeGreaterThan(0);
    const at = await advance(toRenewal);
    await Promise.all([1, 2, 3].map(() => followSubscription(subscription_id, at)));
    const renewal = await chargeOf(id);
    expect(renewal).not.toBe(charge);
    await expect.poll(() => feeOf(renewal), { timeout: 5_000 }).not.toBeNull();
    for (const each of [renewal, charge, renewal]) await hear([{ type: "charge.updated", object_id: each }], at);
    expect(await kinds(id)).toEqual(["payment_fee", "payment_fee", "sponsorship_paid", "sponsorship_paid"]);
    const sum = await statement(id);
    expect(sum).toMatchObject({ charged: 2 * price, fee: 2 * price, refunded: 0, transferred: 0, held: 0, stripe_fees: 2 * fee });
    expect(isExplained(sum)).toBe(true);
  });

  it("have it also where the event of the charge comes before that of the invoice", async () => {
    const { id, subscription_id } = await aBookedSponsor();
    const at = await advance(toRenewal);
    const [renewal] = (await stripe().charges.list({ limit: 1 })).data;
    await expect.poll(() => feeOf(renewal?.id ?? ""), { timeout: 5_000 }).not.toBeNull();
    await hear([{ type: "charge.updated", object_id: renewal?.id ?? "" }], at);
    expect(await kinds(id)).toEqual(["payment_fee", "payment_fee", "sponsorship_paid", "sponsorship_paid"]);
    await followSubscription(subscription_id, at);
    expect(await kinds(id)).toHaveLength(4);
  });

  it("have what an admin gives back at Stripe, and that it came back, once each", async () => {
    const { id, charge } = await aBookedSponsor();
    const refund = await stripe().refunds.create({ charge, amount: 500 });
    const tell = async () => hear(["refund.created", "refund.updated", "refund.created"].map((type) => ({ type, object_id: refund.id })), await clock());
    await tell();
    expect(await statement(id)).toMatchObject({ charged: price, refunded: 500, fee: price - 500, held: 0 });
    await emulator().control(`stripe/refunds/${refund.id}/fail`, { reason: "expired_or_canceled_card" });
    await tell();
    expect(await statement(id)).toMatchObject({ charged: price, refunded: 0, fee: price, held: 0 });
    expect(await kinds(id)).toEqual(["payment_fee", "sponsorship_paid", "sponsorship_refund_returned", "sponsorship_refunded"]);
  });

  it("have a dispute of it, which admins are told of in words of its own, won or lost", async () => {
    const admin = await aUser({ role: "admin" });
    for (const outcome of ["won", "lost"] as const) {
      const { id, charge, fee } = await aBookedSponsor();
      const { dispute } = (await emulator().control(`stripe/charges/${charge}/dispute`, {})) as { dispute: { id: string; balance_transactions: { fee: number }[] } };
      const tell = async () => hear(["charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed"].map((type) => ({ type, object_id: dispute.id })), await clock());
      await tell();
      expect(await statement(id)).toMatchObject({ charged: price, disputed: price, refunded: 0 });
      await emulator().control(`stripe/disputes/${dispute.id}/close`, { outcome });
      await tell();
      const sum = await statement(id);
      expect(sum).toMatchObject({ disputed: 0, held: 0, ...(outcome === "won" ? { refunded: 0, fee: price } : { refunded: price, fee: 0 }) });
      expect([isExplained(sum), sum.stripe_fees > fee]).toEqual([true, true]);
      expect((await noticesOf(admin._id)).filter((notice) => notice.includes(`A dispute was ${outcome}: $15.00`))).toHaveLength(1);
      const money = await readBookingMoney(id);
      expect(money).toMatchObject({ client_name: null, booking: { _id: id, price }, most: { received: 0, returned: 0 }, disputes: [{ status: outcome }] });
    }
    const notices = await collections().notifications.find({ user_id: admin._id }).toArray();
    expect(notices.filter(({ body }) => body.includes("coach’s share") || body.includes("not paid"))).toEqual([]);
  });

  it("explain each of Stripe's movements; a missing entry is named with its sponsorship, and no stranger", async () => {
    const { id, charge } = await aBookedSponsor();
    // What the other tests here left unsaid.
    for await (const { id: each, paid } of stripe().charges.list({ limit: 100 })) if (paid) await hear([{ type: "charge.updated", object_id: each }], await clock());
    expect(await compare()).toMatchObject({ status: "done", differences: [], differences_count: 0 });
    const view = await readMoney(readFilter({}), await clock());
    const movements = await stripe().balanceTransactions.list({ limit: 100 });
    expect(view.balances[0]?.accounts.find(({ account }) => account === "stripe_balance")?.amount).toBe(movements.data.reduce((sum, { net }) => sum + net, 0));

    await collections().ledger_entries.deleteMany({ booking_id: id, "stripe.key": `${charge}:charge` });
    const found = (await compare())?.differences.filter(({ object_id }) => object_id === charge);
    expect(found).toMatchObject([{ kind: "missing_entry", booking_id: id, amount: expect.any(Number) as number }]);
  });
});

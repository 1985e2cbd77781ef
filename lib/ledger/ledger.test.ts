import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { chainEntries } from "./chain-entries";
import { postDisputeLost, postDisputeOpened, postDisputeWon } from "./post-dispute";
import { postManualPayment } from "./post-manual";
import { postPaymentCaptured } from "./post-payment";
import { postRefundOrdered, postRefundReturned, postRefundSent } from "./post-refund";
import { postSessionContested, postSessionSettled } from "./post-session";
import { postReversal, postTransfer } from "./post-transfer";
import { balancesOf, isExplained, statementOf } from "./statement";
import { findBookingAccount, listEntriesOf } from "./store";
import { aSale, bookSale, chance, now } from "./test-books";
import { verifyChain } from "./verify-chain";

setUpTestDatabase();
beforeEach(async () => {
  for (const name of ["ledger_entries", "ledger_head", "booking_accounts"] as const) await collections()[name].deleteMany({});
});

const balancesNow = async (bookingId: string) => balancesOf(await listEntriesOf(bookingId));

describe("a booking's money", () => {
  it("is explained at every step of a session that is sold, taught and paid out", async () => {
    const sale = aSale({ price: 1_999 });
    await bookSale(sale);
    const { booking } = sale;
    expect(await balancesNow(booking._id)).toEqual({ stripe_balance: 1_824, platform_revenue: -200, coach_pending: -1_799, stripe_fees: 175 });
    await withTransaction((session) => postSessionSettled({ booking, by: "completed", now, session }));
    await withTransaction((session) => postTransfer({ booking, amount: 1_799, stripe_transfer_id: "tr_1", now, session }));
    const statement = statementOf(await listEntriesOf(booking._id));
    expect(statement).toMatchObject({ charged: 1_999, refunded: 0, transferred: 1_799, fee: 200, held: 0, stripe_fees: 175 });
    expect(isExplained(statement)).toBe(true);
  });

  it("that goes back after it was paid out is owed by the coach, until the transfer is reversed", async () => {
    const sale = aSale();
    await bookSale(sale);
    const { booking, payment } = sale;
    const refund = { _id: newId("refund"), amount: 2_500 };
    await withTransaction((session) => postSessionSettled({ booking, by: "completed", now, session }));
    await withTransaction((session) => postTransfer({ booking, amount: 4_500, stripe_transfer_id: "tr_2", now, session }));
    await withTransaction((session) => postRefundOrdered({ refund, payment, booking, now, session }));
    expect(await balancesNow(booking._id)).toMatchObject({ receivable: 2_250, customer_clearing: -2_500, platform_revenue: -250 });
    await withTransaction((session) => postReversal({ booking, amount: 2_250, stripe_transfer_id: "tr_2", stripe_reversal_id: "trr_2", now, session }));
    await withTransaction((session) => postRefundSent({ refund, stripe_refund_id: "re_2", booking, now, session }));
    const statement = statementOf(await listEntriesOf(booking._id));
    expect(statement).toMatchObject({ charged: 5_000, refunded: 2_500, transferred: 2_250, fee: 250, held: 0 });
    expect((await balancesNow(booking._id)).receivable).toBe(0);
  });

  it("that a bank takes back is shared by both sides once it is lost, and whole again once it is won", async () => {
    const [won, lost] = [aSale(), aSale()];
    for (const { sale, close } of [{ sale: won, close: postDisputeWon }, { sale: lost, close: postDisputeLost }]) {
      await bookSale(sale);
      const dispute = { id: `dp_${sale.booking._id}`, amount: 5_000 };
      await withTransaction((session) => postDisputeOpened({ dispute, fee: 1_500, ...sale, now, session }));
      expect(statementOf(await listEntriesOf(sale.booking._id))).toMatchObject({ charged: 5_000, refunded: 0, disputed: 5_000, held: 4_500, stripe_fees: 1_675 });
      await withTransaction((session) => close({ dispute, ...sale, now, session }));
    }
    expect(statementOf(await listEntriesOf(won.booking._id))).toMatchObject({ refunded: 0, fee: 500, held: 4_500, disputed: 0 });
    expect(statementOf(await listEntriesOf(lost.booking._id))).toMatchObject({ refunded: 5_000, fee: 0, held: 0, disputed: 0 });
  });

  it("is booked once for each source, by eight at once", async () => {
    const { booking, payment, charge_id } = aSale();
    const capture = () => withTransaction((session) => postPaymentCaptured({ payment, charge_id, booking, now, session }));
    const outcomes = await Promise.all(Array.from({ length: 8 }, capture));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await listEntriesOf(booking._id)).toHaveLength(1);
    expect((await findBookingAccount(booking._id))?.balances).toEqual({ stripe_balance: 5_000, platform_revenue: -500, coach_pending: -4_500 });
  });

  it("is not booked where the fact's transaction fails", async () => {
    const { booking, payment, charge_id } = aSale();
    const failing = withTransaction(async (session) => {
      await postPaymentCaptured({ payment, charge_id, booking, now, session });
      throw new Error("the fact is none");
    });
    await expect(failing).rejects.toThrow("the fact is none");
    expect(await listEntriesOf(booking._id)).toEqual([]);
    expect(await findBookingAccount(booking._id)).toBeNull();
  });
});

const seeds = Array.from({ length: Number(process.env.LEDGER_SEEDS ?? 6) }, (_, i) => i + 1);

describe("whatever happens to a booking", () => {
  it.each(seeds)("with seed %i, entries balance, no minor unit is unexplained, and the sums kept are the sums of the entries", async (seed) => {
    const next = chance(seed);
    const below = (limit: number) => Math.floor(next() * limit);
    const sale = aSale({ price: 1 + below(99_999), fee_basis_points: below(3_000) });
    await bookSale(sale, below(300));
    const { booking, payment } = sale;
    const sent: { _id: string; amount: number }[] = [];
    const waiting: { _id: string; amount: number }[] = [];
    let dispute: { id: string; amount: number } | null = null;
    for (let step = 0; step < 14; step += 1) {
      const id = `${seed}_${step}_${booking._id}`;
      const credit = async (account: "coach_available" | "coach_pending") => 0 - ((await balancesNow(booking._id))[account] ?? 0);
      await withTransaction(async (session) => {
        const posting = { booking, now, session };
        switch (below(9)) {
          case 0: {
            const amount = below(payment.amount - payment.refund_amount) + 1;
            if (amount > payment.amount - payment.refund_amount) return;
            const refund = { _id: `ref_${id}`, amount };
            await postRefundOrdered({ refund, payment, ...posting });
            payment.refund_amount += amount;
            return void waiting.push(refund);
          }
          case 1: {
            const refund = waiting.pop();
            if (!refund) return;
            await postRefundSent({ refund, stripe_refund_id: `re_${refund._id}`, ...posting });
            return void sent.push(refund);
          }
          case 2: {
            const refund = sent.pop();
            return void (refund && (await postRefundReturned({ refund, stripe_refund_id: `re_${refund._id}`, ...posting })));
          }
          case 3:
            return void (await postSessionSettled({ by: below(2) ? "completed" : "decided", ...posting }));
          case 4:
            return void (await postSessionContested(posting));
          case 5: {
            const amount = await credit("coach_available");
            return void (amount > 0 && (await postTransfer({ amount, stripe_transfer_id: `tr_${id}`, ...posting })));
          }
          case 6:
            return void (await postReversal({ amount: 1 + below(500), stripe_transfer_id: "tr", stripe_reversal_id: `trr_${id}`, ...posting }));
          case 7:
            if (dispute) {
              const close = below(2) ? postDisputeWon : postDisputeLost;
              return void (await close({ dispute, payment, ...posting }));
            }
            dispute = { id: `dp_${id}`, amount: payment.amount };
            return void (await postDisputeOpened({ dispute, fee: 1_500, ...posting }));
          default:
            return void (await postManualPayment({ manual: { _id: `man_${id}`, amount: 1 + below(900), direction: below(2) ? "received" : "returned" }, ...posting }));
        }
      });
      const entries = await listEntriesOf(booking._id);
      for (const { lines } of entries) expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
      const statement = statementOf(entries);
      expect(isExplained(statement), JSON.stringify(statement)).toBe(true);
      const kept = Object.entries((await findBookingAccount(booking._id))?.balances ?? {});
      expect(Object.fromEntries(kept)).toEqual(balancesOf(entries));
    }
  });
});

describe("the chain", () => {
  it("does not fork and has no gap, with four who number while sixty payments are booked", async () => {
    let isBooking = true;
    const numberer = async () => {
      while (isBooking) await chainEntries();
    };
    const numberers = [numberer(), numberer(), numberer(), numberer()];
    const sales = Array.from({ length: 30 }, () => aSale());
    await Promise.all(sales.map((sale) => bookSale(sale)));
    isBooking = false;
    await Promise.all(numberers);
    await chainEntries();
    const seqs = (await collections().ledger_entries.find({}).sort({ seq: 1 }).toArray()).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(await verifyChain()).toEqual([]);
  });

  it("goes on after a crash between a fact and its number", async () => {
    await bookSale(aSale());
    await chainEntries();
    await bookSale(aSale());
    // As a killed process left it: booked, without a number.
    expect(await verifyChain()).toEqual([]);
    expect(await chainEntries()).toBe(2);
    expect(await chainEntries()).toBe(0);
    expect(await verifyChain()).toEqual([]);
  });

  it.each([
    ["changed amount", "changed", (seq: number) => collections().ledger_entries.updateOne({ seq }, { $inc: { "lines.0.amount": 1 } })],
    ["changed account", "changed", (seq: number) => collections().ledger_entries.updateOne({ seq }, { $set: { "lines.0.account": "offline_cash" } })],
    ["changed source", "changed", (seq: number) => collections().ledger_entries.updateOne({ seq }, { $set: { source: "payment:pay_other:captured" } })],
    ["removed entry", "missing", (seq: number) => collections().ledger_entries.deleteOne({ seq })],
  ] as const)("finds a %s, and only that", async (_, fault, tamper) => {
    for (let i = 0; i < 3; i += 1) await bookSale(aSale());
    await chainEntries();
    await tamper(3);
    expect((await verifyChain()).map(({ seq, fault: found }) => [seq, found])).toEqual([[3, fault]]);
  });

  it("finds that its last entries are gone", async () => {
    for (let i = 0; i < 2; i += 1) await bookSale(aSale());
    await chainEntries();
    await collections().ledger_entries.deleteMany({ seq: { $gt: 2 } });
    expect((await verifyChain()).map(({ seq, fault }) => [seq, fault])).toEqual([[3, "missing"], [4, "missing"]]);
  });

  it("finds an entry that was written anew with a hash of its own", async () => {
    for (let i = 0; i < 2; i += 1) await bookSale(aSale());
    await chainEntries();
    const { hashEntry } = await import("./hash-entry");
    const third = await collections().ledger_entries.findOne({ seq: 3 });
    if (!third?.previous_hash) throw new Error("not chained");
    const forged = { ...third, lines: third.lines.map(({ account, amount }) => ({ account, amount: amount * 2 })) };
    await collections().ledger_entries.updateOne({ seq: 3 }, { $set: { lines: forged.lines, hash: hashEntry(forged, { seq: 3, previous_hash: third.previous_hash }) } });
    expect((await verifyChain()).map(({ seq, fault }) => [seq, fault])).toEqual([[4, "out_of_place"]]);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { aUser, noticesOf } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { newId } from "@/lib/core/id";
import { verifyChain } from "@/lib/ledger/verify-chain";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { aPaidSession } from "@/lib/refunds/test-paid-session";
import { processEvent } from "@/lib/webhook-events/process-event";
import { reconcileNightly, startReconciliation, workOnReconciliation } from "./reconcile";
import type { DifferenceKind } from "./schema";
import { listRuns } from "./store";
import { compareKept, later, now, writeBooks } from "./test-books";

setUpTestDatabase();
const used = ["ledger_entries", "ledger_head", "booking_accounts", "stripe_movements", "reconciliations", "recurring_jobs"] as const;
const clean = async () => {
  for (const name of used) await collections()[name].deleteMany({});
};
const control = (path: string, method: string, body?: object) => fetch(`${process.env.EMULATORS_URL}/_control/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
beforeEach(clean);

const sales = Number(process.env.RECONCILIATION_SALES ?? 200);

/** Books that agree with Stripe's movements in everything. */
async function soundBooks() {
  const books = await writeBooks(sales);
  await collections().stripe_movements.insertMany(books.movements);
  return books;
}

const { ledger_entries, stripe_movements } = { ledger_entries: () => collections().ledger_entries, stripe_movements: () => collections().stripe_movements };
const captured = (booking_id: string) => ({ booking_id, kind: "payment_captured" as const });

/** Each kind of damage to one booking, as somebody with access to the database could do it, or a bug. */
const damages: Record<string, { kind: DifferenceKind; isInChain: boolean; do: (booking_id: string) => Promise<unknown> }> = {
  "missing entry": { kind: "missing_entry", isInChain: true, do: (id) => ledger_entries().deleteOne({ booking_id: id, kind: "payment_fee" }) },
  "wrong amount": { kind: "wrong_amount", isInChain: true, do: (id) => ledger_entries().updateOne(captured(id), { $inc: { "stripe.amount": 1, "lines.0.amount": 1, "lines.2.amount": -1 } }) },
  "doubled entry": {
    kind: "doubled",
    isInChain: false,
    do: async (id) => {
      const entry = await ledger_entries().findOne(captured(id));
      if (!entry) throw new Error("nothing to double");
      const { seq: _, hash: __, previous_hash: ___, ...facts } = entry;
      await ledger_entries().insertOne({ ...facts, _id: newId("ledger"), source: `${entry.source}:again`, is_unnumbered: true });
    },
  },
  "wrong currency": { kind: "wrong_currency", isInChain: true, do: (id) => ledger_entries().updateOne(captured(id), { $set: { currency: "inr" } }) },
  "changed row": { kind: "changed_entry", isInChain: true, do: (id) => ledger_entries().updateOne({ booking_id: id, kind: "session_settled" }, { $set: { tutor_id: "tutor_of_somebody_else" } }) },
  "foreign object": {
    kind: "foreign_object",
    isInChain: false,
    do: (id) => stripe_movements().insertOne({ _id: `txn_foreign_${id}`, key: `ch_foreign_${id}:charge`, category: "charge", object_id: `ch_foreign_${id}`, amount: 999, fee: 59, currency: "usd", created_at: now }),
  },
  "object that Stripe does not have": { kind: "missing_at_stripe", isInChain: false, do: (id) => stripe_movements().deleteOne({ key: `ch_${id}:charge` }) },
};

describe("comparing the books with Stripe", () => {
  it("finds nothing where nothing is wrong", async () => {
    const { entries } = await soundBooks();
    expect(await compareKept()).toMatchObject({ status: "done", differences: [], differences_count: 0 });
    expect(await collections().ledger_entries.countDocuments({})).toBe(entries);
  });

  it.each(Object.entries(damages))("finds every %s of one per cent, and raises no false alarm", async (_, damage) => {
    const { bookings } = await soundBooks();
    const hurt = bookings.filter((__, i) => i % 100 === 7);
    for (const id of hurt) await damage.do(id);
    const { status, differences } = await compareKept();
    expect(status).toBe("done");
    // Damage of one booking may show in several ways; the one that names it must be there, once for each.
    const named = differences.filter(({ kind }) => kind === damage.kind);
    const idOf = ({ booking_id, object_id }: { booking_id: string | null; object_id: string }) => booking_id ?? /bk_[0-9a-z]+/.exec(object_id)?.[0];
    const found = new Set(named.map(idOf).filter((id) => id !== undefined));
    expect([...found].toSorted()).toEqual(hurt.toSorted());
    const others = differences.map(idOf).filter((id) => id !== undefined && !hurt.includes(id));
    expect(others).toEqual([]);
    for (const { next_step, sentence } of differences) expect([next_step.length > 20, sentence.length > 20]).toEqual([true, true]);
    expect((await verifyChain()).length).toBe(damage.isInChain ? hurt.length : 0);
  });

  it("finds a row of which lines were changed by hand both by the chain and by the sums", async () => {
    const { bookings } = await soundBooks();
    const id = bookings[3] ?? "";
    await collections().ledger_entries.updateOne({ booking_id: id, kind: "session_settled" }, { $inc: { "lines.0.amount": 100, "lines.1.amount": -100 } });
    const { differences } = await compareKept();
    expect(differences.map(({ kind, booking_id }) => [kind, booking_id])).toEqual([["wrong_sum", id], ["changed_entry", id]]);
  });

  it("leaves what may be on its way for the next time", async () => {
    await soundBooks();
    const soon = new Date(later.getTime() + 60_000);
    await collections().stripe_movements.insertOne({ _id: "txn_young", key: "ch_young:charge", category: "charge", object_id: "ch_young", amount: 500, fee: 45, currency: "usd", created_at: soon });
    expect((await compareKept()).differences).toEqual([]);
  });

  it("sums up what went to our own bank instead of calling it a difference", async () => {
    await collections().stripe_movements.insertOne({ _id: "txn_payout", key: "po_1:payout", category: "payout", object_id: "po_1", amount: -70_000, fee: 0, currency: "usd", created_at: now });
    expect(await compareKept()).toMatchObject({ differences: [], outside: [{ category: "payout", currency: "usd", amount: -70_000 }] });
  });

  it("tells every admin of the same differences once, however many nights they stay", async () => {
    const admin = await aUser({ role: "admin" });
    const { bookings } = await soundBooks();
    await damages["missing entry"]?.do(bookings[0] ?? "");
    for (let night = 0; night < 3; night += 1) await compareKept();
    expect((await noticesOf(admin._id)).filter((notice) => notice.includes("between Stripe and our books"))).toHaveLength(1);
  });
});

describe("a run at Stripe", () => {
  it("agrees to the minor unit with a sale, a refund and a dispute, and names what was made by hand", async () => {
    const [kept, refunded, disputed] = [await aPaidSession(), await aPaidSession(), await aPaidSession()];
    await cancelTaughtBooking({ booking_id: refunded.booking._id, user: { id: refunded.booking.tutor_user_id, role: "tutor" }, now });
    for (const { _id } of await listRefundsOf(refunded.booking._id)) await executeRefund(_id, now);
    await control(`stripe/charges/${disputed.intent_id}/dispute`, "POST", {});
    const hint = (type: string, object_id: string) => ({ _id: `evt_${object_id}`, type, object_id, livemode: false, status: "pending", attempts: 1, run_at: now, last_error: null, received_at: now, done_at: null }) as const;
    const [dispute] = (await stripe().disputes.list({ payment_intent: disputed.intent_id })).data;
    await processEvent(hint("charge.dispute.created", dispute?.id ?? ""), now);
    for (const { payment } of [kept, refunded, disputed]) {
      const charge = payment.stripe_charge_id ?? "";
      await expect.poll(async () => (await stripe().charges.retrieve(charge)).balance_transaction, { timeout: 10_000 }).not.toBeNull();
      await processEvent(hint("charge.updated", charge), now);
    }
    await startReconciliation({ started_by: "user_1", is_full: true, now: later });
    const clean = await workOnReconciliation({ budget_ms: 30_000, now: later });
    expect(clean).toMatchObject({ status: "done", entries: 8 });
    // Other tests pay at the same emulator: what is theirs is foreign here.
    expect(clean?.differences.filter(({ kind, booking_id }) => kind !== "foreign_object" || booking_id !== null)).toEqual([]);
    for (const { payment } of [kept, refunded, disputed]) expect(clean?.differences.map(({ object_id }) => object_id)).not.toContain(payment.stripe_charge_id);

    const foreign = await stripe().refunds.create({ payment_intent: kept.intent_id, amount: 100 });
    await collections().ledger_entries.deleteOne({ source: `payment:${kept.payment._id}:captured` });
    await startReconciliation({ started_by: "user_1", is_full: false, now: new Date(later.getTime() + 86_400_000) });
    const run = await workOnReconciliation({ budget_ms: 30_000, now: new Date(later.getTime() + 86_400_000) });
    const found = run?.differences.map(({ kind, object_id }) => `${kind} ${object_id}`);
    expect(found).toContain(`foreign_object ${foreign.id}`);
    expect(found).toContain(`missing_entry ${kept.payment.stripe_charge_id}`);
  });

  it("is one at a time, goes on where it was left, and says why it failed", async () => {
    const starting = Array.from({ length: 5 }, () => startReconciliation({ started_by: "user_1", is_full: true, now: later }));
    const outcomes = await Promise.allSettled(starting);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await workOnReconciliation({ budget_ms: 0, now: later })).toMatchObject({ status: "running", stage: "reading_stripe" });
    await control("faults", "POST", { emulator: "stripe", method: "GET", path: "/v1/balance_transactions", kind: "status", status: 500, times: 3 });
    await expect(workOnReconciliation({ budget_ms: 30_000, now: later })).rejects.toThrow();
    expect((await listRuns(1))[0]).toMatchObject({ status: "failed", failure: expect.any(String) as string });
    await startReconciliation({ started_by: "user_1", is_full: true, now: later });
    expect(await workOnReconciliation({ budget_ms: 30_000, now: later })).toMatchObject({ status: "done" });
  });

  it("is taken over from a process that was killed", async () => {
    await startReconciliation({ started_by: "user_1", is_full: true, now });
    await collections().reconciliations.updateOne({ is_running: true }, { $set: { leased_until: new Date(now.getTime() + 50_000) } });
    expect(await workOnReconciliation({ budget_ms: 30_000, now })).toBeNull();
    expect(await workOnReconciliation({ budget_ms: 30_000, now: later })).toMatchObject({ status: "done" });
  });

  it("begins by itself once a night", async () => {
    const at = (iso: string) => reconcileNightly(new Date(iso));
    expect(await at("2027-02-03T02:59:00Z")).toBe("Not due");
    expect(await at("2027-02-03T03:00:00Z")).toContain("movements");
    expect(await at("2027-02-03T03:01:00Z")).toBe("Not due");
    expect(await at("2027-02-04T03:30:00Z")).toContain("differences");
    expect(await listRuns(10)).toHaveLength(2);
  });
});

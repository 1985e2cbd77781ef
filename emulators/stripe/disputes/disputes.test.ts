import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, payWith, startForTest } from "../testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(() => emulator.control("reset"));
afterAll(() => emulator.close());

const pay = (amount = 10_000, card = "pm_card_visa") => payWith(stripe, card, { amount, capture_method: "automatic" });
const dispute = async (id: string, body: object = {}) =>
  ((await emulator.control(`stripe/charges/${id}/dispute`, body)) as { dispute: Stripe.Dispute }).dispute;
const decide = (id: string, outcome: string) => emulator.control(`stripe/disputes/${id}/close`, { outcome });
const later = (milliseconds: number) => emulator.control("clock", { advance_ms: milliseconds });
const types = async () => (await stripe.events.list({ types: ["charge.dispute.*", "radar.*"], limit: 100 })).data.map(({ type }) => type).reverse();
const total = async () => (await stripe.balanceTransactions.list({ limit: 100 })).data.reduce((sum, { net }) => sum + net, 0);
const day = 86_400_000;

describe("a dispute", () => {
  it("takes the money and a fee at once, and marks the charge", async () => {
    const paid = await pay();
    const opened = await dispute(paid.id, { reason: "product_not_received" });
    expect(opened).toMatchObject({
      amount: 10_000,
      charge: paid.latest_charge,
      payment_intent: paid.id,
      reason: "product_not_received",
      status: "needs_response",
      is_charge_refundable: false,
      evidence_details: { has_evidence: false, submission_count: 0, past_due: false },
      balance_transactions: [{ type: "adjustment", reporting_category: "dispute", amount: -10_000, fee: 1500, net: -11_500, source: opened.id }],
    });
    expect(await stripe.charges.retrieve(paid.latest_charge as string)).toMatchObject({ disputed: true, refunded: false });
    expect(await types()).toEqual(["charge.dispute.created", "charge.dispute.funds_withdrawn"]);
    expect(await total()).toBe(9680 - 11_500);
    expect((await stripe.disputes.list({ payment_intent: paid.id })).data).toMatchObject([{ id: opened.id }]);
  });

  it("is about what was not refunded yet, and then no refund is possible", async () => {
    const paid = await pay();
    await stripe.refunds.create({ payment_intent: paid.id, amount: 4000 });
    expect((await dispute(paid.id)).amount).toBe(6000);
    expect(await failureOf(stripe.refunds.create({ payment_intent: paid.id }))).toMatchObject({ statusCode: 400, code: "charge_disputed" });
    await expect(dispute(paid.id)).rejects.toThrow("disputed already");
  });

  it("won brings the amount back and not the fee", async () => {
    const paid = await pay();
    const { id } = await dispute(paid.id);
    await decide(id, "won");
    const won = await stripe.disputes.retrieve(id);
    expect(won).toMatchObject({
      status: "won",
      balance_transactions: [
        { amount: -10_000, fee: 1500 },
        { amount: 10_000, fee: 0, reporting_category: "dispute_reversal" },
      ],
    });
    expect((await types()).slice(2)).toEqual(["charge.dispute.closed", "charge.dispute.funds_reinstated"]);
    expect(await total()).toBe(9680 - 1500);
    expect((await stripe.refunds.create({ payment_intent: paid.id })).amount).toBe(10_000);
  });

  it("lost leaves the money away, and is decided once", async () => {
    const { id } = await dispute((await pay()).id);
    await decide(id, "lost");
    expect((await stripe.disputes.retrieve(id)).status).toBe("lost");
    expect((await types()).slice(2)).toEqual(["charge.dispute.closed"]);
    await expect(decide(id, "won")).rejects.toThrow("closed already");
    expect(await total()).toBe(9680 - 11_500);
  });

  it("takes evidence until it is submitted", async () => {
    const { id } = await dispute((await pay()).id);
    const staged = await stripe.disputes.update(id, { evidence: { product_description: "Piano lesson" }, submit: false, metadata: { booking_id: "bk_1" } });
    expect(staged).toMatchObject({
      status: "needs_response",
      evidence: { product_description: "Piano lesson" },
      evidence_details: { has_evidence: true, submission_count: 0 },
    });
    const submitted = await stripe.disputes.update(id, { evidence: { service_date: "2027-05-03" } });
    expect(submitted).toMatchObject({
      status: "under_review",
      evidence: { product_description: "Piano lesson", service_date: "2027-05-03" },
      evidence_details: { submission_count: 1, submission_method: "manual" },
      metadata: { booking_id: "bk_1" },
    });
    expect((await failureOf(stripe.disputes.update(id, { evidence: { receipt: "x" } }))).message).toContain("submitted already");
    expect((await stripe.disputes.update(id, { metadata: { late: "yes" } })).metadata).toEqual({ booking_id: "bk_1", late: "yes" });
    expect(await failureOf(stripe.disputes.update(id, { evidence: { colour: "red" } as never }))).toMatchObject({
      code: "parameter_unknown",
      param: "evidence[colour]",
    });
    await decide(id, "won");
    expect((await stripe.disputes.retrieve(id)).status).toBe("won");
  });

  it.each([
    ["winning_evidence", "won"],
    ["losing_evidence", "lost"],
    ["She was there.", "under_review"],
  ])("with the evidence %s is %s", async (uncategorized_text, status) => {
    const { id } = await dispute((await pay()).id);
    await stripe.disputes.update(id, { evidence: { uncategorized_text } });
    await later(2000);
    expect((await stripe.disputes.retrieve(id)).status).toBe(status);
  });

  it("that nobody answers is lost on its due day, and one that is accepted at once", async () => {
    const [late, accepted] = [await dispute((await pay()).id), await dispute((await pay()).id)];
    expect((await stripe.disputes.close(accepted.id)).status).toBe("lost");
    await later(8 * day);
    expect((await stripe.disputes.retrieve(late.id)).status).toBe("needs_response");
    await later(2 * day);
    expect(await stripe.disputes.retrieve(late.id)).toMatchObject({ status: "lost", evidence_details: { past_due: true } });
    expect((await failureOf(stripe.disputes.close(late.id))).message).toContain("closed (lost)");
  });

  it("that only inquires takes no money, and lets it be refunded", async () => {
    const paid = await pay();
    const { id } = await dispute(paid.id, { inquiry: true });
    expect(await stripe.disputes.retrieve(id)).toMatchObject({ status: "warning_needs_response", is_charge_refundable: true, balance_transactions: [] });
    expect((await stripe.refunds.create({ payment_intent: paid.id })).status).toBe("succeeded");
    await decide(id, "won");
    expect((await stripe.disputes.retrieve(id)).status).toBe("warning_closed");
    expect(await types()).toEqual(["charge.dispute.created", "charge.dispute.closed"]);
  });

  it.each([
    ["pm_card_createDispute", "fraudulent", "needs_response"],
    ["pm_card_createDisputeProductNotReceived", "product_not_received", "needs_response"],
    ["pm_card_createDisputeInquiry", "general", "warning_needs_response"],
  ])("comes of itself of %s", async (card, reason, status) => {
    const paid = await pay(10_000, card);
    expect(paid.status).toBe("succeeded");
    await later(1500);
    expect((await stripe.disputes.list({ charge: paid.latest_charge as string })).data).toMatchObject([{ reason, status }]);
  });

  it("of what was never paid, of more than was paid, or of nothing at all, is refused", async () => {
    await failureOf(pay(10_000, "pm_card_chargeDeclined"));
    const [declined] = (await stripe.charges.list()).data;
    await expect(dispute(declined!.id)).rejects.toThrow("took no money");
    await expect(dispute("ch_nothing")).rejects.toThrow("no charge");
    await expect(dispute((await pay(1000)).id, { amount: 1001 })).rejects.toThrow("more than was charged");
    expect((await stripe.disputes.list()).data).toEqual([]);
  });
});

describe("an early fraud warning", () => {
  it("says that there is still something to do, until it was done", async () => {
    const paid = await pay();
    await emulator.control(`stripe/charges/${paid.id}/early-fraud-warning`);
    const [warning] = (await stripe.radar.earlyFraudWarnings.list({ payment_intent: paid.id })).data;
    expect(warning).toMatchObject({ actionable: true, charge: paid.latest_charge, payment_intent: paid.id });
    await stripe.refunds.create({ payment_intent: paid.id, amount: 1 });
    expect((await stripe.radar.earlyFraudWarnings.retrieve(warning!.id)).actionable).toBe(true);
    await stripe.refunds.create({ payment_intent: paid.id });
    expect((await stripe.radar.earlyFraudWarnings.retrieve(warning!.id)).actionable).toBe(false);
    expect(await types()).toEqual(["radar.early_fraud_warning.created", "radar.early_fraud_warning.updated"]);
  });

  it("comes of itself of its test card", async () => {
    const paid = await pay(10_000, "pm_card_createIssuerFraudRecord");
    await later(1500);
    expect((await stripe.radar.earlyFraudWarnings.list({ charge: paid.latest_charge as string })).data).toHaveLength(1);
  });
});

describe("a refund that the bank sends back", () => {
  it("is failed by a control, once, and leaves the charge to be refunded again", async () => {
    const paid = await pay();
    const refund = await stripe.refunds.create({ payment_intent: paid.id });
    await emulator.control(`stripe/refunds/${refund.id}/fail`, { reason: "lost_or_stolen_card" });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: "failed", failure_reason: "lost_or_stolen_card" });
    await later(5000);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe("failed");
    await expect(emulator.control(`stripe/refunds/${refund.id}/fail`)).rejects.toThrow("failed already");
    expect(await total()).toBe(9680);
    expect((await stripe.refunds.create({ payment_intent: paid.id })).amount).toBe(10_000);
    const told = (await stripe.events.list({ types: ["refund.*", "charge.refund.updated"] })).data.map(({ type }) => type);
    for (const type of ["refund.created", "refund.updated", "refund.failed", "charge.refund.updated"]) expect(told).toContain(type);
  });
});

describe("a card that can be saved and not charged", () => {
  it("is attached, and then declined", async () => {
    const customer = await stripe.customers.create({});
    const saved = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customer.id });
    expect(await failureOf(payWith(stripe, saved.id, { customer: customer.id, off_session: true }))).toMatchObject({
      code: "card_declined",
      decline_code: "generic_decline",
    });
    expect(await failureOf(stripe.paymentMethods.attach("pm_card_chargeDeclined", { customer: customer.id }))).toMatchObject({ code: "card_declined" });
  });
});

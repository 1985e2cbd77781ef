import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { onboardedAccount } from "../accounts/testing.ts";
import { failureOf, payWith, startForTest } from "../testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

const midnight = Date.UTC(2027, 4, 3) / 1000;
const hour = 3_600_000;
const day = 24 * hour;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(async () => {
  await emulator.control("reset");
  await emulator.control("clock", { set_to: new Date(midnight * 1000 + 9 * hour).toISOString() });
});
afterAll(() => emulator.close());

const later = (milliseconds: number) => emulator.control("clock", { advance_ms: milliseconds });
const as = (account: Stripe.Account) => ({ stripeAccount: account.id });
const typesOf = async (account: Stripe.Account) =>
  (await stripe.events.list({ type: "payout.*", limit: 100 }, as(account))).data.map(({ type }) => type).reverse();
const available = async (options: Stripe.RequestOptions = {}) => (await stripe.balance.retrieve({}, options)).available[0]?.amount;

/** Money of one charge, passed on to the coach; available in two days. */
async function earn(coach: Stripe.Account, amount: number): Promise<void> {
  const paid = await payWith(stripe, "pm_card_visa", { amount: 10_000, capture_method: "automatic" });
  await stripe.transfers.create({ amount, currency: "usd", destination: coach.id, source_transaction: paid.latest_charge as string });
}

describe("an automatic payout", () => {
  it("goes out the night after the money is available, and arrives a day later", async () => {
    const coach = await onboardedAccount(emulator);
    await earn(coach, 9000);
    await earn(coach, 1500);
    await later(2 * day);
    expect(await available(as(coach))).toBe(10_500);
    await later(day);
    const [payout] = (await stripe.payouts.list({}, as(coach))).data;
    expect(payout).toMatchObject({
      amount: 10_500,
      currency: "usd",
      automatic: true,
      status: "in_transit",
      created: midnight + 3 * 86_400,
      arrival_date: midnight + 4 * 86_400,
    });
    expect(payout?.destination).toBe(coach.external_accounts?.data[0]?.id);
    expect(await available(as(coach))).toBe(0);
    await later(day);
    expect((await stripe.payouts.retrieve(payout!.id, {}, as(coach))).status).toBe("paid");
    expect(await typesOf(coach)).toEqual(["payout.created", "payout.updated", "payout.paid", "payout.reconciliation_completed"]);
  });

  it("names the movements that it sweeps up, which add up to it", async () => {
    const coach = await onboardedAccount(emulator);
    await earn(coach, 9000);
    await later(3 * day);
    await earn(coach, 700);
    await later(3 * day);
    const payouts = (await stripe.payouts.list({}, as(coach))).data;
    expect(payouts.map(({ amount }) => amount)).toEqual([700, 9000]);
    const swept = await stripe.balanceTransactions.list({ payout: payouts[1]!.id }, as(coach));
    expect(swept.data.map(({ type, net }) => [type, net])).toEqual([
      ["payout", -9000],
      ["payment", 9000],
    ]);
  });

  it("is made once a day, however many days the clock jumps at once", async () => {
    const coach = await onboardedAccount(emulator);
    for (let i = 0; i < 3; i++) {
      await earn(coach, 1000);
      await later(day);
    }
    await later(30 * day);
    const payouts = (await stripe.payouts.list({ limit: 100 }, as(coach))).data;
    expect(payouts.map(({ amount, status, created }) => [amount, status, (created - midnight) / 86_400])).toEqual([
      [1000, "paid", 5],
      [1000, "paid", 4],
      [1000, "paid", 3],
    ]);
  });

  it("waits while Stripe wants to know more, and goes when it does", async () => {
    const coach = await onboardedAccount(emulator);
    await earn(coach, 9000);
    await emulator.control(`stripe/accounts/${coach.id}/requirements`, { past_due: ["individual.id_number"] });
    await later(10 * day);
    expect((await stripe.payouts.list({}, as(coach))).data).toEqual([]);
    await emulator.control(`stripe/accounts/${coach.id}/requirements`, {});
    await later(day);
    expect((await stripe.payouts.list({}, as(coach))).data).toMatchObject([{ amount: 9000 }]);
  });

  it("is not made for an account that pays itself out", async () => {
    const coach = await onboardedAccount(emulator, { settings: { payouts: { schedule: { interval: "manual" } } } });
    await earn(coach, 9000);
    await later(10 * day);
    expect((await stripe.payouts.list({}, as(coach))).data).toEqual([]);
    expect(await available(as(coach))).toBe(9000);
  });
});

describe("a payout that fails", () => {
  it("puts the money back and stops the bank account; a new one lets the next payout recover it", async () => {
    const coach = await onboardedAccount(emulator, { account_number: "000111111113" });
    await earn(coach, 9000);
    await later(4 * day);
    const [failed] = (await stripe.payouts.list({}, as(coach))).data;
    expect(failed).toMatchObject({ status: "failed", failure_code: "account_closed", failure_message: "The bank account has been closed." });
    expect(await stripe.balanceTransactions.retrieve(failed!.failure_balance_transaction as string, {}, as(coach))).toMatchObject({
      type: "payout_failure",
      amount: 9000,
    });
    expect(await available(as(coach))).toBe(9000);
    expect(await stripe.accounts.retrieve(coach.id)).toMatchObject({
      payouts_enabled: false,
      charges_enabled: true,
      requirements: { currently_due: ["external_account"], past_due: [] },
      external_accounts: { data: [{ status: "errored" }] },
    });
    await later(3 * day);
    expect((await stripe.payouts.list({}, as(coach))).data).toHaveLength(1);

    await emulator.control(`stripe/accounts/${coach.id}/bank-account`, {});
    expect((await stripe.accounts.retrieve(coach.id)).payouts_enabled).toBe(true);
    await later(2 * day);
    expect((await stripe.payouts.list({}, as(coach))).data.map(({ status, amount }) => [status, amount])).toEqual([
      ["paid", 9000],
      ["failed", 9000],
    ]);
    expect(await available(as(coach))).toBe(0);
    expect(await typesOf(coach)).toContain("payout.failed");
  });

  it("may fail by a control, also after it was paid, and only once", async () => {
    const coach = await onboardedAccount(emulator);
    await earn(coach, 9000);
    await later(5 * day);
    const [paid] = (await stripe.payouts.list({}, as(coach))).data;
    expect(paid?.status).toBe("paid");
    await emulator.control(`stripe/payouts/${paid!.id}/fail`, { code: "no_account" });
    expect(await stripe.payouts.retrieve(paid!.id, {}, as(coach))).toMatchObject({ status: "failed", failure_code: "no_account" });
    await expect(emulator.control(`stripe/payouts/${paid!.id}/fail`)).rejects.toThrow("failed already");
    await expect(emulator.control("stripe/payouts/po_nothing/fail")).rejects.toThrow("no payout");
    expect(await available(as(coach))).toBe(9000);
  });
});

describe("a payout by hand", () => {
  it("takes what is available and no more", async () => {
    await payWith(stripe, "pm_card_bypassPending", { amount: 10_000, capture_method: "automatic" });
    expect(await failureOf(stripe.payouts.create({ amount: 9681, currency: "usd" }))).toMatchObject({ code: "balance_insufficient" });
    const payout = await stripe.payouts.create({ amount: 9000, currency: "usd", metadata: { month: "2027-05" } });
    expect(payout).toMatchObject({ status: "pending", automatic: false, metadata: { month: "2027-05" } });
    expect(await available()).toBe(680);
    await later(day);
    expect((await stripe.payouts.retrieve(payout.id)).status).toBe("paid");
    expect((await stripe.events.list({ type: "payout.*" })).data.map(({ type }) => type).sort()).toEqual(["payout.created", "payout.paid", "payout.updated"]);
  });

  it("is taken once where two are asked for at the same time", async () => {
    await payWith(stripe, "pm_card_bypassPending", { amount: 10_000, capture_method: "automatic" });
    const calls = await Promise.allSettled(Array.from({ length: 4 }, () => stripe.payouts.create({ amount: 6000, currency: "usd" })));
    expect(calls.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await available()).toBe(3680);
  });

  it("is canceled while it has not left", async () => {
    await payWith(stripe, "pm_card_bypassPending", { amount: 10_000, capture_method: "automatic" });
    const first = await stripe.payouts.create({ amount: 9000, currency: "usd" });
    expect((await stripe.payouts.cancel(first.id)).status).toBe("canceled");
    expect(await available()).toBe(9680);
    const second = await stripe.payouts.create({ amount: 9000, currency: "usd" });
    await later(2 * hour);
    expect((await failureOf(stripe.payouts.cancel(second.id))).message).toContain("status of in_transit");
    expect((await stripe.payouts.list({ status: "canceled" })).data.map(({ id }) => id)).toEqual([first.id]);
  });

  it("needs a bank account that works, of the account itself", async () => {
    const coach = await onboardedAccount(emulator, { settings: { payouts: { schedule: { interval: "manual" } } } });
    const other = await onboardedAccount(emulator);
    await earn(coach, 9000);
    await later(2 * day);
    const elsewhere = other.external_accounts?.data[0]?.id ?? "";
    expect(await failureOf(stripe.payouts.create({ amount: 1000, currency: "usd", destination: elsewhere }, as(coach)))).toMatchObject({
      param: "destination",
    });
    const payout = await stripe.payouts.create({ amount: 1000, currency: "usd", expand: ["destination"] }, as(coach));
    expect(payout.destination).toMatchObject({ object: "bank_account", account: coach.id });
    await emulator.control(`stripe/payouts/${payout.id}/fail`);
    expect(await failureOf(stripe.payouts.create({ amount: 1000, currency: "usd" }, as(coach)))).toMatchObject({ code: "payouts_not_allowed" });
  });
});

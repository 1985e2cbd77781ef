import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachAccount, onboardedAccount } from "../accounts/testing.ts";
import { failureOf, payWith, startForTest } from "../testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;
let coach: Stripe.Account;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(async () => {
  await emulator.control("reset");
  coach = await onboardedAccount(emulator, { settings: { payouts: { schedule: { interval: "manual" } } } });
});
afterAll(() => emulator.close());

/** The charge of a paid booking. */
async function charged(amount = 10_000, more: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<string> {
  return (await payWith(stripe, "pm_card_visa", { amount, transfer_group: "bk_1", ...more })).latest_charge as string;
}

async function funds(stripeAccount?: string, currency = "usd"): Promise<[available: number, pending: number]> {
  const balance = await stripe.balance.retrieve({}, stripeAccount ? { stripeAccount } : {});
  const amountIn = (parts: { amount: number; currency: string }[]) => parts.find((part) => part.currency === currency)?.amount ?? 0;
  return [amountIn(balance.available), amountIn(balance.pending)];
}

const transfer = (amount: number, more: Partial<Stripe.TransferCreateParams> = {}) =>
  stripe.transfers.create({ amount, currency: "usd", destination: coach.id, ...more });
const days = (count: number) => emulator.control("clock", { advance_ms: count * 86_400_000 });

describe("the balance", () => {
  it("holds what was charged less the fee, pending until two days have passed", async () => {
    expect(await funds()).toEqual([0, 0]);
    await charged(10_000, { capture_method: "automatic" });
    expect(await funds()).toEqual([0, 9680]);
    await days(2);
    expect(await funds()).toEqual([9680, 0]);
  });

  it("is what its movements add up to", async () => {
    const charge = await charged(10_000, { capture_method: "automatic" });
    await transfer(9000, { source_transaction: charge });
    await stripe.refunds.create({ charge, amount: 2500 });
    const movements = await stripe.balanceTransactions.list({ limit: 100 });
    expect(movements.data.map(({ type, net, fee }) => [type, net, fee])).toEqual([
      ["refund", -2500, 0],
      ["transfer", -9000, 0],
      ["charge", 9680, 320],
    ]);
    const sum = movements.data.reduce((total, { net }) => total + net, 0);
    expect(await funds()).toEqual([0, sum]);
  });

  it("goes below zero where a refund takes more than is there", async () => {
    const charge = await charged(10_000, { payment_method: "pm_card_bypassPending", capture_method: "automatic" });
    await transfer(9680);
    await stripe.refunds.create({ charge });
    expect(await funds()).toEqual([-10_000, 0]);
  });
});

describe("a transfer", () => {
  it("passes on the money of its charge, before it is available", async () => {
    const charge = await charged();
    const made = await transfer(9000, { source_transaction: charge, metadata: { booking_id: "bk_1" }, description: "Piano lesson" });
    expect(made).toMatchObject({
      amount: 9000,
      amount_reversed: 0,
      destination: coach.id,
      source_transaction: charge,
      transfer_group: "bk_1",
      reversed: false,
      reversals: { data: [], total_count: 0 },
      metadata: { booking_id: "bk_1" },
    });
    expect(await funds(coach.id)).toEqual([0, 9000]);
    await days(2);
    expect(await funds(coach.id)).toEqual([9000, 0]);
    const [event] = (await stripe.events.list({ type: "transfer.created" })).data;
    expect(event).toMatchObject({ data: { object: { id: made.id } } });
    expect(event?.account).toBeUndefined();
  });

  it("is a payment in the books of its receiver, where both name each other", async () => {
    const made = await transfer(9000, { source_transaction: await charged() });
    const [payment] = (await stripe.charges.list({}, { stripeAccount: coach.id })).data;
    expect(payment).toMatchObject({ id: made.destination_payment, amount: 9000, source_transfer: made.id, paid: true, transfer_group: "bk_1" });
    const [movement] = (await stripe.balanceTransactions.list({}, { stripeAccount: coach.id })).data;
    expect(movement).toMatchObject({ type: "payment", amount: 9000, fee: 0, net: 9000, source: payment?.id });
    const expanded = await stripe.transfers.retrieve(made.id, {
      expand: ["destination", "destination_payment", "balance_transaction.source", "source_transaction"],
    });
    expect(expanded).toMatchObject({
      destination: { id: coach.id, object: "account" },
      destination_payment: { id: payment?.id },
      balance_transaction: { type: "transfer", amount: -9000, source: { id: made.id } },
      source_transaction: { object: "charge" },
    });
  });

  it("takes no more out of one charge than was charged, also in parallel pieces", async () => {
    const charge = await charged();
    await transfer(6000, { source_transaction: charge });
    expect(await failureOf(transfer(4001, { source_transaction: charge }))).toMatchObject({
      statusCode: 400,
      param: "amount",
      message:
        "Transfers using this transaction as a source must not exceed the source amount of $100.00. (There is already a transfer using this source, amounting to $60.00.)",
    });
    const pieces = await Promise.allSettled(Array.from({ length: 5 }, () => transfer(1000, { source_transaction: charge })));
    expect(pieces.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    expect((await funds(coach.id))[1]).toBe(10_000);
  });

  it("without a charge needs money that is available", async () => {
    await charged(10_000, { capture_method: "automatic" });
    expect(await failureOf(transfer(5000))).toMatchObject({ statusCode: 400, code: "balance_insufficient" });
    await days(2);
    expect((await transfer(9680)).transfer_group).toBeNull();
    expect(await failureOf(transfer(1))).toMatchObject({ code: "balance_insufficient" });
    expect(await funds()).toEqual([0, 0]);
  });

  it.each<[object, object]>([
    [{ amount: 0 }, { param: "amount" }],
    [{ amount: 10.5 }, { code: "parameter_invalid_integer", param: "amount" }],
    [
      { currency: "eur" },
      { param: "currency", message: "The currency of source_transaction's balance transaction (usd) must be the same as the transfer currency (eur)" },
    ],
    [{ destination: "acct_nobody" }, { code: "resource_missing", param: "destination", message: "No such destination: 'acct_nobody'" }],
    [{ source_transaction: "ch_nothing" }, { code: "resource_missing", param: "source_transaction" }],
    [{ colour: "red" }, { code: "parameter_unknown" }],
  ])("refuses %j, and moves nothing", async (params, failure) => {
    const source_transaction = await charged(10_000, { capture_method: "automatic" });
    expect(await failureOf(transfer(1000, { source_transaction, ...params }))).toMatchObject({ statusCode: 400, ...failure });
    expect(await funds()).toEqual([0, 9680]);
    expect((await stripe.transfers.list()).data).toEqual([]);
  });

  it("goes to nobody whom Stripe does not let receive money", async () => {
    const fresh = await stripe.accounts.create(coachAccount);
    const source_transaction = await charged();
    expect(await failureOf(transfer(1000, { source_transaction, destination: fresh.id }))).toMatchObject({ code: "insufficient_capabilities_for_transfer" });
    await emulator.control(`stripe/accounts/${coach.id}/requirements`, { past_due: ["individual.id_number"] });
    expect(await failureOf(transfer(1000, { source_transaction }))).toMatchObject({ code: "insufficient_capabilities_for_transfer" });
  });

  it("of a declined charge is refused", async () => {
    await failureOf(payWith(stripe, "pm_card_chargeDeclined"));
    const [declined] = (await stripe.charges.list()).data;
    expect(await failureOf(transfer(1000, { source_transaction: declined!.id }))).toMatchObject({ param: "source_transaction" });
  });

  it("is made once under one key", async () => {
    const source_transaction = await charged();
    const make = () =>
      stripe.transfers.create({ amount: 1000, currency: "usd", destination: coach.id, source_transaction }, { idempotencyKey: "transfer_bk_1" });
    const made = await Promise.all([make(), make(), make()]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await funds(coach.id))[1]).toBe(1000);
  });

  it("is listed by group and by receiver, and changed", async () => {
    const other = await onboardedAccount(emulator);
    const source_transaction = await charged();
    const first = await transfer(1000, { source_transaction });
    const second = await transfer(1000, { source_transaction, destination: other.id, transfer_group: "bk_2" });
    expect((await stripe.transfers.list({ transfer_group: "bk_1" })).data.map(({ id }) => id)).toEqual([first.id]);
    expect((await stripe.transfers.list({ destination: other.id })).data.map(({ id }) => id)).toEqual([second.id]);
    expect((await stripe.transfers.update(first.id, { metadata: { seen: "yes" } })).metadata).toEqual({ seen: "yes" });
    expect((await stripe.events.list({ type: "transfer.updated" })).data).toHaveLength(1);
    expect(await failureOf(stripe.transfers.retrieve("tr_nothing"))).toMatchObject({ statusCode: 404, code: "resource_missing" });
  });
});

describe("a reversal", () => {
  it("brings part of a transfer back, then the rest, and nothing more", async () => {
    const made = await transfer(9000, { source_transaction: await charged() });
    const part = await stripe.transfers.createReversal(made.id, { amount: 4000, metadata: { booking_id: "bk_1" } });
    expect(part).toMatchObject({ object: "transfer_reversal", amount: 4000, transfer: made.id, metadata: { booking_id: "bk_1" } });
    expect(await funds(coach.id)).toEqual([0, 5000]);
    expect(await funds()).toEqual([0, 9680 - 9000 + 4000]);
    expect(await failureOf(stripe.transfers.createReversal(made.id, { amount: 5001 }))).toMatchObject({
      param: "amount",
      message: "Transfer reversal amount ($50.01) is greater than unreversed amount on transfer ($50.00)",
    });
    const rest = await stripe.transfers.createReversal(made.id);
    const reversed = await stripe.transfers.retrieve(made.id);
    expect(reversed).toMatchObject({ amount_reversed: 9000, reversed: true });
    expect(reversed.reversals.data.map(({ id }) => id)).toEqual([rest.id, part.id]);
    expect((await failureOf(stripe.transfers.createReversal(made.id))).message).toContain("already been fully reversed");
    expect((await stripe.events.list({ type: "transfer.reversed" })).data).toHaveLength(2);
    expect((await stripe.balanceTransactions.list({ type: "transfer_refund" })).data.map(({ amount }) => amount)).toEqual([5000, 4000]);
    expect((await stripe.refunds.list({}, { stripeAccount: coach.id })).data).toMatchObject([
      { amount: 5000, source_transfer_reversal: rest.id },
      { amount: 4000 },
    ]);
  });

  it("needs the money to be there still, and moves nothing where it is not", async () => {
    const made = await transfer(9000, { source_transaction: await charged() });
    await days(2);
    await stripe.payouts.create({ amount: 8000, currency: "usd" }, { stripeAccount: coach.id });
    expect(await failureOf(stripe.transfers.createReversal(made.id))).toMatchObject({ statusCode: 400, code: "balance_insufficient" });
    expect(await funds(coach.id)).toEqual([1000, 0]);
    expect((await stripe.transfers.createReversal(made.id, { amount: 1000 })).amount).toBe(1000);
    expect(await funds(coach.id)).toEqual([0, 0]);
  });

  it("takes from a pending payment no money that another one brought", async () => {
    const first = await transfer(3000, { source_transaction: await charged() });
    await days(2);
    await stripe.payouts.create({ amount: 3000, currency: "usd" }, { stripeAccount: coach.id });
    const second = await transfer(2000, { source_transaction: await charged() });
    expect(await failureOf(stripe.transfers.createReversal(first.id, { amount: 1 }))).toMatchObject({ code: "balance_insufficient" });
    expect((await stripe.transfers.createReversal(second.id)).amount).toBe(2000);
  });

  it("is found again, listed and changed", async () => {
    const made = await transfer(9000, { source_transaction: await charged() });
    const reversals = [await stripe.transfers.createReversal(made.id, { amount: 1 }), await stripe.transfers.createReversal(made.id, { amount: 2 })];
    expect((await stripe.transfers.listReversals(made.id, { limit: 1 })).data.map(({ id }) => id)).toEqual([reversals[1]?.id]);
    expect((await stripe.transfers.updateReversal(made.id, reversals[0]!.id, { metadata: { seen: "yes" } })).metadata).toEqual({ seen: "yes" });
    expect((await stripe.transfers.retrieveReversal(made.id, reversals[0]!.id)).metadata).toEqual({ seen: "yes" });
    const other = await transfer(1, { source_transaction: await charged() });
    expect(await failureOf(stripe.transfers.retrieveReversal(other.id, reversals[0]!.id))).toMatchObject({ statusCode: 404 });
  });
});

import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onboardedAccount } from "../accounts/testing.ts";
import { failureOf, payWith, startForTest } from "../testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
afterAll(() => emulator.close());

const commands = Number(process.env.STRIPE_EMULATOR_COMMANDS ?? 120);

/** Numbers that look like chance and are the same each time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe.each([1, 2, 3])("whatever is done, with seed %i", (seed) => {
  it(`no money appears or disappears in ${commands} commands`, async () => {
    await emulator.control("reset");
    const next = chance(seed);
    const below = (limit: number) => Math.floor(next() * limit);
    const coaches = [await onboardedAccount(emulator), await onboardedAccount(emulator, { account_number: "000111111113" })];
    const intents: Stripe.PaymentIntent[] = [];
    const transfers: Stripe.Transfer[] = [];
    const some = <T>(list: T[]): T | undefined => list[below(list.length)];

    const moves: (() => Promise<unknown>)[] = [
      async () =>
        intents.push(
          await payWith(stripe, some(["pm_card_visa", "pm_card_refundFail", "pm_card_bypassPending", "pm_card_createDispute"]) ?? "", {
            amount: 1000 + below(9000),
          }),
        ),
      async () => failureOf(payWith(stripe, "pm_card_chargeDeclined")),
      async () => stripe.refunds.create({ payment_intent: some(intents)?.id ?? "", amount: 1 + below(3000) }),
      async () =>
        transfers.push(
          await stripe.transfers.create({
            amount: 1 + below(5000),
            currency: "usd",
            destination: some(coaches)?.id ?? "",
            source_transaction: (some(intents)?.latest_charge as string | undefined) ?? "",
          }),
        ),
      async () => transfers.push(await stripe.transfers.create({ amount: 1 + below(2000), currency: "usd", destination: some(coaches)?.id ?? "" })),
      async () => stripe.transfers.createReversal(some(transfers)?.id ?? "", { amount: 1 + below(2000) }),
      async () => stripe.payouts.create({ amount: 1 + below(2000), currency: "usd" }),
      async () => emulator.control(`stripe/charges/${some(intents)?.id}/dispute`),
      async () => emulator.control(`stripe/disputes/${some((await stripe.disputes.list()).data)?.id}/close`, { outcome: next() < 0.5 ? "won" : "lost" }),
      async () => emulator.control("clock", { advance_ms: below(3) * 40_000_000 }),
    ];
    let carried_out = 0;
    for (let i = 0; i < commands; i++) {
      // Much of it is refused, as it must be: over-refunds, empty accounts, what is closed already.
      const done = await moves[i < 5 ? 0 : below(moves.length)]!().then(
        () => true,
        () => false,
      );
      if (done) carried_out += 1;
    }
    expect(carried_out).toBeGreaterThan(commands / 3);
    await emulator.control("clock", { advance_ms: 3 * 86_400_000 });

    const books = [{}, ...coaches.map(({ id }) => ({ stripeAccount: id }))];
    const movements = await Promise.all(books.map((options) => stripe.balanceTransactions.list({ limit: 100 }, options).autoPagingToArray({ limit: 10_000 })));
    const all = movements.flat();
    const sum = (wanted: (movement: Stripe.BalanceTransaction) => boolean, what: "net" | "amount" | "fee" = "amount") =>
      all.filter(wanted).reduce((total, movement) => total + movement[what], 0);
    const ofType = (...types: string[]) => sum(({ type }) => types.includes(type));

    // Between the platform and its coaches nothing is lost.
    expect(ofType("transfer", "payment", "transfer_refund", "payment_refund")).toBe(0);
    // What is left is what came in less what went out.
    const cameIn =
      ofType("charge") +
      ofType("refund", "refund_failure") +
      ofType("adjustment") +
      ofType("payout", "payout_failure", "payout_cancel") -
      sum(() => true, "fee");
    expect(sum(() => true, "net")).toBe(cameIn);
    for (const [at, options] of books.entries()) {
      const balance = await stripe.balance.retrieve({}, options);
      const shown = [...balance.available, ...balance.pending].reduce((total, { amount }) => total + amount, 0);
      expect(shown).toBe(movements[at]!.reduce((total, { net }) => total + net, 0));
    }

    // Each object agrees with its movements.
    const charges = await stripe.charges.list({ limit: 100, expand: ["data.refunds"] }).autoPagingToArray({ limit: 10_000 });
    for (const charge of charges) {
      const refunded = (charge.refunds?.data ?? []).filter(({ status }) => status !== "failed").reduce((total, { amount }) => total + amount, 0);
      if ((charge.refunds?.data.length ?? 0) < 10) expect(charge.amount_refunded).toBe(refunded);
      expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount);
    }
    for (const { id } of transfers) {
      const transfer = await stripe.transfers.retrieve(id);
      expect(transfer.amount_reversed).toBe((await stripe.transfers.listReversals(id, { limit: 100 })).data.reduce((total, { amount }) => total + amount, 0));
    }
  });
});

import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differencesFrom } from "./declared-shapes.ts";
import { failureOf, payWith, startForTest, startReceiver } from "./testing.ts";
import { onboardedAccount } from "./accounts/testing.ts";

/** Where the installed package declares what the API answers, by the object's own word for itself. */
const declarations: Record<string, [file: string, name: string]> = {
  account: ["Accounts.d.ts", "Account"],
  account_link: ["AccountLinks.d.ts", "AccountLink"],
  application: ["Applications.d.ts", "Application"],
  balance: ["Balance.d.ts", "Balance"],
  balance_transaction: ["BalanceTransactions.d.ts", "BalanceTransaction"],
  bank_account: ["BankAccounts.d.ts", "BankAccount"],
  capability: ["Capabilities.d.ts", "Capability"],
  charge: ["Charges.d.ts", "Charge"],
  customer: ["Customers.d.ts", "Customer"],
  dispute: ["Disputes.d.ts", "Dispute"],
  event: ["Events.d.ts", "EventBase"],
  login_link: ["LoginLinks.d.ts", "LoginLink"],
  payment_intent: ["PaymentIntents.d.ts", "PaymentIntent"],
  payment_method: ["PaymentMethods.d.ts", "PaymentMethod"],
  payout: ["Payouts.d.ts", "Payout"],
  "radar.early_fraud_warning": ["Radar/EarlyFraudWarnings.d.ts", "EarlyFraudWarning"],
  refund: ["Refunds.d.ts", "Refund"],
  transfer: ["Transfers.d.ts", "Transfer"],
  transfer_reversal: ["TransferReversals.d.ts", "TransferReversal"],
  webhook_endpoint: ["WebhookEndpoints.d.ts", "WebhookEndpoint"],
};

let emulator: Awaited<ReturnType<typeof startForTest>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
/** Every object that was seen, also as it was inside events. */
let seen: Map<string, object[]>;

beforeAll(async () => {
  emulator = await startForTest();
  receiver = await startReceiver();
  await emulator.control("stripe/webhook-endpoints", { urls: [receiver.url] });
  await emulator.control("stripe/webhook-faults", { hold: true });
  seen = Map.groupBy(await collect(emulator.stripe), kindOf);
});
afterAll(async () => {
  await emulator.close();
  await receiver.close();
});

describe("an object is as the package declares it: nothing missing, nothing undeclared, nothing of another type", () => {
  it.each(Object.keys(declarations))("%s", (kind) => {
    const objects = seen.get(kind) ?? [];
    expect(objects.length).toBeGreaterThan(0);
    expect(new Set(objects.flatMap((object) => differences(kind, object)))).toEqual(new Set());
  });

  it("and there is no kind beside", () => {
    expect([...seen.keys()].filter((kind) => !(kind in declarations))).toEqual([]);
  });

  it.each<[string, (charge: Stripe.Charge) => object, string]>([
    ["missing", ({ transfer_group: _left, ...rest }) => rest, "charge.transfer_group is missing"],
    ["undeclared", (charge) => ({ ...charge, transfer_gruop: null }), "charge.transfer_gruop is not declared"],
    ["of another type", (charge) => ({ ...charge, amount: "4000" }), 'charge.amount is "4000", not number'],
    ["no word that Stripe says", (charge) => ({ ...charge, status: 3 }), "charge.status"],
    ["missing inside", (charge) => ({ ...charge, outcome: { ...charge.outcome, type: undefined } }), "charge.outcome.type is missing"],
    ["wrong in a list", (charge) => ({ ...charge, refunds: { object: "list", has_more: false, url: "", data: [{ id: 1 }] } }), "charge.refunds.data[0].id"],
  ])("the check notices a field that is %s", (_what, spoil, difference) => {
    const [charge] = seen.get("charge") as Stripe.Charge[];
    expect(differences("charge", spoil(charge!)).join("\n")).toContain(difference);
  });
});

function differences(kind: string, object: object): string[] {
  const [file, name] = declarations[kind] ?? ["", ""];
  return differencesFrom(file, name, object).map((difference) => kind + difference.slice(name.length));
}

function kindOf(object: object): string {
  return String((object as { object: unknown }).object);
}

/** One life of everything, so that each object is seen in each of its states. */
async function collect(stripe: Stripe): Promise<object[]> {
  const answers = [...(await payments(stripe)), ...(await accounts(stripe)), ...(await moneyOut(stripe)), ...(await disputes(stripe))];
  // As they were sent, for the events of an account that went away can no longer be listed.
  await emulator.control("stripe/webhooks/flush");
  const events = receiver.received.map(({ event }) => event);
  return [...answers, ...events, ...events.map(({ data }) => data.object)];
}

async function payments(stripe: Stripe): Promise<object[]> {
  const customer = await stripe.customers.create({ shipping: { name: "Maya", address: { line1: "1 Road" } }, address: { city: "Pune" } });
  const created = await stripe.paymentIntents.create({ amount: 4000, currency: "usd" });
  const paid = await payWith(stripe, "pm_card_visa", { capture_method: "automatic", shipping: { name: "Maya", address: { line1: "1 Road" } } });
  const waiting = await payWith(stripe, "pm_card_authenticationRequired", { return_url: "https://example.com" });
  await failureOf(payWith(stripe, "pm_card_chargeDeclined"));
  await payWith(stripe, "pm_usBankAccount_processing", { automatic_payment_methods: undefined as never, allowed_payment_method_types: ["us_bank_account"] });
  await fetch(waiting.next_action?.redirect_to_url?.url ?? "", { method: "POST", body: "outcome=pass", redirect: "manual" });
  await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await stripe.refunds.create({ payment_intent: paid.id });
  const unlucky = await payWith(stripe, "pm_card_refundFail", { capture_method: "automatic" });
  await stripe.refunds.create({ payment_intent: unlucky.id });
  await emulator.control("clock", { advance_ms: 5000 });
  await stripe.paymentIntents.cancel(created.id);
  await stripe.webhookEndpoints.create({ url: "http://127.0.0.1:1/", enabled_events: ["source.failed"] });
  const lists = await Promise.all([
    stripe.paymentIntents.list({ limit: 100 }),
    stripe.charges.list({ limit: 100 }),
    stripe.refunds.list({ limit: 100 }),
    stripe.balanceTransactions.list({ limit: 100 }),
    stripe.customers.list(),
    stripe.paymentMethods.list({ customer: customer.id }),
    stripe.webhookEndpoints.list(),
  ]);
  return [created, waiting, ...lists.flatMap((list): object[] => list.data)];
}

async function accounts(stripe: Stripe): Promise<object[]> {
  const fresh = await stripe.accounts.create({ type: "express", country: "IN", capabilities: { transfers: { requested: true } } });
  const link = await stripe.accountLinks.create({
    account: fresh.id,
    type: "account_onboarding",
    return_url: "https://example.com",
    refresh_url: "https://example.com",
  });
  const ready = await onboardedAccount(emulator);
  const failed = await onboardedAccount(emulator, { outcome: "failed" });
  const left = await onboardedAccount(emulator);
  await emulator.control(`stripe/accounts/${ready.id}/requirements`, { past_due: ["individual.id_number"] });
  const login = await stripe.accounts.createLoginLink(ready.id);
  const capabilities = await stripe.accounts.listCapabilities(fresh.id);
  const banks = await stripe.accounts.listExternalAccounts(ready.id);
  await emulator.control(`stripe/accounts/${left.id}/deauthorize`);
  return [fresh, link, ready, failed, login, await stripe.accounts.retrieve(null), ...capabilities.data, ...banks.data];
}

async function moneyOut(stripe: Stripe): Promise<object[]> {
  const coach = await onboardedAccount(emulator);
  const unlucky = await onboardedAccount(emulator, { account_number: "000111111113" });
  const paid = await payWith(stripe, "pm_card_visa", { amount: 10_000 });
  const transfers = [];
  for (const destination of [coach.id, unlucky.id]) {
    const transfer = await stripe.transfers.create({ amount: 3000, currency: "usd", destination, source_transaction: paid.latest_charge as string });
    await stripe.transfers.createReversal(transfer.id, { amount: 1000 });
    transfers.push(await stripe.transfers.retrieve(transfer.id, { expand: ["destination", "destination_payment", "balance_transaction"] }));
  }
  await emulator.control("clock", { advance_ms: 5 * 86_400_000 });
  await stripe.payouts.cancel((await stripe.payouts.create({ amount: 100, currency: "usd" })).id);
  const books = await Promise.all(
    [{}, { stripeAccount: coach.id }, { stripeAccount: unlucky.id }].map(async (options) => [
      await stripe.balance.retrieve({}, options),
      ...(await stripe.payouts.list({}, options)).data,
      ...(await stripe.charges.list({ limit: 100 }, options)).data,
      ...(await stripe.refunds.list({ limit: 100 }, options)).data,
      ...(await stripe.balanceTransactions.list({ limit: 100, expand: ["data.source"] }, options)).data,
    ]),
  );
  const reversals = await stripe.transfers.listReversals(transfers[0]!.id);
  return [...transfers, ...reversals.data, ...books.flat()];
}

async function disputes(stripe: Stripe): Promise<object[]> {
  for (const card of ["pm_card_createDispute", "pm_card_createDisputeInquiry", "pm_card_createIssuerFraudRecord"]) await payWith(stripe, card);
  await emulator.control("clock", { advance_ms: 2000 });
  const [inquiry, chargeback] = (await stripe.disputes.list()).data;
  await stripe.disputes.update(chargeback!.id, { evidence: { uncategorized_text: "winning_evidence" } });
  await stripe.disputes.close(inquiry!.id);
  await emulator.control("clock", { advance_ms: 2000 });
  return [...(await stripe.disputes.list()).data, ...(await stripe.radar.earlyFraudWarnings.list()).data];
}

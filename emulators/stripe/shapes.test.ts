import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differencesFrom } from "./declared-shapes.ts";
import { changeCard, customerWith, weeklyPrice } from "./billing/testing.ts";
import { sendForm, typed } from "./hosted/testing.ts";
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
  "billing_portal.configuration": ["BillingPortal/Configurations.d.ts", "Configuration"],
  "billing_portal.session": ["BillingPortal/Sessions.d.ts", "Session"],
  capability: ["Capabilities.d.ts", "Capability"],
  charge: ["Charges.d.ts", "Charge"],
  "checkout.session": ["Checkout/Sessions.d.ts", "Session"],
  customer: ["Customers.d.ts", "Customer"],
  dispute: ["Disputes.d.ts", "Dispute"],
  event: ["Events.d.ts", "EventBase"],
  invoice: ["Invoices.d.ts", "Invoice"],
  invoice_payment: ["InvoicePayments.d.ts", "InvoicePayment"],
  item: ["LineItems.d.ts", "LineItem"],
  line_item: ["InvoiceLineItems.d.ts", "InvoiceLineItem"],
  login_link: ["LoginLinks.d.ts", "LoginLink"],
  payment_intent: ["PaymentIntents.d.ts", "PaymentIntent"],
  payment_method: ["PaymentMethods.d.ts", "PaymentMethod"],
  payout: ["Payouts.d.ts", "Payout"],
  price: ["Prices.d.ts", "Price"],
  product: ["Products.d.ts", "Product"],
  "radar.early_fraud_warning": ["Radar/EarlyFraudWarnings.d.ts", "EarlyFraudWarning"],
  refund: ["Refunds.d.ts", "Refund"],
  setup_attempt: ["SetupAttempts.d.ts", "SetupAttempt"],
  setup_intent: ["SetupIntents.d.ts", "SetupIntent"],
  subscription: ["Subscriptions.d.ts", "Subscription"],
  subscription_item: ["SubscriptionItems.d.ts", "SubscriptionItem"],
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
  const answers = [
    ...(await payments(stripe)),
    ...(await accounts(stripe)),
    ...(await moneyOut(stripe)),
    ...(await disputes(stripe)),
    ...(await setups(stripe)),
    ...(await billing(stripe)),
    ...(await checkout(stripe)),
  ];
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

async function setups(stripe: Stripe): Promise<object[]> {
  const customer = await stripe.customers.create({});
  const setUp = (payment_method: string) =>
    stripe.setupIntents.create({ customer: customer.id, payment_method, confirm: true, return_url: "https://example.com", usage: "on_session" });
  const waiting = [await setUp("pm_card_authenticationRequired"), await setUp("pm_card_authenticationRequired")];
  for (const [at, intent] of waiting.entries())
    await fetch(intent.next_action?.redirect_to_url?.url ?? "", { method: "POST", body: `outcome=${at === 0 ? "pass" : "fail"}`, redirect: "manual" });
  await failureOf(setUp("pm_card_chargeDeclined"));
  await stripe.setupIntents.cancel((await stripe.setupIntents.create({})).id);
  const intents = (await stripe.setupIntents.list()).data;
  const attempts = await Promise.all(intents.map(({ id }) => stripe.setupAttempts.list({ setup_intent: id })));
  return [...waiting, ...intents, ...attempts.flatMap(({ data }) => data)];
}

async function billing(stripe: Stripe): Promise<object[]> {
  await emulator.control("stripe/dunning", { retry_days: [1] });
  const price = await weeklyPrice(stripe);
  const customer = await customerWith(stripe, "pm_card_visa");
  const subscribe = (more: Partial<Stripe.SubscriptionCreateParams> = {}) =>
    stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }], ...more });
  const subscription = await subscribe({ expand: ["latest_invoice.payments", "latest_invoice.confirmation_secret", "default_payment_method"] });
  const ending = await subscribe();
  await stripe.subscriptions.update(ending.id, { cancel_at_period_end: true, cancellation_details: { comment: "Enough." } });
  await subscribe({ payment_behavior: "default_incomplete" });
  await changeCard(stripe, customer.id, "pm_card_authenticationRequired");
  await emulator.control("clock", { advance_ms: 16 * 86_400_000 });
  const invoices = (
    await stripe.invoices.list({ limit: 100, expand: ["data.payments", "data.confirmation_secret", "data.parent.subscription_details.subscription"] })
  ).data;
  const portal = await stripe.billingPortal.sessions.create({ customer: customer.id, flow_data: { type: "payment_method_update" }, expand: ["configuration"] });
  const lists = await Promise.all([
    stripe.products.list(),
    stripe.prices.list({ expand: ["data.product"] }),
    stripe.subscriptions.list({ status: "all" }),
    stripe.subscriptionItems.list({ subscription: subscription.id }),
    stripe.invoicePayments.list(),
    stripe.invoices.listLineItems(invoices[0]!.id),
    stripe.billingPortal.configurations.list(),
  ]);
  return [subscription, portal, ...invoices, ...lists.flatMap((list): object[] => list.data)];
}

async function checkout(stripe: Stripe): Promise<object[]> {
  const line_items = [{ price_data: { currency: "usd", unit_amount: 4500, product_data: { name: "Package" } }, quantity: 1 }];
  const create = () => stripe.checkout.sessions.create({ mode: "payment", line_items, success_url: "https://example.com/", customer_creation: "always" });
  const [open, paid, expired] = [await create(), await create(), await create()];
  await sendForm(paid.url ?? "", typed("4242424242424242", { email: "leah@example.com" }));
  await stripe.checkout.sessions.expire(expired.id);
  const sessions = (await stripe.checkout.sessions.list({ expand: ["data.line_items", "data.payment_intent"] })).data;
  return [open, ...sessions, ...(await stripe.checkout.sessions.listLineItems(open.id)).data];
}

import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { failureOf, payWith, startForTest } from "./testing.ts";
import { apiVersion } from "./version.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(() => emulator.control("reset"));
afterAll(() => emulator.close());

describe("payment intents", () => {
  it("speaks the version that the installed SDK pins", () => {
    expect(Stripe.API_VERSION).toBe(apiVersion);
  });

  it("goes from creation over a payment method to the money", async () => {
    const created = await stripe.paymentIntents.create({ amount: 5000, currency: "usd", transfer_group: "bk_1", metadata: { booking_id: "bk_1" } });
    expect(created).toMatchObject({
      status: "requires_payment_method",
      capture_method: "automatic_async",
      livemode: false,
      latest_charge: null,
      amount_received: 0,
    });
    expect(created.automatic_payment_methods).toEqual({ allow_redirects: "always", enabled: true });
    expect(created.client_secret).toMatch(new RegExp(`^${created.id}_secret_`));
    expect(created.lastResponse.requestId).toMatch(/^req_/);

    const chosen = await stripe.paymentIntents.update(created.id, { payment_method: "pm_card_visa" });
    expect(chosen.status).toBe("requires_confirmation");
    const paid = await stripe.paymentIntents.confirm(created.id, { return_url: "https://example.com/back", expand: ["latest_charge", "payment_method"] });
    expect(paid).toMatchObject({ status: "succeeded", amount_received: 5000 });
    expect((paid.payment_method as Stripe.PaymentMethod).card?.last4).toBe("4242");
    expect(paid.latest_charge).toMatchObject({
      object: "charge",
      paid: true,
      amount_captured: 5000,
      payment_intent: created.id,
      transfer_group: "bk_1",
      metadata: { booking_id: "bk_1" },
      balance_transaction: null,
    });
  });

  it("settles the charge a moment later, with Stripe's fee", async () => {
    const paid = await payWith(stripe, "pm_card_visa", { amount: 10_000 });
    await vi.waitFor(async () => expect((await stripe.charges.retrieve(paid.latest_charge as string)).balance_transaction).not.toBeNull(), 3000);
    const charge = await stripe.charges.retrieve(paid.latest_charge as string, { expand: ["balance_transaction", "payment_intent"] });
    expect(charge.balance_transaction).toMatchObject({ amount: 10_000, fee: 320, net: 9680, type: "charge", status: "pending", source: charge.id });
    expect(charge.payment_intent).toMatchObject({ id: paid.id });
    await emulator.control("clock", { advance_ms: 3 * 86_400_000 });
    expect((await stripe.balanceTransactions.retrieve((charge.balance_transaction as Stripe.BalanceTransaction).id)).status).toBe("available");
  });

  it("settles at once where capture_method is automatic", async () => {
    const paid = await payWith(stripe, "pm_card_visa", { capture_method: "automatic", expand: ["latest_charge.balance_transaction"] });
    expect((paid.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({ object: "balance_transaction", currency: "usd" });
  });

  it("words a decline as StripeCardError and wants another payment method", async () => {
    const error = await failureOf(payWith(stripe, "pm_card_visa_chargeDeclined"));
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({
      statusCode: 402,
      type: "StripeCardError",
      code: "card_declined",
      decline_code: "generic_decline",
      message: "Your card was declined.",
    });
    const id = (error.raw as { payment_intent: Stripe.PaymentIntent }).payment_intent.id;
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
    expect(intent).toMatchObject({ status: "requires_payment_method", payment_method: null });
    expect(intent.last_payment_error).toMatchObject({
      type: "card_error",
      code: "card_declined",
      decline_code: "generic_decline",
      payment_method: { object: "payment_method" },
    });
    expect(intent.latest_charge).toMatchObject({ status: "failed", paid: false, failure_code: "card_declined", balance_transaction: null });

    const retried = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
    expect(retried).toMatchObject({ status: "succeeded", last_payment_error: null });
  });

  it.each([
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card", ""],
    ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", ""],
  ])("%s fails with %s", async (method, code, decline_code) => {
    expect(await failureOf(payWith(stripe, method))).toMatchObject({ code, decline_code });
  });

  it("asks for authentication, by redirect or inside Stripe.js", async () => {
    const redirected = await stripe.paymentIntents.create({
      amount: 4000,
      currency: "usd",
      payment_method: "pm_card_authenticationRequired",
      confirm: true,
      return_url: "https://example.com/back?a=1",
    });
    expect(redirected.status).toBe("requires_action");
    expect(redirected.next_action).toMatchObject({ type: "redirect_to_url", redirect_to_url: { return_url: "https://example.com/back?a=1" } });
    const url = redirected.next_action?.redirect_to_url?.url ?? "";
    expect(await (await fetch(url)).text()).toContain("Complete authentication");
    const back = await fetch(url, { method: "POST", body: new URLSearchParams({ outcome: "pass" }), redirect: "manual" });
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toMatch(
      /^https:\/\/example\.com\/back\?a=1&payment_intent=pi_\w+&payment_intent_client_secret=\w+&redirect_status=succeeded$/,
    );
    const paid = await stripe.paymentIntents.retrieve(redirected.id, { expand: ["latest_charge"] });
    expect(paid.status).toBe("succeeded");
    expect((paid.latest_charge as Stripe.Charge).payment_method_details?.card?.three_d_secure).toMatchObject({ result: "authenticated" });

    const inside = await payWith(stripe, "pm_card_authenticationRequired");
    expect(inside.next_action?.type).toBe("use_stripe_sdk");
  });

  it("asks for another card after a failed authentication, and takes no second answer", async () => {
    const waiting = await payWith(stripe, "pm_card_authenticationRequired", { return_url: "https://example.com/back" });
    const url = waiting.next_action?.redirect_to_url?.url ?? "";
    const fail = () => fetch(url, { method: "POST", body: new URLSearchParams({ outcome: "fail" }), redirect: "manual" });
    expect((await fail()).headers.get("location")).toContain("redirect_status=failed");
    await fetch(url, { method: "POST", body: new URLSearchParams({ outcome: "pass" }), redirect: "manual" });
    const failed = await stripe.paymentIntents.retrieve(waiting.id);
    expect(failed).toMatchObject({ status: "requires_payment_method", payment_method: null, next_action: null, latest_charge: null });
    expect(failed.last_payment_error).toMatchObject({ code: "payment_intent_authentication_failure", payment_method: { object: "payment_method" } });
  });

  it("declines an off-session payment that would need authentication", async () => {
    const error = await failureOf(payWith(stripe, "pm_card_authenticationRequired", { off_session: true }));
    expect(error).toMatchObject({ code: "authentication_required", statusCode: 402 });
  });

  it("cancels what is not paid, and nothing else", async () => {
    const intent = await stripe.paymentIntents.create({ amount: 4000, currency: "usd" });
    const canceled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: "abandoned" });
    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
    expect(canceled.canceled_at).toBeGreaterThan(0);
    expect(await failureOf(stripe.paymentIntents.cancel(intent.id))).toMatchObject({ code: "payment_intent_unexpected_state" });
    expect(await failureOf(stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" }))).toMatchObject({
      code: "payment_intent_unexpected_state",
      statusCode: 400,
    });

    const paid = await payWith(stripe, "pm_card_visa");
    expect(await failureOf(stripe.paymentIntents.cancel(paid.id))).toMatchObject({ code: "payment_intent_unexpected_state" });
    expect(await failureOf(stripe.paymentIntents.confirm(paid.id))).toMatchObject({ code: "payment_intent_unexpected_state" });
    expect(await failureOf(stripe.paymentIntents.update(paid.id, { amount: 1 }))).toMatchObject({ code: "payment_intent_unexpected_state" });
    expect((await stripe.paymentIntents.update(paid.id, { metadata: { late: "yes" } })).metadata).toEqual({ late: "yes" });
  });

  it("lets a bank debit take its time", async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 4000,
      currency: "usd",
      allowed_payment_method_types: ["us_bank_account"],
      payment_method: "pm_usBankAccount_success",
      confirm: true,
    });
    expect(intent.status).toBe("processing");
    await emulator.control("clock", { advance_ms: 5000 });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
  });

  it("wants a return_url where a redirect is possible", async () => {
    const error = await failureOf(stripe.paymentIntents.create({ amount: 4000, currency: "usd", payment_method: "pm_card_visa", confirm: true }));
    expect(error).toMatchObject({ param: "return_url" });
  });
});

describe("refunds", () => {
  it("gives a part back, then the rest, and nothing more", async () => {
    const paid = await payWith(stripe, "pm_card_visa", { amount: 4000 });
    const part = await stripe.refunds.create({ payment_intent: paid.id, amount: 1500, reason: "requested_by_customer", metadata: { booking_id: "bk_1" } });
    expect(part).toMatchObject({ object: "refund", status: "succeeded", amount: 1500, charge: paid.latest_charge, payment_intent: paid.id });
    expect(await stripe.balanceTransactions.retrieve(part.balance_transaction as string)).toMatchObject({ amount: -1500, fee: 0, net: -1500, type: "refund" });

    const over = await failureOf(stripe.refunds.create({ payment_intent: paid.id, amount: 2501 }));
    expect(over).toMatchObject({
      type: "StripeInvalidRequestError",
      param: "amount",
      message: "Refund amount ($25.01) is greater than unrefunded amount on charge ($25.00)",
    });

    const rest = await stripe.refunds.create({ charge: paid.latest_charge as string });
    expect(rest.amount).toBe(2500);
    const charge = await stripe.charges.retrieve(paid.latest_charge as string, { expand: ["refunds"] });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 4000 });
    expect(charge.refunds?.data.map(({ id }) => id)).toEqual([rest.id, part.id]);
    expect(await failureOf(stripe.refunds.create({ payment_intent: paid.id }))).toMatchObject({ code: "charge_already_refunded" });
    expect((await stripe.refunds.list({ payment_intent: paid.id })).data).toHaveLength(2);
  });

  it("refuses to refund what was not paid", async () => {
    const intent = await stripe.paymentIntents.create({ amount: 4000, currency: "usd" });
    expect(await failureOf(stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({ code: "payment_intent_unexpected_state" });
    expect(await failureOf(stripe.refunds.create({}))).toMatchObject({ code: "parameter_missing" });
  });

  it("may wait for the bank, or be sent back by it", async () => {
    const slow = await payWith(stripe, "pm_card_pendingRefund");
    const pending = await stripe.refunds.create({ payment_intent: slow.id });
    expect(pending.status).toBe("pending");
    const unlucky = await payWith(stripe, "pm_card_refundFail");
    const doomed = await stripe.refunds.create({ payment_intent: unlucky.id });
    expect(doomed.status).toBe("succeeded");
    await emulator.control("clock", { advance_ms: 5000 });
    expect((await stripe.refunds.retrieve(pending.id)).status).toBe("succeeded");
    expect(await stripe.refunds.retrieve(doomed.id)).toMatchObject({ status: "failed", failure_reason: "unknown" });
    expect(await stripe.charges.retrieve(unlucky.latest_charge as string)).toMatchObject({ refunded: false, amount_refunded: 0 });
  });
});

describe("customers and their cards", () => {
  it("saves the card that was paid with, for payments without the customer", async () => {
    const customer = await stripe.customers.create({ email: "maya@example.com", name: "Maya", metadata: { user_id: "user_1" } });
    const paid = await payWith(stripe, "pm_card_authenticationRequiredOnSetup", {
      customer: customer.id,
      setup_future_usage: "off_session",
      return_url: "https://example.com",
    });
    await fetch(paid.next_action?.redirect_to_url?.url ?? "", { method: "POST", body: "outcome=pass", redirect: "manual" });
    const [card] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    expect(card).toMatchObject({ customer: customer.id, card: { last4: "3155" } });
    const again = await payWith(stripe, card?.id ?? "", { customer: customer.id, off_session: true });
    expect(again.status).toBe("succeeded");
    expect(await failureOf(payWith(stripe, card?.id ?? ""))).toMatchObject({ param: "payment_method" });
  });

  it("attaches, detaches, and forgets a deleted customer", async () => {
    const customer = await stripe.customers.create({});
    const attached = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    expect(
      (await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: attached.id } })).invoice_settings.default_payment_method,
    ).toBe(attached.id);
    expect((await stripe.paymentMethods.detach(attached.id)).customer).toBeNull();
    expect(await stripe.customers.del(customer.id)).toEqual({ id: customer.id, object: "customer", deleted: true });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    expect(await failureOf(stripe.customers.update(customer.id, { name: "x" }))).toMatchObject({ code: "resource_missing", statusCode: 404 });
  });

  it("refuses a raw card number from a server", async () => {
    const error = await failureOf(
      stripe.paymentMethods.create({ type: "card", card: { number: "4242424242424242", exp_month: 12, exp_year: 2040, cvc: "123" } }),
    );
    expect(error.statusCode).toBe(402);
  });
});

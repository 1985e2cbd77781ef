import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { customerWith, weeklyPrice } from "../billing/testing.ts";
import { look, sendForm, typed } from "../hosted/testing.ts";
import { failureOf, startForTest } from "../testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;
let customer: Stripe.Customer;
let subscription: Stripe.Subscription;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(async () => {
  await emulator.control("reset");
  customer = await customerWith(stripe, "pm_card_visa");
  const price = await weeklyPrice(stripe);
  subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
});
afterAll(() => emulator.close());

const open = async (more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) =>
  (await stripe.billingPortal.sessions.create({ customer: customer.id, return_url: "https://example.com/account", ...more })).url;
const now = () => stripe.subscriptions.retrieve(subscription.id);

describe("the billing portal", () => {
  it("shows what the customer has: subscription, card, invoices, and the way back", async () => {
    const page = await look(await open());
    for (const words of ["$15.00 every week", "It renews on", "Visa •••• 4242", "paid", "https://example.com/account"]) expect(page.text).toContain(words);
    expect(page.text).not.toContain("<script");
  });

  it("cancels at the period's end after a question, and renews after all", async () => {
    const url = await open();
    expect((await look(`${url}?cancel=${subscription.id}`)).text).toContain("Cancel your subscription?");
    expect((await now()).cancel_at_period_end).toBe(false);
    await sendForm(url, { action: "cancel", subscription: subscription.id });
    expect(await now()).toMatchObject({ status: "active", cancel_at_period_end: true });
    expect((await look(url)).text).toContain("It ends on");
    await sendForm(url, { action: "renew", subscription: subscription.id });
    expect((await now()).cancel_at_period_end).toBe(false);
  });

  it("changes the card, which pays the next renewal", async () => {
    const url = await open();
    expect((await sendForm(url, { action: "card", ...typed("4000000000000002") })).text).toContain("Your card was declined.");
    expect((await sendForm(url, { action: "card", ...typed("5555555555554444") })).status).toBe(303);
    const changed = (await stripe.customers.retrieve(customer.id, { expand: ["invoice_settings.default_payment_method"] })) as Stripe.Customer;
    expect(changed.invoice_settings.default_payment_method).toMatchObject({ card: { last4: "4444" } });
    await emulator.control("clock", { advance_ms: (7 * 24 + 2) * 3_600_000 });
    const [charge] = (await stripe.charges.list({ customer: customer.id })).data;
    expect(charge?.payment_method_details?.card?.last4).toBe("4444");
  });

  it("lets the bank be asked for a new card, and takes none that it refuses", async () => {
    const url = await open();
    const refused = await sendForm(url, { action: "card", ...typed("4000002500003155") });
    const back = await sendForm(refused.location, { outcome: "fail" });
    expect((await look(back.location)).text).toContain("unable to authenticate");
    const agreed = await sendForm(url, { action: "card", ...typed("4000002500003155") });
    await look((await sendForm(agreed.location, { outcome: "pass" })).location);
    expect((await look(url)).text).toContain("Visa •••• 3155");
  });

  it("changes nothing that belongs to another customer", async () => {
    const other = await customerWith(stripe, "pm_card_visa");
    const url = await open({ customer: other.id });
    expect((await sendForm(url, { action: "cancel", subscription: subscription.id })).text).toContain("That cannot be done here.");
    expect((await now()).cancel_at_period_end).toBe(false);
    expect((await look(url)).text).toContain("You have no subscription.");
  });

  it("closes after an hour, and opens for nobody who guesses", async () => {
    const url = await open();
    await emulator.control("clock", { advance_ms: 3_700_000 });
    expect((await look(url)).status).toBe(410);
    expect((await sendForm(url, { action: "cancel", subscription: subscription.id })).status).toBe(410);
    expect((await look(`${emulator.url}/stripe/portal/guess`)).status).toBe(404);
  });

  it("goes straight to one step, and from there back to the shop", async () => {
    const flow_data = {
      type: "subscription_cancel" as const,
      subscription_cancel: { subscription: subscription.id },
      after_completion: { type: "redirect" as const, redirect: { return_url: "https://example.com/canceled" } },
    };
    const url = await open({ flow_data });
    expect((await look(url)).text).toContain("Cancel your subscription?");
    expect((await sendForm(url, { action: "cancel", subscription: subscription.id })).location).toBe("https://example.com/canceled");
    const other = await customerWith(stripe, "pm_card_visa");
    expect(await failureOf(open({ customer: other.id, flow_data }))).toMatchObject({ code: "resource_missing" });
  });

  it("does what its configuration allows", async () => {
    const configuration = await stripe.billingPortal.configurations.create({
      features: { subscription_cancel: { enabled: true, mode: "immediately" }, payment_method_update: { enabled: false } },
    });
    const url = await open({ configuration: configuration.id });
    expect((await look(url)).text).not.toContain("Change the card");
    expect((await sendForm(url, { action: "card", ...typed("5555555555554444") })).text).toContain("That cannot be done here.");
    await sendForm(url, { action: "cancel", subscription: subscription.id });
    expect((await now()).status).toBe("canceled");
    await stripe.billingPortal.configurations.update(configuration.id, { active: false });
    await open();
    expect((await stripe.billingPortal.configurations.list({ active: true })).data).toMatchObject([{ is_default: true }]);
  });
});

describe("the page of an invoice", () => {
  it("is where a renewal that failed is paid", async () => {
    const card = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
    await emulator.control("clock", { advance_ms: (7 * 24 + 2) * 3_600_000 });
    expect((await now()).status).toBe("past_due");
    const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data;
    const url = invoice?.hosted_invoice_url ?? "";
    const page = await look(url);
    for (const words of ["$15.00", "Your card was declined.", "Visa •••• 0341", "Pay $15.00"]) expect(page.text).toContain(words);
    const atBank = await sendForm(url, typed("4000002500003155"));
    const back = await sendForm(atBank.location, { outcome: "pass" });
    expect((await look(back.location)).text).toContain("Paid. Thank you.");
    expect((await now()).status).toBe("active");
    expect((await sendForm(url, typed("4242424242424242"))).status).toBe(303);
    expect((await stripe.charges.list({ customer: customer.id })).data.filter(({ paid }) => paid)).toHaveLength(2);
    expect((await look(`${emulator.url}/stripe/invoices/in_nothing`)).status).toBe(404);
  });
});

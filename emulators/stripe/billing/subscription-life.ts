import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { requireCustomer } from "../customers.ts";
import { idOf } from "../ids.ts";
import { finalizeInvoice, voidInvoice } from "./collect-invoice.ts";
import { draftInvoice } from "./invoice-object.ts";
import { periodEnd } from "./periods.ts";
import type { Interval } from "./periods.ts";
import { changeStatus, endSubscription } from "./subscription-status.ts";
import { currentPeriodEnd, withItems } from "./subscription-object.ts";

/** A renewal's invoice stays a draft for an hour, so that something may be added to it. */
const secondsAsDraft = 3600;
/** So long the customer has to pay the first invoice. */
const secondsToComplete = 23 * 3600;

/** Starts the subscription's first period with an invoice, which is still to be paid. */
export function startSubscription(account: StripeAccount, subscription: Stripe.Subscription): { subscription: Stripe.Subscription; invoice: Stripe.Invoice } {
  const customer = requireCustomer(account, idOf(subscription.customer) ?? "");
  const draft = draftInvoice(account, subscription, { customer, billing_reason: "subscription_create" });
  const started = { ...subscription, latest_invoice: draft.id };
  account.put("subscriptions", started);
  account.put("invoices", draft);
  account.emit("customer.subscription.created", started);
  account.emit("invoice.created", draft);
  account.schedule.at("subscription_period_ends", started.id, currentPeriodEnd(started));
  account.schedule.add("subscription_expires", started.id, secondsToComplete * 1000);
  const invoice = finalizeInvoice(account, draft);
  return { subscription: account.get("subscriptions", started.id) ?? started, invoice };
}

/** A period has ended: the subscription ends with it where that was asked for, or goes on with a new invoice. */
export function endPeriod(account: StripeAccount, id: string): void {
  const subscription = account.get("subscriptions", id);
  if (!subscription || !["active", "past_due", "unpaid"].includes(subscription.status)) return;
  // Another run for the same period, e.g. after its items were changed, has nothing left to do.
  if (currentPeriodEnd(subscription) > account.seconds()) return;
  if (subscription.cancel_at_period_end) return void endSubscription(account, subscription, { reason: "cancellation_requested" });
  renew(account, subscription);
}

/** The moment has come for which the end was asked. */
export function endAsAsked(account: StripeAccount, id: string): void {
  const subscription = account.get("subscriptions", id);
  if (!subscription || !["active", "past_due", "unpaid"].includes(subscription.status)) return;
  if (subscription.cancel_at === null || subscription.cancel_at > account.seconds()) return;
  endSubscription(account, subscription, { reason: "cancellation_requested" });
}

/** The first invoice was not paid in time. */
export function expireIncomplete(account: StripeAccount, id: string): void {
  const subscription = account.get("subscriptions", id);
  if (subscription?.status !== "incomplete") return;
  const invoice = account.get("invoices", idOf(subscription.latest_invoice) ?? "");
  if (invoice?.status === "open") voidInvoice(account, invoice);
  changeStatus(account, { ...subscription, ended_at: account.seconds() }, "incomplete_expired");
}

function renew(account: StripeAccount, subscription: Stripe.Subscription): void {
  const customer = requireCustomer(account, idOf(subscription.customer) ?? "");
  const items = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: item.current_period_end,
    current_period_end: periodEnd(
      item.current_period_end,
      { interval: (item.price.recurring?.interval ?? "month") as Interval, interval_count: item.price.recurring?.interval_count ?? 1 },
      subscription.billing_cycle_anchor,
    ),
  }));
  const next = withItems(subscription, items);
  // Of an unpaid subscription drafts are kept, and nobody is asked for money.
  const collects = subscription.status !== "unpaid";
  const draft: Stripe.Invoice = {
    ...draftInvoice(account, next, { customer, billing_reason: "subscription_cycle" }),
    auto_advance: collects,
    automatically_finalizes_at: collects ? account.seconds() + secondsAsDraft : null,
    period_start: subscription.items.data[0]?.current_period_start ?? account.seconds(),
  };
  const renewed = { ...next, latest_invoice: draft.id };
  account.put("invoices", draft);
  account.put("subscriptions", renewed);
  account.emit("customer.subscription.updated", renewed, { latest_invoice: subscription.latest_invoice, items: subscription.items });
  account.emit("invoice.created", draft);
  if (collects) account.schedule.add("finalize_invoice", draft.id, secondsAsDraft * 1000);
  account.schedule.at("subscription_period_ends", subscription.id, currentPeriodEnd(renewed));
}

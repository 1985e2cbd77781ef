import type Stripe from "stripe";
import type { EmulatorContext } from "../emulator.ts";
import { createAccount } from "../stripe/account.ts";
import type { StripeAccount } from "../stripe/account.ts";
import { connectedBooks } from "../stripe/accounts/connected-account.ts";
import type { ConnectedAccount } from "../stripe/accounts/account-record.ts";
import { disputeView } from "../stripe/disputes/dispute-object.ts";
import type { WebhookDelivery } from "../stripe/webhook-delivery.ts";

/** The Stripe emulator's collections, read and never written. Newest first. */
export function stripeRecords(context: EmulatorContext) {
  const { store } = context;
  const newest = <T>(name: string): T[] => store.list<T>(`stripe.${name}`).reverse();
  // Books of its own for this one look: the emulator's remember what they have indexed, and these are thrown away.
  const platform = createAccount(context, { work: {}, reactions: {} });
  const everywhere = (): StripeAccount[] => [platform, ...connectedBooks(platform)];
  return {
    platform,
    intents: () => newest<Stripe.PaymentIntent>("payment_intents"),
    intent: (id: string) => store.get<Stripe.PaymentIntent>("stripe.payment_intents", id),
    charges: (intent: string) => platform.find("charges", "payment_intent", intent).reverse(),
    refunds: (intent: string) => platform.find("refunds", "payment_intent", intent).reverse(),
    transfers: (field: "source_transaction" | "destination", id: string) => platform.find("transfers", field, id).reverse(),
    accounts: () => newest<ConnectedAccount>("accounts"),
    account: (id: string) => store.get<ConnectedAccount>("stripe.accounts", id),
    payouts: () => everywhere().flatMap((books) => books.list("payouts").map((payout) => ({ payout, account: books.connected_id }))).sort((a, b) => b.payout.created - a.payout.created),
    subscriptions: () => newest<Stripe.Subscription>("subscriptions"),
    subscription: (id: string) => store.get<Stripe.Subscription>("stripe.subscriptions", id),
    invoices: () => newest<Stripe.Invoice>("invoices"),
    disputes: () => platform.list("disputes").map((dispute) => disputeView(platform, dispute)).reverse(),
    warnings: () => newest<Stripe.Radar.EarlyFraudWarning>("early_fraud_warnings"),
    /** Also those of connected accounts, which the API lists apart. */
    events: () => everywhere().flatMap((books) => books.list("events").reverse()).sort((a, b) => b.created - a.created),
    event: (id: string) => everywhere().flatMap((books) => books.get("events", id) ?? [])[0] ?? null,
    deliveries: () => newest<WebhookDelivery>("webhook_deliveries"),
    endpoints: () => newest<Stripe.WebhookEndpoint & { connect: boolean }>("webhook_endpoints"),
  };
}

/** The id of what an event is about, and of the payment that belongs to it. */
export function subjectsOf(event: Stripe.Event): string[] {
  const object = event.data.object as { id?: string; payment_intent?: unknown };
  return [object.id, object.payment_intent].filter((id) => typeof id === "string");
}

import type Stripe from "stripe";
import type { EmulatorContext } from "../emulator.ts";
import type { WebhookDelivery } from "../stripe/webhook-delivery.ts";

/** The Stripe emulator's collections, read and never written. Newest first. */
export function stripeRecords({ store }: EmulatorContext) {
  const newest = <T>(name: string): T[] => store.list<T>(`stripe.${name}`).reverse();
  return {
    intents: () => newest<Stripe.PaymentIntent>("payment_intents"),
    intent: (id: string) => store.get<Stripe.PaymentIntent>("stripe.payment_intents", id),
    charges: (intent: string) => newest<Stripe.Charge>("charges").filter(({ payment_intent }) => payment_intent === intent),
    refunds: (intent: string) => newest<Stripe.Refund>("refunds").filter(({ payment_intent }) => payment_intent === intent),
    events: () => newest<Stripe.Event>("events"),
    event: (id: string) => store.get<Stripe.Event>("stripe.events", id),
    deliveries: () => newest<WebhookDelivery>("webhook_deliveries"),
    endpoints: () => newest<Stripe.WebhookEndpoint>("webhook_endpoints"),
  };
}

/** The id of what an event is about, and of the payment that belongs to it. */
export function subjectsOf(event: Stripe.Event): string[] {
  const object = event.data.object as { id?: string; payment_intent?: unknown };
  return [object.id, object.payment_intent].filter((id) => typeof id === "string");
}

import type Stripe from "stripe";
import type { EmulatorContext } from "../emulator.ts";
import type { Authentication } from "./authentication.ts";
import { recordEvent } from "./events.ts";
import { createSchedule } from "./schedule.ts";
import type { Due, DueWork, Schedule } from "./schedule.ts";
import type { StoredEndpoint } from "./webhook-endpoints.ts";
import type { WebhookDelivery } from "./webhook-delivery.ts";

/** Everything that the emulated account keeps, by collection; in the store each name begins with "stripe.". */
export interface Collections {
  payment_intents: Stripe.PaymentIntent;
  charges: Stripe.Charge;
  refunds: Stripe.Refund;
  balance_transactions: Stripe.BalanceTransaction;
  customers: Stripe.Customer | Stripe.DeletedCustomer;
  payment_methods: Stripe.PaymentMethod;
  /** The full numbers, which no API answer carries; by the payment method's id. */
  card_numbers: { id: string; number: string };
  events: Stripe.Event;
  webhook_endpoints: StoredEndpoint;
  webhook_deliveries: WebhookDelivery;
  authentications: Authentication;
  due: Due;
}

/** The one account that the emulator plays, as its resources see it. */
export interface StripeAccount {
  base_url: string;
  now(): Date;
  /** The clock as Stripe writes it. */
  seconds(): number;
  get<Name extends keyof Collections>(collection: Name, id: string): Collections[Name] | null;
  put<Name extends keyof Collections>(collection: Name, document: Collections[Name]): void;
  remove(collection: keyof Collections, id: string): void;
  /** Oldest first. */
  list<Name extends keyof Collections>(collection: Name): Collections[Name][];
  /** Records that something happened to an object, and sends it to the webhook endpoints. */
  emit(type: string, object: object, previous_attributes?: object): void;
  schedule: Schedule;
  /** The API call being carried out, which events name as their cause; handlers run without a pause, so there is only one. */
  cause: { id: string; idempotency_key: string | null } | null;
}

export function createAccount(context: EmulatorContext, work: DueWork): StripeAccount {
  const { store } = context;
  const account: StripeAccount = {
    base_url: context.base_url,
    now: context.now,
    seconds: () => Math.floor(context.now().getTime() / 1000),
    get: (collection, id) => store.get(`stripe.${collection}`, id),
    put: (collection, document) => store.put(`stripe.${collection}`, document.id, document),
    remove: (collection, id) => store.remove(`stripe.${collection}`, id),
    list: (collection) => store.list(`stripe.${collection}`),
    emit: (type, object, previous_attributes) => recordEvent(account, { type, object, previous_attributes }),
    schedule: createSchedule(() => account, work),
    cause: null,
  };
  return account;
}

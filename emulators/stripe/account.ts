import type Stripe from "stripe";
import type { EmulatorContext } from "../emulator.ts";
import type { AccountLink } from "./accounts/account-links.ts";
import type { ConnectedAccount } from "./accounts/account-record.ts";
import type { StoredBankAccount } from "./accounts/bank-account-object.ts";
import type { LoginLink } from "./accounts/login-links.ts";
import type { Authentication } from "./authentication.ts";
import type { Dunning } from "./billing/dunning.ts";
import type { StoredInvoicePayment } from "./billing/invoice-payments.ts";
import type { CheckoutWork } from "./checkout/session-object.ts";
import type { StoredDispute } from "./disputes/dispute-object.ts";
import type { EventObject, EventType } from "./event-types.ts";
import { recordEvent } from "./events.ts";
import { createScheduler } from "./schedule.ts";
import type { Due, DueWork, Schedule, Scheduler } from "./schedule.ts";
import { createStoreIndex } from "./store-index.ts";
import type { StoredTransfer } from "./transfers/transfers.ts";
import type { StoredEndpoint } from "./webhook-endpoints.ts";
import type { WebhookDelivery } from "./webhook-delivery.ts";

/** Everything that one account keeps, by collection; in the store each name begins with "stripe." and, for a connected account, its id. */
export interface Collections {
  payment_intents: Stripe.PaymentIntent;
  charges: Stripe.Charge;
  refunds: Stripe.Refund;
  balance_transactions: Stripe.BalanceTransaction;
  customers: Stripe.Customer | Stripe.DeletedCustomer;
  payment_methods: Stripe.PaymentMethod;
  /** The full numbers, which no API answer carries; by the payment method's id. */
  card_numbers: CardNumber;
  setup_intents: Stripe.SetupIntent;
  setup_attempts: Stripe.SetupAttempt;
  events: Stripe.Event;
  webhook_endpoints: StoredEndpoint;
  webhook_deliveries: WebhookDelivery;
  authentications: Authentication;
  accounts: ConnectedAccount;
  bank_accounts: StoredBankAccount;
  account_links: AccountLink;
  login_links: LoginLink;
  transfers: StoredTransfer;
  transfer_reversals: Stripe.TransferReversal;
  payouts: Stripe.Payout;
  disputes: StoredDispute;
  products: Stripe.Product;
  prices: Stripe.Price;
  subscriptions: Stripe.Subscription;
  invoices: Stripe.Invoice;
  invoice_payments: StoredInvoicePayment;
  settings: Dunning;
  checkout_sessions: Stripe.Checkout.Session;
  checkout_work: CheckoutWork;
  portal_configurations: Stripe.BillingPortal.Configuration;
  portal_sessions: Stripe.BillingPortal.Session;
  early_fraud_warnings: Stripe.Radar.EarlyFraudWarning;
  /** By the second when an automatic payout runs. */
  payout_runs: { id: string };
  /** Which automatic payout swept up a movement of the balance; by the movement's id. */
  paid_out: { id: string; payout: string };
  due: Due;
}

export interface CardNumber {
  id: string;
  number: string;
  /** The bank has agreed to payments without the customer. */
  is_set_up?: boolean;
  /** It paid without being saved, or was detached, and may not be used again. */
  is_spent?: boolean;
}

/** The books of one account, as its resources see them: the platform's, or a connected account's. */
export interface StripeAccount {
  base_url: string;
  /** Null for the platform itself. */
  connected_id: string | null;
  platform: StripeAccount;
  /** A connected account's own books; whether there is such an account is the caller's question. */
  connected(id: string): StripeAccount;
  now(): Date;
  /** The clock as Stripe writes it. */
  seconds(): number;
  get<Name extends keyof Collections>(collection: Name, id: string): Collections[Name] | null;
  put<Name extends keyof Collections>(collection: Name, document: Collections[Name]): void;
  remove(collection: keyof Collections, id: string): void;
  /** Oldest first. */
  list<Name extends keyof Collections>(collection: Name): Collections[Name][];
  /** Those that hold an id or word in a field, without reading all: {charge: "ch_1"}, of one field. */
  find<Name extends keyof Collections>(collection: Name, field: string, value: string): Collections[Name][];
  /** Records that something happened to an object, and sends it to the webhook endpoints. */
  emit<Type extends EventType>(type: Type, object: EventObject<Type>, previous_attributes?: object): void;
  schedule: Schedule;
  /** The API call being carried out, which events name as their cause; handlers run without a pause, so there is only one. */
  cause: { id: string; idempotency_key: string | null } | null;
}

/** The platform's books, and the work that waits for the clock in them and in those of its connected accounts. */
export interface PlatformAccount extends StripeAccount {
  scheduler: Scheduler;
  /** Drops what is remembered of the store, which a reset has emptied. */
  forget(): void;
}

/** What follows at once from something that happened, in nouns of which the one that it happened to knows nothing. */
export type Reactions = { [Type in EventType]?: (account: StripeAccount, object: EventObject<Type>) => void };

export function createAccount(context: EmulatorContext, { work, reactions }: { work: DueWork; reactions: Reactions }): PlatformAccount {
  const scheduler: Scheduler = createScheduler(() => platform, work);
  const opened = new Map<string, Books>();
  const calling: Pick<StripeAccount, "cause"> = { cause: null };

  function connected(id: string): Books {
    const known = opened.get(id);
    if (known) return known;
    const books = openBooks({ context, scheduler, reactions, calling, connected_id: id, connected, platform: () => platform });
    opened.set(id, books);
    return books;
  }

  const own = openBooks({ context, scheduler, reactions, calling, connected_id: null, connected, platform: () => platform });
  const platform: PlatformAccount = Object.assign(own, {
    scheduler,
    forget() {
      scheduler.reload();
      own.forgetIndex();
      opened.clear();
    },
  });
  return platform;
}

type Books = StripeAccount & { forgetIndex(): void };

function openBooks(setup: {
  context: EmulatorContext;
  scheduler: Scheduler;
  reactions: Reactions;
  calling: Pick<StripeAccount, "cause">;
  connected_id: string | null;
  connected: (id: string) => StripeAccount;
  platform: () => StripeAccount;
}): Books {
  const { scheduler, reactions, calling, connected_id, connected } = setup;
  const { store, base_url, now } = setup.context;
  const nameOf = (collection: string) => (connected_id === null ? `stripe.${collection}` : `stripe.${connected_id}.${collection}`);
  const index = createStoreIndex((collection) => store.list(nameOf(collection)));

  const books: Books = {
    base_url,
    connected_id,
    get platform() {
      return setup.platform();
    },
    connected,
    now() {
      const as_of_ms = scheduler.asOfMs();
      return as_of_ms === null ? now() : new Date(as_of_ms);
    },
    seconds: () => Math.floor(books.now().getTime() / 1000),
    get: (collection, id) => store.get(nameOf(collection), id),
    put(collection, document) {
      const name = nameOf(collection);
      index.changed(collection, document.id, store.get(name, document.id), document);
      store.put(name, document.id, document);
    },
    remove(collection, id) {
      const name = nameOf(collection);
      index.changed(collection, id, store.get(name, id), null);
      store.remove(name, id);
    },
    list: (collection) => store.list(nameOf(collection)),
    find: (collection, field, value) => index.find(collection, field, value).flatMap((id) => books.get(collection, id) ?? []),
    emit(type, object, previous_attributes) {
      recordEvent(books, { type, object, previous_attributes });
      reactions[type]?.(books, object);
    },
    schedule: scheduler.schedulerFor(connected_id),
    get cause() {
      return calling.cause;
    },
    set cause(cause) {
      calling.cause = cause;
    },
    forgetIndex: () => index.clear(),
  };
  return books;
}

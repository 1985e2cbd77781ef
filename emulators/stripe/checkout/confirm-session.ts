import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { prepareSubscription } from "../billing/subscriptions.ts";
import { startSubscription } from "../billing/subscription-life.ts";
import { confirmPaymentIntent } from "../confirm-payment-intent.ts";
import { createCustomer, requireCustomer } from "../customers.ts";
import { invalidRequest } from "../errors.ts";
import { idOf } from "../ids.ts";
import { blankPaymentIntent } from "../payment-intent-object.ts";
import { confirmSetupIntent } from "../setup/confirm-setup-intent.ts";
import { blankSetupIntent } from "../setup/setup-intent-object.ts";
import type { CheckoutWork } from "./session-object.ts";

interface Choice {
  email: string | null;
  payment_method: string;
}

/**
 * The customer has pressed the button. Answers where they must go for the bank's sake, or null where all is done;
 * the session itself is completed by its intent's success. A second press goes on with what the first began.
 */
export function confirmSession(account: StripeAccount, before: Stripe.Checkout.Session, choice: Choice): string | null {
  const session = withCustomer(account, before, choice);
  const work = begun(account, session);
  const return_url = `${account.base_url}/stripe/checkout/${session.id}`;
  const { payment_method } = choice;
  if (session.mode === "setup") {
    const intent = requireIntent(account.get("setup_intents", work.intent ?? ""));
    const change = () => ({ ...intent, payment_method });
    return confirmSetupIntent(account, intent, { return_url, change }).next_action?.redirect_to_url?.url ?? null;
  }
  const intent = requireIntent(account.get("payment_intents", work.intent ?? ""));
  const change = () => ({ ...intent, payment_method });
  return confirmPaymentIntent(account, intent, { access: "secret", return_url, change }).next_action?.redirect_to_url?.url ?? null;
}

/** Subscribing, saving a card, or being asked to make one: then there must be a customer. */
function withCustomer(account: StripeAccount, session: Stripe.Checkout.Session, { email }: Choice): Stripe.Checkout.Session {
  const work = account.get("checkout_work", session.id);
  const isNeeded = session.mode !== "payment" || session.customer_creation === "always" || work?.payment_intent_data.setup_future_usage !== undefined;
  const known = idOf(session.customer);
  if (known === null && email === null) throw invalidRequest("Enter your email address.", { param: "email" });
  const customer = known === null ? (isNeeded ? createCustomer(account, { email }) : null) : requireCustomer(account, known);
  const details = {
    address: customer?.address ?? null,
    business_name: null,
    individual_name: null,
    name: customer?.name ?? null,
    phone: customer?.phone ?? null,
    tax_exempt: "none" as const,
    tax_ids: [],
  };
  const changed = { ...session, customer: customer?.id ?? null, customer_details: { ...details, email: email ?? customer?.email ?? null } };
  account.put("checkout_sessions", changed);
  return changed;
}

function begun(account: StripeAccount, session: Stripe.Checkout.Session): CheckoutWork {
  const work = account.get("checkout_work", session.id);
  if (!work) throw invalidRequest("This checkout cannot be found any more.");
  if (work.intent !== null) return work;
  const started =
    session.mode === "setup"
      ? beginSetup(account, session, work)
      : session.mode === "payment"
        ? beginPayment(account, session, work)
        : beginSubscription(account, session, work);
  account.put("checkout_work", started);
  return started;
}

function beginPayment(account: StripeAccount, session: Stripe.Checkout.Session, work: CheckoutWork): CheckoutWork {
  const intent: Stripe.PaymentIntent = {
    ...blankPaymentIntent(account, { amount: session.amount_total ?? 0, currency: session.currency ?? "usd" }),
    ...work.payment_intent_data,
    customer: idOf(session.customer),
  };
  account.put("payment_intents", intent);
  account.emit("payment_intent.created", intent);
  return { ...work, intent: intent.id };
}

function beginSetup(account: StripeAccount, session: Stripe.Checkout.Session, work: CheckoutWork): CheckoutWork {
  const intent: Stripe.SetupIntent = { ...blankSetupIntent(account), ...work.setup_intent_data, customer: idOf(session.customer) };
  account.put("setup_intents", intent);
  account.emit("setup_intent.created", intent);
  return { ...work, intent: intent.id };
}

function beginSubscription(account: StripeAccount, session: Stripe.Checkout.Session, work: CheckoutWork): CheckoutWork {
  const prepared = prepareSubscription(account, {
    ...work.subscription_data,
    customer: idOf(session.customer) ?? "",
    items: work.lines.map(({ price, quantity }) => ({ price: price?.id, quantity: quantity ?? 1 })),
    payment_settings: { save_default_payment_method: "on_subscription" },
  });
  const { subscription, invoice } = startSubscription(account, prepared);
  const [payment] = account.find("invoice_payments", "invoice", invoice.id);
  return { ...work, subscription: subscription.id, intent: payment?.payment_intent ?? null };
}

function requireIntent<T>(intent: T | null): T {
  if (!intent) throw invalidRequest("There is nothing to pay here.");
  return intent;
}

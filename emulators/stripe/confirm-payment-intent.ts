import type Stripe from "stripe";
import type { StripeAccount } from "./account.ts";
import { abandonAuthentications, startAuthentication } from "./authentication.ts";
import type { TestCard } from "./cards.ts";
import { createCharge } from "./charges.ts";
import { requireCustomer } from "./customers.ts";
import { authenticationRequired, decline, type Payment, paymentError, recordDecline, save } from "./decline-payment-intent.ts";
import { invalidParams, invalidRequest } from "./errors.ts";
import { idOf } from "./ids.ts";
import { boolean, text } from "./params.ts";
import { attachTo, isSetUp, markSetUp, markSpent, requirePaymentMethod, requireUsablePaymentMethod, testCardOf } from "./payment-methods.ts";

/** What both create with confirm and confirm take besides the intent's own fields. */
export const confirmParams = {
  return_url: text().optional(),
  off_session: boolean().optional(),
  error_on_requires_action: boolean().optional(),
  use_stripe_sdk: boolean().optional(),
};

interface ConfirmOptions {
  access: "secret" | "publishable";
  return_url?: string | undefined;
  off_session?: boolean | undefined;
  error_on_requires_action?: boolean | undefined;
  use_stripe_sdk?: boolean | undefined;
  /** Of an invoice: what needs the customer waits for them, also off session, where a payment by itself is declined. */
  asks_the_customer_later?: boolean;
  /** Applies what the call changes on the intent, once it is known that it may be confirmed. */
  change?: () => Stripe.PaymentIntent;
}

const bankProcessingMs = 3000;

/** Takes the money, or asks for authentication, or is declined: https://docs.stripe.com/payments/paymentintents/lifecycle */
export function confirmPaymentIntent(account: StripeAccount, before: Stripe.PaymentIntent, options: ConfirmOptions): Stripe.PaymentIntent {
  requireConfirmable(before);
  const intent = options.change?.() ?? before;
  requireReturnUrl(intent, options);
  const method_id = idOf(intent.payment_method);
  if (method_id === null) {
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      {
        code: "payment_intent_unexpected_state",
        payment_intent: intent,
      },
    );
  }
  // A second confirmation replaces an authentication that was left open.
  abandonAuthentications(account, intent.id);

  const method = requireUsablePaymentMethod(account, method_id);
  if (method.type === "us_bank_account") return startProcessing(account, intent, method);

  const card = testCardOf(account, method);
  if (!needsAuthentication(account, { card, method, options })) return takeMoney(account, { intent, method, card });
  const isRefused = options.error_on_requires_action || (options.off_session && !options.asks_the_customer_later);
  if (isRefused) return decline(account, { intent, method, decline: authenticationRequired });

  const next_action = startAuthentication(account, intent, options);
  const waiting = save(account, { ...intent, status: "requires_action", next_action, last_payment_error: null });
  account.emit("payment_intent.requires_action", waiting);
  return waiting;
}

/** The customer passed: the money is taken, or the bank declines all the same, which then shows on the intent alone. */
export function passAuthentication(account: StripeAccount, intent: Stripe.PaymentIntent): void {
  const method = requirePaymentMethod(account, idOf(intent.payment_method) ?? "");
  const card = testCardOf(account, method);
  if (card.decline) recordDecline(account, { intent, method, decline: card.decline });
  else takeMoney(account, { intent, method, card, authenticated: true });
}

/** The customer failed: nothing was charged, and another payment method is wanted. */
export function failAuthentication(account: StripeAccount, intent: Stripe.PaymentIntent): void {
  const method = requirePaymentMethod(account, idOf(intent.payment_method) ?? "");
  const failed = save(account, {
    ...intent,
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    last_payment_error: paymentError({
      type: "invalid_request_error",
      code: "payment_intent_authentication_failure",
      message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
      payment_method: method,
    }),
  });
  account.emit("payment_intent.payment_failed", failed);
}

export function cancelPaymentIntent(
  account: StripeAccount,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  if (!["requires_payment_method", "requires_confirmation", "requires_action", "requires_capture"].includes(intent.status)) {
    throw invalidRequest(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
      {
        code: "payment_intent_unexpected_state",
        payment_intent: intent,
      },
    );
  }
  const canceled = save(account, { ...intent, status: "canceled", canceled_at: account.seconds(), cancellation_reason: reason, next_action: null });
  account.emit("payment_intent.canceled", canceled);
  return canceled;
}

/** A bank debit that was under way has arrived. */
export function finishProcessing(account: StripeAccount, id: string): void {
  const intent = account.get("payment_intents", id);
  if (intent?.status !== "processing") return;
  const method = requirePaymentMethod(account, idOf(intent.payment_method) ?? "");
  succeed(account, intent, createCharge(account, { intent, method }));
}

function requireConfirmable(intent: Stripe.PaymentIntent): void {
  if (["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status)) return;
  const why = intent.status === "succeeded" ? "it has already succeeded after being previously confirmed" : `it has a status of ${intent.status}`;
  throw invalidRequest(`You cannot confirm this PaymentIntent because ${why}.`, { code: "payment_intent_unexpected_state", payment_intent: intent });
}

function requireReturnUrl(intent: Stripe.PaymentIntent, options: ConfirmOptions): void {
  if (options.return_url !== undefined && !URL.canParse(options.return_url))
    throw invalidParams("Not a valid URL", { code: "url_invalid", param: "return_url" });
  const mayRedirect = intent.automatic_payment_methods?.allow_redirects === "always";
  if (options.return_url !== undefined || options.use_stripe_sdk || !mayRedirect) return;
  throw invalidRequest(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
    { param: "return_url" },
  );
}

function needsAuthentication(account: StripeAccount, payment: { card: TestCard; method: Stripe.PaymentMethod; options: ConfirmOptions }): boolean {
  const off_session = payment.options.off_session ?? false;
  switch (payment.card.authentication) {
    case "required":
      return true;
    case "required_unless_saved":
      return !(off_session && isSetUp(account, payment.method));
    case "required_on_session":
      return !off_session;
    default:
      return false;
  }
}

function takeMoney(
  account: StripeAccount,
  { intent, method, card, authenticated = false }: Payment & { card: TestCard; authenticated?: boolean },
): Stripe.PaymentIntent {
  if (card.decline) return decline(account, { intent, method, decline: card.decline });
  return succeed(account, intent, createCharge(account, { intent, method, authenticated }));
}

function succeed(account: StripeAccount, intent: Stripe.PaymentIntent, charge: Stripe.Charge): Stripe.PaymentIntent {
  saveForLater(account, intent);
  const paid = save(account, {
    ...intent,
    status: "succeeded",
    amount_received: intent.amount,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
    processing: null,
  });
  account.emit("payment_intent.succeeded", paid);
  return paid;
}

function startProcessing(account: StripeAccount, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): Stripe.PaymentIntent {
  const under_way = save(account, { ...intent, status: "processing", next_action: null, last_payment_error: null });
  account.emit("payment_intent.processing", under_way);
  const neverEnds = account.get("card_numbers", method.id)?.number === "pm_usBankAccount_processing";
  if (!neverEnds) account.schedule.add("finish_processing", intent.id, bankProcessingMs);
  return under_way;
}

/** Saves the card with the customer where that was agreed; one that is not saved has paid for the only time. */
function saveForLater(account: StripeAccount, intent: Stripe.PaymentIntent): void {
  const customer = idOf(intent.customer);
  const method = requirePaymentMethod(account, idOf(intent.payment_method) ?? "");
  if (customer === null || intent.setup_future_usage === null) {
    if (method.customer === null) markSpent(account, method.id);
    return;
  }
  if (intent.setup_future_usage === "off_session") markSetUp(account, method.id);
  if (method.customer === null) attachTo(account, method, requireCustomer(account, customer).id);
}

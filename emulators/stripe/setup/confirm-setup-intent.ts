import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { abandonAuthentications, startAuthentication } from "../authentication.ts";
import type { TestCard } from "../cards.ts";
import { requireCustomer } from "../customers.ts";
import { envelope, invalidParams, invalidRequest } from "../errors.ts";
import type { ErrorBody } from "../errors.ts";
import { idOf } from "../ids.ts";
import { boolean, text } from "../params.ts";
import { attachTo, declineFailure, markSetUp, requirePaymentMethod, requireUsablePaymentMethod, testCardOf } from "../payment-methods.ts";
import { setupAttempt } from "./setup-intent-object.ts";

/** What both create with confirm and confirm take besides the intent's own fields. */
export const confirmParams = { return_url: text().optional(), use_stripe_sdk: boolean().optional() };

interface ConfirmOptions {
  return_url?: string | undefined;
  use_stripe_sdk?: boolean | undefined;
  /** Applies what the call changes on the intent, once it is known that it may be confirmed. */
  change?: () => Stripe.SetupIntent;
}

/** Saves the payment method for later, or asks for authentication, or is declined: https://docs.stripe.com/payments/setup-intents */
export function confirmSetupIntent(account: StripeAccount, before: Stripe.SetupIntent, options: ConfirmOptions): Stripe.SetupIntent {
  requireOpen(before, "confirm");
  const intent = options.change?.() ?? before;
  requireReturnUrl(intent, options);
  const method_id = idOf(intent.payment_method);
  if (method_id === null) {
    throw invalidRequest(
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
      { code: "setup_intent_unexpected_state", setup_intent: intent },
    );
  }
  abandonAuthentications(account, intent.id);
  const method = requireUsablePaymentMethod(account, method_id);
  const card = method.type === "card" ? testCardOf(account, method) : null;
  if (card?.authentication !== "required" && card?.authentication !== "required_unless_saved") return saveOrDecline(account, { intent, method, card });

  const next_action = startAuthentication(account, intent, options) as Stripe.SetupIntent.NextAction;
  const waiting = save(account, { ...intent, status: "requires_action", next_action, last_setup_error: null });
  account.emit("setup_intent.requires_action", waiting);
  return waiting;
}

/** The customer passed: the method is saved, or the bank declines all the same, which then shows on the intent alone. */
export function passSetup(account: StripeAccount, intent: Stripe.SetupIntent): void {
  const method = requirePaymentMethod(account, idOf(intent.payment_method) ?? "");
  const card = testCardOf(account, method);
  if (isDeclined(card)) recordFailure(account, { intent, method }, { type: "card_error", ...card.decline });
  else succeed(account, { intent, method, authenticated: true });
}

export function failSetup(account: StripeAccount, intent: Stripe.SetupIntent): void {
  const method = requirePaymentMethod(account, idOf(intent.payment_method) ?? "");
  recordFailure(
    account,
    { intent, method },
    {
      type: "invalid_request_error",
      code: "setup_intent_authentication_failure",
      message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    },
  );
}

export function cancelSetupIntent(
  account: StripeAccount,
  intent: Stripe.SetupIntent,
  reason: Stripe.SetupIntent.CancellationReason | null,
): Stripe.SetupIntent {
  requireOpen(intent, "cancel");
  abandonAuthentications(account, intent.id);
  const canceled = save(account, { ...intent, status: "canceled", cancellation_reason: reason, next_action: null });
  account.emit("setup_intent.canceled", canceled);
  return canceled;
}

interface Setup {
  intent: Stripe.SetupIntent;
  method: Stripe.PaymentMethod;
}

function saveOrDecline(account: StripeAccount, { intent, method, card }: Setup & { card: TestCard | null }): Stripe.SetupIntent {
  if (!card || !isDeclined(card)) return succeed(account, { intent, method, authenticated: false });
  const failed = recordFailure(account, { intent, method }, { type: "card_error", ...card.decline });
  throw declineFailure(card.decline, { setup_intent: failed, payment_method: method });
}

function succeed(account: StripeAccount, { intent, method, authenticated }: Setup & { authenticated: boolean }): Stripe.SetupIntent {
  const attempt = setupAttempt(account, { intent, method, authenticated });
  account.put("setup_attempts", attempt);
  const done = save(account, { ...intent, status: "succeeded", latest_attempt: attempt.id, next_action: null, last_setup_error: null });
  account.emit("setup_intent.succeeded", done);
  const customer = idOf(intent.customer);
  if (intent.usage === "off_session") markSetUp(account, method.id);
  if (customer !== null && method.customer === null) attachTo(account, method, requireCustomer(account, customer).id);
  return done;
}

function recordFailure(account: StripeAccount, { intent, method }: Setup, error: Omit<ErrorBody, "payment_method">): Stripe.SetupIntent {
  const { error: worded } = envelope({ ...error, payment_method: method }, "");
  const { request_log_url: _log, ...last_setup_error } = worded as Stripe.SetupIntent.LastSetupError;
  const attempt: Stripe.SetupAttempt = {
    ...setupAttempt(account, { intent, method, authenticated: false }),
    status: "failed",
    setup_error: last_setup_error as Stripe.SetupAttempt.SetupError,
  };
  account.put("setup_attempts", attempt);
  const failed = save(account, {
    ...intent,
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    latest_attempt: attempt.id,
    last_setup_error,
  });
  account.emit("setup_intent.setup_failed", failed);
  return failed;
}

/** A card may let itself be saved and be declined only when it is charged. */
function isDeclined(card: TestCard): card is TestCard & { decline: NonNullable<TestCard["decline"]> } {
  return card.decline !== undefined && !card.declines_when_charged;
}

function requireOpen(intent: Stripe.SetupIntent, verb: "confirm" | "cancel"): void {
  if (["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status)) return;
  throw invalidRequest(`You cannot ${verb} this SetupIntent because it has a status of ${intent.status}.`, {
    code: "setup_intent_unexpected_state",
    setup_intent: intent,
  });
}

function requireReturnUrl(intent: Stripe.SetupIntent, options: ConfirmOptions): void {
  if (options.return_url !== undefined && !URL.canParse(options.return_url))
    throw invalidParams("Not a valid URL", { code: "url_invalid", param: "return_url" });
  const mayRedirect = intent.automatic_payment_methods?.allow_redirects === "always";
  if (options.return_url !== undefined || options.use_stripe_sdk || !mayRedirect) return;
  throw invalidRequest(
    "This SetupIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
    { param: "return_url" },
  );
}

function save(account: StripeAccount, intent: Stripe.SetupIntent): Stripe.SetupIntent {
  account.put("setup_intents", intent);
  return intent;
}

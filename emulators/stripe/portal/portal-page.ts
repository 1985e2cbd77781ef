import type Stripe from "stripe";
import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";
import type { StripeAccount } from "../account.ts";
import { changeSubscription } from "../billing/subscriptions.ts";
import { endSubscription } from "../billing/subscription-status.ts";
import { StripeFailure } from "../errors.ts";
import { cardIn } from "../hosted/card-choice.ts";
import { closedPage, redirectTo } from "../hosted/hosted-page.ts";
import { confirmSetupIntent } from "../setup/confirm-setup-intent.ts";
import { blankSetupIntent } from "../setup/setup-intent-object.ts";
import { payWithCard } from "./change-card.ts";
import { requireConfiguration } from "./configurations.ts";
import { cancelView, cardView, homeView } from "./portal-views.ts";
import { secondsUsable } from "./portal-sessions.ts";

/** The customer's own page: GET shows it or one of its steps (?step=…), POST action=… changes something. */
export function respondToPortal(account: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const here = request.url.pathname;
  const [session] = account.find("portal_sessions", "url", `${account.base_url}${here}`);
  if (!session) return closedPage({ status: 404, title: "No such page", words: "Open it again from the shop." });
  if (session.created + secondsUsable < account.seconds())
    return closedPage({ status: 410, title: "This page has expired", words: "Open it again from the shop.", back: session.return_url });
  const returned = request.url.searchParams.get("setup_intent");
  if (returned !== null) return backFromBank(account, session, { intent: account.get("setup_intents", returned), here });
  if (request.method === "POST") return act(account, session, new URLSearchParams(request.body.toString("utf8")), here);
  return show(account, session, request.url.searchParams);
}

function show(account: StripeAccount, session: Stripe.BillingPortal.Session, asked: URLSearchParams, problem: string | null = null): EmulatorResponse {
  const ends = asked.get("cancel") ?? (asked.has("home") ? null : (session.flow?.subscription_cancel?.subscription ?? null));
  const subscription = ends === null ? null : theirs(account, session, ends);
  if (subscription && isGoingOn(subscription)) return cancelView(subscription, problem);
  const changesCard = asked.has("card") || (session.flow?.type === "payment_method_update" && !asked.has("home"));
  if (changesCard) return cardView(account, session, problem, asked);
  return homeView(account, session, { features: requireConfiguration(account, String(session.configuration)).features, problem });
}

function act(account: StripeAccount, session: Stripe.BillingPortal.Session, sent: URLSearchParams, here: string): EmulatorResponse {
  const { features } = requireConfiguration(account, String(session.configuration));
  const subscription = theirs(account, session, sent.get("subscription") ?? "");
  try {
    switch (sent.get("action")) {
      case "cancel":
        if (!subscription || !features.subscription_cancel.enabled) break;
        if (features.subscription_cancel.mode === "immediately") endSubscription(account, subscription, { reason: "cancellation_requested" });
        else changeSubscription(account, subscription, { cancel_at_period_end: true });
        return redirectTo(afterwards(session, here));
      case "renew":
        if (subscription) changeSubscription(account, subscription, { cancel_at_period_end: false });
        return redirectTo(`${here}?home`);
      case "card": {
        if (!features.payment_method_update.enabled) break;
        const next = saveCard(account, session, sent, here);
        return redirectTo(next ?? afterwards(session, here));
      }
    }
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return sent.get("action") === "card" ? cardView(account, session, error.message, sent) : show(account, session, sent, error.message);
  }
  return show(account, session, sent, "That cannot be done here.");
}

/** Saves what was typed with the customer, by way of their bank where it wants that; answers where to go for it. */
function saveCard(account: StripeAccount, session: Stripe.BillingPortal.Session, sent: URLSearchParams, here: string): string | null {
  const payment_method = cardIn(account, sent, []);
  const intent: Stripe.SetupIntent = { ...blankSetupIntent(account), customer: session.customer };
  account.put("setup_intents", intent);
  account.emit("setup_intent.created", intent);
  const confirmed = confirmSetupIntent(account, intent, { return_url: `${account.base_url}${here}`, change: () => ({ ...intent, payment_method }) });
  if (confirmed.status !== "succeeded") return confirmed.next_action?.redirect_to_url?.url ?? null;
  payWithCard(account, session.customer, payment_method);
  return null;
}

/** The customer is back from their bank, with a card that it agreed to or without. */
function backFromBank(
  account: StripeAccount,
  session: Stripe.BillingPortal.Session,
  returned: { intent: Stripe.SetupIntent | null; here: string },
): EmulatorResponse {
  const { intent, here } = returned;
  if (!intent || intent.customer !== session.customer) return redirectTo(`${here}?home`);
  if (intent.status !== "succeeded" || typeof intent.payment_method !== "string")
    return cardView(account, session, intent.last_setup_error?.message ?? "Your bank did not agree to this card.", new URLSearchParams());
  payWithCard(account, session.customer, intent.payment_method);
  return redirectTo(afterwards(session, here));
}

function theirs(account: StripeAccount, session: Stripe.BillingPortal.Session, id: string): Stripe.Subscription | null {
  const subscription = account.get("subscriptions", id);
  return subscription?.customer === session.customer ? subscription : null;
}

function isGoingOn({ status, cancel_at_period_end }: Stripe.Subscription): boolean {
  return ["active", "past_due", "unpaid"].includes(status) && !cancel_at_period_end;
}

function afterwards(session: Stripe.BillingPortal.Session, here: string): string {
  return session.flow?.after_completion.redirect?.return_url ?? `${here}?home`;
}

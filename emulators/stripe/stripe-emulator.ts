import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { createAccount } from "./account.ts";
import type { Reactions, StripeAccount } from "./account.ts";
import { askForInvoiceBy, collect, failInvoiceBy, finalizeAndCollect, payInvoiceBy } from "./billing/collect-invoice.ts";
import { endAsAsked, endPeriod, expireIncomplete } from "./billing/subscription-life.ts";
import { respondToInvoice } from "./billing/invoice-page.ts";
import { respondToCheckout } from "./checkout/checkout-page.ts";
import { completeSessionBy, passExpiry } from "./checkout/session-life.ts";
import { respondToPortal } from "./portal/portal-page.ts";
import type { DueWork } from "./schedule.ts";
import { followAccountLink } from "./accounts/account-links.ts";
import { showExpressDashboard } from "./accounts/express-dashboard.ts";
import { followLoginLink } from "./accounts/login-links.ts";
import { passDeadline } from "./accounts/onboarding.ts";
import { respondToOnboarding } from "./accounts/onboarding-page.ts";
import { createApi, faultyAnswer } from "./api.ts";
import { respondToAuthentication } from "./authentication-page.ts";
import { settleCharge } from "./charges.ts";
import { finishProcessing } from "./confirm-payment-intent.ts";
import { runAutomaticPayout } from "./payouts/automatic-payouts.ts";
import { arrive, takeOver } from "./payouts/payout-life.ts";
import { showReceipt } from "./receipt-page.ts";
import { disputeByCard } from "./disputes/disputing-cards.ts";
import { decideByEvidence, passDueDate } from "./disputes/dispute-life.ts";
import { finishRefund } from "./refunds.ts";
import { createIdempotency } from "./idempotency.ts";
import { createStripeControl } from "./stripe-control.ts";
import type { StripeSettings } from "./stripe-control.ts";
import { serveStripeJs } from "./stripe-js/serve.ts";
import { deliver } from "./webhook-delivery.ts";
import { replaceEndpoints } from "./webhook-endpoints.ts";
import { setWebhookFaults } from "./webhook-faults.ts";
import { endpointsOf, webhookSettings } from "./webhook-wiring.ts";

/** What the clock brings, by the kind under which it was planned. */
const work: DueWork = {
  settle_charge: (account, id) => void settleCharge(account, id),
  finish_refund: finishRefund,
  finish_processing: finishProcessing,
  deliver_webhook: deliver,
  requirements_deadline: passDeadline,
  automatic_payout: runAutomaticPayout,
  payout_in_transit: takeOver,
  payout_arrives: arrive,
  card_disputes: disputeByCard,
  dispute_due: passDueDate,
  decide_dispute: decideByEvidence,
  subscription_period_ends: endPeriod,
  subscription_cancels: endAsAsked,
  subscription_expires: expireIncomplete,
  finalize_invoice: finalizeAndCollect,
  collect_invoice: collect,
  checkout_expires: passExpiry,
};

const reactions: Reactions = {
  "payment_intent.succeeded"(account, intent) {
    payInvoiceBy(account, intent);
    completeSessionBy(account, intent);
  },
  "setup_intent.succeeded": completeSessionBy,
  "payment_intent.payment_failed": failInvoiceBy,
  "payment_intent.requires_action": askForInvoiceBy,
};

/** The pages that Stripe hosts, by the first part of their address under /stripe. */
const pages: Record<string, (account: StripeAccount, request: EmulatorRequest) => EmulatorResponse> = {
  authentications: respondToAuthentication,
  receipts: showReceipt,
  connect: followAccountLink,
  onboarding: respondToOnboarding,
  express: followLoginLink,
  dashboard: showExpressDashboard,
  checkout: respondToCheckout,
  invoices: respondToInvoice,
  portal: respondToPortal,
};

/** Stripe's API under /v1, its pages under /stripe, and a stand-in for Stripe.js under /stripe-js. */
export function createStripeEmulator(context: EmulatorContext): Emulator {
  const settings: StripeSettings = {
    ...webhookSettings(process.env),
    latency_ms: 0,
  };
  const account = createAccount(context, { work, reactions });
  const idempotency = createIdempotency(context.store, account.now);
  const api = createApi({ account, idempotency, latencyMs: () => settings.latency_ms });

  // Endpoints kept from an earlier run stay, unless the environment names others.
  if (settings.webhook_urls.length > 0) replaceEndpoints(account, endpointsOf(settings));
  account.scheduler.reload();
  account.scheduler.run();

  async function respond(request: EmulatorRequest): Promise<EmulatorResponse> {
    const path = request.url.pathname;
    if (path.startsWith("/stripe-js/")) return serveStripeJs(request);
    const [, place, door] = path.split("/");
    const show = place === "stripe" && door !== undefined && Object.hasOwn(pages, door) ? pages[door] : undefined;
    return show ? show(account, request) : api(request);
  }

  return {
    name: "stripe",
    handles: (pathname) => ["/v1/", "/stripe/", "/stripe-js/"].some((start) => pathname.startsWith(start)),
    respond,
    control: createStripeControl(account, settings),
    faultResponse: faultyAnswer,
    clockMoved: () => account.scheduler.run(),
    close: () => account.scheduler.stop(),
    reset() {
      account.scheduler.stop();
      account.forget();
      idempotency.reload();
      setWebhookFaults(account, {});
      settings.latency_ms = 0;
      replaceEndpoints(account, endpointsOf(settings));
    },
  };
}

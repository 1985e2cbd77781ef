import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { createAccount } from "./account.ts";
import { createApi, faultyAnswer } from "./api.ts";
import { respondToAuthentication } from "./authentication-page.ts";
import { settleCharge } from "./charges.ts";
import { finishProcessing } from "./confirm-payment-intent.ts";
import { showReceipt } from "./receipt-page.ts";
import { finishRefund } from "./refunds.ts";
import { createStripeControl } from "./stripe-control.ts";
import type { StripeSettings } from "./stripe-control.ts";
import { serveStripeJs } from "./stripe-js/serve.ts";
import { deliver } from "./webhook-delivery.ts";
import { replaceEndpoints } from "./webhook-endpoints.ts";
import { setWebhookFaults } from "./webhook-faults.ts";

/** Stripe's API under /v1, its pages under /stripe, and a stand-in for Stripe.js under /stripe-js. */
export function createStripeEmulator(context: EmulatorContext): Emulator {
  const settings: StripeSettings = {
    webhook_urls: (process.env.STRIPE_WEBHOOK_URL ?? "")
      .split(",")
      .map((url) => url.trim())
      .filter((url) => url !== ""),
    webhook_secret: process.env.STRIPE_WEBHOOK_SECRET || "whsec_emulator",
    latency_ms: 0,
  };
  const account = createAccount(context, {
    settle_charge: (...due) => void settleCharge(...due),
    finish_refund: finishRefund,
    finish_processing: finishProcessing,
    deliver_webhook: deliver,
  });
  const api = createApi({ account, store: context.store, latencyMs: () => settings.latency_ms });

  // Endpoints kept from an earlier run stay, unless the environment names others.
  if (settings.webhook_urls.length > 0) replaceEndpoints(account, settings.webhook_urls, settings.webhook_secret);
  account.schedule.run();

  async function respond(request: EmulatorRequest): Promise<EmulatorResponse> {
    const path = request.url.pathname;
    if (path.startsWith("/stripe-js/")) return serveStripeJs(request);
    if (path.startsWith("/stripe/authentications/")) return respondToAuthentication(account, request);
    if (path.startsWith("/stripe/receipts/")) return showReceipt(account, request);
    return api(request);
  }

  return {
    name: "stripe",
    handles: (pathname) => ["/v1/", "/stripe/", "/stripe-js/"].some((start) => pathname.startsWith(start)),
    respond,
    control: createStripeControl(account, settings),
    faultResponse: faultyAnswer,
    clockMoved: () => account.schedule.run(),
    close: () => account.schedule.stop(),
    reset() {
      account.schedule.stop();
      setWebhookFaults(account, {});
      settings.latency_ms = 0;
      replaceEndpoints(account, settings.webhook_urls, settings.webhook_secret);
    },
  };
}

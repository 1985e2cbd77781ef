import { z } from "zod";
import { ControlError, readJson } from "../control.ts";
import type { EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import type { StripeAccount } from "./account.ts";
import { connectedBooks } from "./accounts/connected-account.ts";
import { controlAccount } from "./accounts/account-control.ts";
import { setDunning } from "./billing/dunning.ts";
import { controlCharge, controlDispute } from "./disputes/dispute-control.ts";
import { controlRefund } from "./refund-control.ts";
import { controlPayout } from "./payouts/payout-control.ts";
import { flushHeld, resendEvent } from "./webhook-delivery.ts";
import { replaceEndpoints } from "./webhook-endpoints.ts";
import { setWebhookFaults, webhookFaultsSchema } from "./webhook-faults.ts";
import { connectUrlBeside, endpointsOf } from "./webhook-wiring.ts";
import type { WebhookSettings } from "./webhook-wiring.ts";

/** Kept over a reset, where it is wiring and not data. */
export interface StripeSettings extends WebhookSettings {
  /** How long each API call takes, during which its idempotency key is in use. */
  latency_ms: number;
}

/**
 * The switches under /_control/stripe:
 *   POST webhook-endpoints {urls, secret?, connect_urls?, connect_secret?}   replaces the endpoints
 *   POST webhook-faults {drop?, duplicate?, shuffle?, delay_ms?, hold?}   replaces the faults, {} ends them
 *   POST webhooks/flush   sends what is held
 *   GET  webhooks   every delivery with its attempts
 *   POST events/{id}/resend
 *   POST latency {ms}
 *   POST dunning {retry_days?, after_retries?}   what happens after a renewal could not be paid
 *   POST accounts/{id}/…   see accounts/account-control.ts
 *   POST charges/{id}/…, disputes/{id}/…   see disputes/dispute-control.ts
 *   POST refunds/{id}/fail {reason?}
 *   POST payouts/{id}/…   see payouts/payout-control.ts
 */
export function createStripeControl(account: StripeAccount, settings: StripeSettings) {
  return async function control(path: string, request: EmulatorRequest): Promise<EmulatorResponse | null> {
    const body = () => readJson(request.body);
    switch (`${request.method} ${path}`) {
      case "POST webhook-endpoints": {
        const { urls, secret, connect_urls, connect_secret } = endpointsSchema.parse(body());
        settings.webhook_urls = urls;
        settings.connect_webhook_urls = connect_urls ?? urls.map(connectUrlBeside);
        settings.webhook_secret = secret ?? settings.webhook_secret;
        settings.connect_webhook_secret = connect_secret ?? settings.connect_webhook_secret;
        return ok({ endpoints: replaceEndpoints(account, endpointsOf(settings)) });
      }
      case "POST webhook-faults": {
        const faults = webhookFaultsSchema.parse(body());
        setWebhookFaults(account, faults);
        return ok({ faults });
      }
      case "POST webhooks/flush":
        return ok({ deliveries: await flushHeld(account) });
      case "GET webhooks":
        return ok({ deliveries: account.list("webhook_deliveries") });
      case "POST dunning":
        return ok({ dunning: setDunning(account, body()) });
      case "POST latency": {
        settings.latency_ms = latencySchema.parse(body()).ms;
        return ok({ latency_ms: settings.latency_ms });
      }
    }
    const [noun, id = "", action = ""] = path.split("/");
    const controlled = request.method === "POST" && Object.hasOwn(nouns, noun ?? "") ? nouns[noun ?? ""] : undefined;
    if (controlled) {
      const answer = controlled(account, id, action, body());
      return answer && ok(answer);
    }
    const resend = /^events\/(\w+)\/resend$/.exec(path);
    if (request.method !== "POST" || !resend) return null;
    const books = booksOfEvent(account, resend[1] ?? "");
    const event = books?.get("events", resend[1] ?? "");
    if (!books || !event) throw new ControlError(`There is no event ${resend[1]}.`);
    return ok({ deliveries: await resendEvent(books, event) });
  };
}

/** What may be done to one object, by POST /_control/stripe/{noun}/{id}/{action}. */
const nouns: Record<string, (platform: StripeAccount, id: string, action: string, body: unknown) => object | null> = {
  accounts: controlAccount,
  charges: controlCharge,
  disputes: controlDispute,
  payouts: controlPayout,
  refunds: controlRefund,
};

/** The platform's books, or those of the connected account in which the event happened. */
function booksOfEvent(platform: StripeAccount, event: string): StripeAccount | undefined {
  return [platform, ...connectedBooks(platform)].find((books) => books.get("events", event) !== null);
}

const ok = (body: object): EmulatorResponse => ({ status: 200, body });

const urls = z.array(z.url({ protocol: /^https?$/ }));
const endpointsSchema = z.strictObject({
  urls,
  secret: z.string().min(1).optional(),
  connect_urls: urls.optional(),
  connect_secret: z.string().min(1).optional(),
});
const latencySchema = z.strictObject({ ms: z.int().min(0).max(60_000) });

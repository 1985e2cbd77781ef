import { z } from "zod";
import { ControlError, readJson } from "../control.ts";
import type { EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import type { StripeAccount } from "./account.ts";
import { flushHeld, resendEvent } from "./webhook-delivery.ts";
import { replaceEndpoints } from "./webhook-endpoints.ts";
import { setWebhookFaults, webhookFaultsSchema } from "./webhook-faults.ts";

export interface StripeSettings {
  /** Where webhooks go; kept over a reset, for it is wiring and not data. */
  webhook_urls: string[];
  webhook_secret: string;
  /** How long each API call takes, during which its idempotency key is in use. */
  latency_ms: number;
}

/**
 * The switches under /_control/stripe:
 *   POST webhook-endpoints {urls, secret?}   replaces the endpoints
 *   POST webhook-faults {drop?, duplicate?, shuffle?, delay_ms?, hold?}   replaces the faults, {} ends them
 *   POST webhooks/flush   sends what is held
 *   GET  webhooks   every delivery with its attempts
 *   POST events/{id}/resend
 *   POST latency {ms}
 */
export function createStripeControl(account: StripeAccount, settings: StripeSettings) {
  return async function control(path: string, request: EmulatorRequest): Promise<EmulatorResponse | null> {
    const body = () => readJson(request.body);
    switch (`${request.method} ${path}`) {
      case "POST webhook-endpoints": {
        const { urls, secret } = endpointsSchema.parse(body());
        settings.webhook_urls = urls;
        settings.webhook_secret = secret ?? settings.webhook_secret;
        return ok({ endpoints: replaceEndpoints(account, settings.webhook_urls, settings.webhook_secret) });
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
      case "POST latency": {
        settings.latency_ms = latencySchema.parse(body()).ms;
        return ok({ latency_ms: settings.latency_ms });
      }
    }
    const resend = /^events\/(\w+)\/resend$/.exec(path);
    if (request.method !== "POST" || !resend) return null;
    const event = account.get("events", resend[1] ?? "");
    if (!event) throw new ControlError(`There is no event ${resend[1]}.`);
    return ok({ deliveries: await resendEvent(account, event) });
  };
}

const ok = (body: object): EmulatorResponse => ({ status: 200, body });

const endpointsSchema = z.strictObject({ urls: z.array(z.url({ protocol: /^https?$/ })), secret: z.string().min(1).optional() });
const latencySchema = z.strictObject({ ms: z.int().min(0).max(60_000) });

import "server-only";
import Stripe from "stripe";
import type { Env } from "@/lib/config/env";
import { connectionReason, findingOfAnswer } from "@/lib/integrations/provider-answer";
import { checkOf, clockCheck, fails, found, holds, latencyCheck, notLookedAt, type Probe, type ProbeCall } from "@/lib/probes/check";
import type { CheckResult, Finding } from "@/lib/probes/schema";
import { findSignal } from "@/lib/probes/signals";
import { followedEvents } from "./events";
import { missingPrices } from "./sponsor-prices";

type Config = NonNullable<Env["stripe"]>;

/** An event that Stripe could not deliver for this long is no hiccup. */
const lateMs = 2 * 60_000;
const hourSeconds = 3_600;

/** Asks Stripe for its newest events and our webhook endpoint: reads only, so nothing is ever charged or made. */
export const stripeProbe: Probe = {
  service: "stripe",
  mode: ({ stripe }) => (stripe ? (stripe.emulator_url ? "emulated" : stripe.mode) : null),
  async ask(call) {
    const config = call.env.stripe;
    if (!config) throw new Error("asked without keys");
    const client = clientOf(config);
    const started = performance.now();
    try {
      const recent = await client.events.list({ limit: 100, created: { gte: Math.floor(call.now.getTime() / 1_000) - hourSeconds } });
      const latency_ms = Math.round(performance.now() - started);
      const date = recent.lastResponse.headers.date;
      const late = lateEvents(recent.data, call.now);
      return {
        latency_ms,
        checks: [
          holds("Key accepted"),
          modeCheck(config),
          clockCheck("stripe", date, call.machineNow()),
          ...(await Promise.all([webhookChecks(client, call, late), pricesCheck(client)])).flat(),
          latencyCheck("stripe", latency_ms),
        ],
      };
    } catch (error) {
      return { latency_ms: null, checks: [fails("Key accepted", findingOf(error, "events"))] };
    }
  },
};

/** No retries: what a retry would hide is what is looked for. */
function clientOf({ secret_key, emulator_url }: Config): Stripe {
  const at = emulator_url ? new URL(emulator_url) : null;
  return new Stripe(secret_key, {
    timeout: 4_500,
    maxNetworkRetries: 0,
    telemetry: false,
    ...(at && { protocol: "http" as const, host: at.hostname, port: Number(at.port) }),
  });
}

function modeCheck({ secret_key, publishable_key }: Config): CheckResult {
  const [secret_mode = "", publishable_mode = ""] = [secret_key.split("_")[1], publishable_key.split("_")[1]];
  return checkOf("Both keys are of one mode", secret_mode === publishable_mode ? null : found("stripe", "mode_mixed", { secret_mode, publishable_mode }));
}

function lateEvents(events: Stripe.Event[], now: Date): Stripe.Event[] {
  return events.filter(({ pending_webhooks, created }) => pending_webhooks > 0 && now.getTime() - created * 1_000 > lateMs);
}

async function webhookChecks(client: Stripe, { env, now }: ProbeCall, late: Stripe.Event[]): Promise<CheckResult[]> {
  const url = `${env.app_url}/api/stripe/webhook`;
  const delivered = await deliveryCheck(url, late, now);
  try {
    const endpoints = await client.webhookEndpoints.list({ limit: 100 });
    const ours = endpoints.data.find((endpoint) => isSamePlace(endpoint.url, url));
    const connected = checkOf("Coaches’ accounts have their endpoint", connectFinding(endpoints.data, `${url}/connect`, env.stripe?.connect_webhook_secret ?? null));
    return [checkOf("Our webhook endpoint is there and whole", endpointFinding(ours, { url, count: endpoints.data.length })), delivered, connected];
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError)
      return [notLookedAt("Our webhook endpoint is there and whole", "the restricted key may not read endpoints"), delivered];
    return [fails("Our webhook endpoint is there and whole", findingOf(error, "webhook endpoints")), delivered];
  }
}

/** Without them nobody can be sponsored; sessions are paid for all the same. */
async function pricesCheck(client: Stripe): Promise<CheckResult[]> {
  const name = "The sponsorships' prices are there";
  try {
    const missing = await missingPrices(client);
    return [checkOf(name, missing.length > 0 ? found("stripe", "prices_missing", { count: missing.length, first: missing[0]?.lookup_key ?? "" }) : null)];
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return [notLookedAt(name, "the restricted key may not read prices")];
    return [fails(name, findingOf(error, "prices"))];
  }
}

function endpointFinding(endpoint: Stripe.WebhookEndpoint | undefined, { url, count }: { url: string; count: number }): Finding | null {
  if (!endpoint) return found("stripe", "webhook_missing", { url, count });
  if (endpoint.status !== "enabled") return found("stripe", "webhook_disabled", { url });
  const missing = followedEvents.filter((type) => !endpoint.enabled_events.some((enabled) => enabled === "*" || enabled === type));
  return missing.length > 0 ? found("stripe", "webhook_events_missing", { url, events: missing.join(", ") }) : null;
}

function connectFinding(endpoints: Stripe.WebhookEndpoint[], url: string, secret: string | null): Finding | null {
  if (!secret) return found("stripe", "connect_secret_missing", { url });
  return endpoints.some((endpoint) => isSamePlace(endpoint.url, url)) ? null : found("stripe", "connect_webhook_missing", { url });
}

/**
 * Stripe itself says what it could not deliver; that alone tells a wrong secret from a site out of reach, since anybody may send
 * rubbish with a signature that does not fit.
 */
async function deliveryCheck(url: string, late: Stripe.Event[], now: Date): Promise<CheckResult> {
  const name = "Events arrive with a signature that fits";
  const oldest = late.at(-1);
  if (!oldest) return holds(name);
  const [refused, accepted] = await Promise.all([findSignal("stripe_webhook_refused"), findSignal("stripe_webhook_accepted")]);
  const isRefused = refused !== null && now.getTime() - refused.getTime() < hourSeconds * 1_000 && (accepted === null || accepted < refused);
  const minutes = Math.round((now.getTime() - oldest.created * 1_000) / 60_000);
  return fails(name, found("stripe", isRefused ? "webhook_secret_wrong" : "webhook_not_received", { url, count: late.length, minutes }));
}

/** One machine has several names. */
function isSamePlace(theirs: string, ours: string): boolean {
  const plain = (text: string) => text.replace(/^(https?:\/\/)(127\.0\.0\.1|\[::1\])/, "$1localhost").replace(/\/$/, "");
  return plain(theirs) === plain(ours);
}

function findingOf(error: unknown, what: string): Finding {
  if (error instanceof Stripe.errors.StripeAuthenticationError) return found("stripe", "key_refused");
  if (error instanceof Stripe.errors.StripePermissionError) return found("stripe", "scope_missing", { what });
  if (error instanceof Stripe.errors.StripeConnectionError) return findingOfAnswer("stripe", { status: null, reason: connectionReason(error.detail ?? error) });
  if (error instanceof Stripe.errors.StripeError) return findingOfAnswer("stripe", { status: error.statusCode ?? 500 });
  throw error;
}

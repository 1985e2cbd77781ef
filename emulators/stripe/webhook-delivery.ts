import { createHmac } from "node:crypto";
import type Stripe from "stripe";
import type { StripeAccount } from "./account.ts";
import { matchesType } from "./event-types.ts";
import { newId } from "./ids.ts";
import type { StoredEndpoint } from "./webhook-endpoints.ts";
import { planDelivery } from "./webhook-faults.ts";

/** One event on its way to one endpoint, with every attempt so far. */
export interface WebhookDelivery {
  id: string;
  event: string;
  event_type: string;
  /** The connected account in whose books the event is; null for the platform's. */
  account: string | null;
  endpoint: string;
  url: string;
  created: number;
  state: "waiting" | "held" | "delivered" | "given_up" | "dropped";
  /** An extra copy that a fault or a resend made: it does not count in pending_webhooks. */
  is_extra: boolean;
  attempts: { at: string; status: number | null; error: string | null; duration_ms: number }[];
  next_attempt_at: string | null;
}

/** Stripe tries for three days; here the delays are seconds, so that a retry can be watched. */
const retryDelaysMs = [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000];
const patienceMs = 10_000;

/** Gives the event to the endpoints that want it, as the webhook faults say. */
export function queueDeliveries(account: StripeAccount, event: Stripe.Event, endpoints: StoredEndpoint[]): void {
  const { platform } = account;
  for (const endpoint of endpoints) {
    const plan = planDelivery(platform);
    const first = newDelivery(account, event, endpoint);
    platform.put("webhook_deliveries", { ...first, state: plan.drop ? "dropped" : plan.hold ? "held" : "waiting" });
    if (plan.drop) continue;
    const copies = Array.from({ length: plan.extra_copies }, () => ({ ...newDelivery(account, event, endpoint), is_extra: true }));
    for (const copy of copies) platform.put("webhook_deliveries", { ...copy, state: plan.hold ? "held" : "waiting" });
    if (plan.hold) continue;
    for (const { id } of [first, ...copies]) platform.schedule.add("deliver_webhook", id, plan.delay_ms);
  }
}

/** The platform's events go to its own endpoints, those of connected accounts to the endpoints made with connect. */
export function endpointsFor(account: StripeAccount, type: string): StoredEndpoint[] {
  const connect = account.connected_id !== null;
  return account.platform
    .list("webhook_endpoints")
    .filter((endpoint) => endpoint.connect === connect && endpoint.status === "enabled")
    .filter(({ enabled_events }) => enabled_events.some((pattern) => matchesType(type, pattern)));
}

/** Sends an event of these books once more to every endpoint, whatever the faults say; answers the deliveries as they ended. */
export async function resendEvent(account: StripeAccount, event: Stripe.Event): Promise<WebhookDelivery[]> {
  const deliveries = endpointsFor(account, event.type).map((endpoint) => ({ ...newDelivery(account, event, endpoint), is_extra: true }));
  for (const delivery of deliveries) account.platform.put("webhook_deliveries", delivery);
  return deliverAll(account.platform, deliveries);
}

/** Sends what was held back, in the order in which it happened. */
export function flushHeld(account: StripeAccount): Promise<WebhookDelivery[]> {
  return deliverAll(
    account,
    account.list("webhook_deliveries").filter(({ state }) => state === "held"),
  );
}

/** One attempt; a failure is tried again after a growing delay. The account is the platform, which keeps all deliveries. */
export async function deliver(account: StripeAccount, id: string): Promise<void> {
  const delivery = account.get("webhook_deliveries", id);
  const books = delivery?.account ? account.connected(delivery.account) : account;
  const event = delivery && books.get("events", delivery.event);
  const endpoint = delivery && account.get("webhook_endpoints", delivery.endpoint);
  if (!delivery || !event) return;
  if (!endpoint) return account.put("webhook_deliveries", { ...delivery, state: "given_up", next_attempt_at: null });

  const started = performance.now();
  const at = account.now().toISOString();
  const answer = await post(delivery.url, JSON.stringify(event, null, 2), endpoint.secret);
  // A reset while the endpoint was answering took the delivery away: nothing is left to note.
  if (!account.get("webhook_deliveries", id)) return;

  const attempts = [...delivery.attempts, { at, ...answer, duration_ms: Math.round(performance.now() - started) }];
  if (answer.status !== null && answer.status >= 200 && answer.status < 300) {
    account.put("webhook_deliveries", { ...delivery, attempts, state: "delivered", next_attempt_at: null });
    if (!delivery.is_extra) countDown(books, event.id);
    return;
  }

  const delay = retryDelaysMs[attempts.length - 1];
  if (delay === undefined) return account.put("webhook_deliveries", { ...delivery, attempts, state: "given_up", next_attempt_at: null });
  account.put("webhook_deliveries", { ...delivery, attempts, state: "waiting", next_attempt_at: new Date(account.now().getTime() + delay).toISOString() });
  account.schedule.add("deliver_webhook", id, delay);
}

/** `t=…,v1=…`, the HMAC-SHA256 of "{t}.{body}": https://docs.stripe.com/webhooks#verify-manually */
export function signatureHeader(body: string, secret: string, seconds: number): string {
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${signature}`;
}

async function deliverAll(account: StripeAccount, deliveries: WebhookDelivery[]): Promise<WebhookDelivery[]> {
  for (const { id } of deliveries) await deliver(account, id);
  return deliveries.flatMap(({ id }) => account.get("webhook_deliveries", id) ?? []);
}

async function post(url: string, body: string, secret: string): Promise<{ status: number | null; error: string | null }> {
  // The receiver compares with its own clock, which is this machine's and not the emulators'.
  const signature = signatureHeader(body, secret, Math.floor(Date.now() / 1000));
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json; charset=utf-8", "user-agent": "Stripe/1.0 (emulator)", "stripe-signature": signature },
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.arrayBuffer();
    return { status: answer.status, error: null };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : null;
    return { status: null, error: cause || (error instanceof Error ? error.message : String(error)) };
  }
}

function countDown(account: StripeAccount, event_id: string): void {
  const event = account.get("events", event_id);
  if (event) account.put("events", { ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
}

function newDelivery(account: StripeAccount, event: Stripe.Event, endpoint: { id: string; url: string }): WebhookDelivery {
  return {
    id: newId("whd"),
    event: event.id,
    event_type: event.type,
    account: account.connected_id,
    endpoint: endpoint.id,
    url: endpoint.url,
    created: account.seconds(),
    state: "waiting",
    is_extra: false,
    attempts: [],
    next_attempt_at: null,
  };
}

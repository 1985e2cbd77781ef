import { createHmac, randomUUID } from "node:crypto";
import { z } from "zod";
import { ControlError } from "../control.ts";
import type { EmulatorContext } from "../emulator.ts";

/** One report on its way to one endpoint, with every attempt so far. Its id is the `svix-id` of them all. */
export interface MailDelivery {
  id: string;
  type: string;
  email_id: string | null;
  url: string;
  body: string;
  created_at: string;
  state: "waiting" | "held" | "delivered" | "given_up";
  attempts: { at: string; status: number | null; error: string | null }[];
  next_attempt_at: string | null;
}

export const mailDeliveries = "resend.webhook_deliveries";

/** Svix tries for more than a day; here the delays are seconds, so that a retry can be watched. */
const retry_delays_ms = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000];
const patience_ms = 10_000;

/** What README.md tells to subscribe to; "*" stands for all. */
const usual_types = ["email.bounced", "email.complained", "email.suppressed", "suppression.added"];

export interface MailWebhooks {
  /** Tells every endpoint that wants this type. */
  report(type: string, email_id: string | null, data: object): void;
  control(call: string, body: () => unknown): Promise<object | null>;
  run(): void;
  reset(): void;
  stop(): void;
}

/**
 * Resend's webhooks, signed as Svix signs them, from RESEND_WEBHOOK_URL with RESEND_WEBHOOK_SECRET, or what the control sets:
 *   POST webhook-endpoints {urls?, secret?, types?}   replaces what it names
 *   POST webhook-faults {duplicate?, hold?}   so many extra tries of each; keep all until flushed
 *   POST webhooks/flush, GET webhooks, POST webhooks/{id}/resend
 */
export function createMailWebhooks(context: EmulatorContext): MailWebhooks {
  const settings = { urls: addresses(process.env.RESEND_WEBHOOK_URL), secret: process.env.RESEND_WEBHOOK_SECRET || "whsec_ZW11bGF0b3ItcmVzZW5kLXdlYmhvb2s=", types: usual_types };
  let faults: z.infer<typeof faultsSchema> = {};
  let timer: NodeJS.Timeout | undefined;

  const get = (id: string) => context.store.get<MailDelivery>(mailDeliveries, id);
  const put = (delivery: MailDelivery) => context.store.put(mailDeliveries, delivery.id, delivery);
  const list = () => context.store.list<MailDelivery>(mailDeliveries);

  function report(type: string, email_id: string | null, data: object): void {
    if (!settings.types.includes(type) && !settings.types.includes("*")) return;
    const created_at = context.now().toISOString();
    const body = JSON.stringify({ type, created_at, data });
    for (const url of settings.urls) {
      const id = `msg_${randomUUID().replaceAll("-", "")}`;
      put({ id, type, email_id, url, body, created_at, state: faults.hold ? "held" : "waiting", attempts: [], next_attempt_at: faults.hold ? null : created_at });
    }
    run();
  }

  /** Delivers what is due by now and sets the timer for the next. */
  function run(): void {
    clearTimeout(timer);
    const now = context.now().getTime();
    const waiting = list().filter(({ next_attempt_at }) => next_attempt_at !== null);
    const due = waiting.filter(({ next_attempt_at }) => Date.parse(next_attempt_at ?? "") <= now);
    for (const delivery of due) {
      put({ ...delivery, next_attempt_at: null });
      for (let copy = 0; copy <= (faults.duplicate ?? 0); copy += 1) void deliver(delivery.id);
    }
    const later = waiting.filter((delivery) => !due.includes(delivery)).map(({ next_attempt_at }) => Date.parse(next_attempt_at ?? ""));
    if (later.length > 0) timer = setTimeout(run, Math.max(1, Math.min(...later) - now)).unref();
  }

  async function deliver(id: string): Promise<void> {
    const delivery = get(id);
    if (!delivery) return;
    const at = context.now();
    const answer = await post(delivery, settings.secret);
    // A reset while the endpoint was answering took the delivery away: nothing is left to note.
    const known = get(id);
    if (!known) return;
    const attempts = [...known.attempts, { at: at.toISOString(), ...answer }];
    const isTaken = answer.status !== null && answer.status >= 200 && answer.status < 300;
    const delay = retry_delays_ms[attempts.length - 1];
    if (isTaken || known.state === "delivered") return put({ ...known, attempts, state: "delivered", next_attempt_at: null });
    if (delay === undefined) return put({ ...known, attempts, state: "given_up", next_attempt_at: null });
    put({ ...known, attempts, next_attempt_at: new Date(context.now().getTime() + delay).toISOString() });
    run();
  }

  async function control(call: string, body: () => unknown): Promise<object | null> {
    switch (call) {
      case "POST webhook-endpoints":
        Object.assign(settings, endpointsSchema.parse(body()));
        return { urls: settings.urls, types: settings.types };
      case "POST webhook-faults":
        faults = faultsSchema.parse(body());
        return { faults };
      case "POST webhooks/flush": {
        for (const held of list().filter(({ state }) => state === "held")) {
          put({ ...held, state: "waiting" });
          await deliver(held.id);
        }
        return { deliveries: list() };
      }
      case "GET webhooks":
        return { deliveries: list() };
    }
    const id = /^POST webhooks\/(msg_\w+)\/resend$/.exec(call)?.[1];
    if (!id) return null;
    if (!get(id)) throw new ControlError(`There is no report ${id}.`);
    await deliver(id);
    return { delivery: get(id) };
  }

  return {
    report,
    control,
    run,
    reset: () => {
      clearTimeout(timer);
      faults = {};
    },
    stop: () => clearTimeout(timer),
  };
}

/** `v1,` and the HMAC-SHA256 of "{id}.{seconds}.{body}" under the decoded secret: https://docs.svix.com/receiving/verifying-payloads/how-manual */
export function svixSignature(message: { id: string; seconds: number; body: string }, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${message.id}.${message.seconds}.${message.body}`).digest("base64")}`;
}

async function post({ id, url, body }: MailDelivery, secret: string): Promise<{ status: number | null; error: string | null }> {
  // The receiver compares with its own clock, which is this machine's and not the emulators'.
  const seconds = Math.floor(Date.now() / 1000);
  const headers = { "content-type": "application/json", "user-agent": "Svix-Webhooks/emulator", "svix-id": id, "svix-timestamp": String(seconds), "svix-signature": svixSignature({ id, seconds, body }, secret) };
  try {
    const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(patience_ms) });
    await answer.arrayBuffer();
    return { status: answer.status, error: null };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : null;
    return { status: null, error: cause || (error instanceof Error ? error.message : String(error)) };
  }
}

function addresses(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((url) => url.trim())
    .filter((url) => url !== "");
}

const endpointsSchema = z.strictObject({ urls: z.array(z.url({ protocol: /^https?$/ })).optional(), secret: z.string().min(1).optional(), types: z.array(z.string()).optional() });
const faultsSchema = z.strictObject({ duplicate: z.int().min(0).max(20).optional(), hold: z.boolean().optional() });

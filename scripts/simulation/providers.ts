import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { POST as receiveWebhook } from "@/app/api/stripe/webhook/route";
import { stripe } from "@/lib/integrations/stripe/client";
import type { EmulatorContext, EmulatorStore } from "../../emulators/emulator.ts";
import { createResendEmulator } from "../../emulators/resend/resend-emulator.ts";
import { type RunningEmulators, startServer } from "../../emulators/server.ts";
import { createStripeEmulator } from "../../emulators/stripe/stripe-emulator.ts";
import { postOffice } from "./post-office.ts";
import type { Outage } from "./setup.ts";

/** Stripe and Resend, in this process: what they keep can be looked at, and their clock goes along with the simulation's. */
export interface Providers {
  store: EmulatorStore;
  /** What the client's browser does with a card; false where the bank says no. Throws where Stripe does not answer. */
  pay(intent_id: string, card: Card): Promise<boolean>;
  /** Where the news of the next payments go: nowhere, or to the app's door when `deliver` is called. */
  setWebhooks(fate: "lost" | "kept"): Promise<void>;
  deliver(): Promise<void>;
  setTime(now: Date): Promise<void>;
  begin(outage: Outage): Promise<void>;
  end(outage: Outage): Promise<void>;
  close(): Promise<void>;
}

export type Card = "good" | "declined" | "asks the bank";

const methods: Record<Card, string> = { good: "pm_card_visa", declined: "pm_card_visa_chargeDeclined", "asks the bank": "pm_card_authenticationRequired" };

/** Starts the emulators; their address must be in the environment before the app reads it. */
export async function startEmulatedProviders(): Promise<RunningEmulators & { store: EmulatorStore }> {
  let store: EmulatorStore | null = null;
  const witness = (context: EmulatorContext) => {
    store = context.store;
    return { name: "witness", handles: () => false, respond: async () => ({ status: 404 }), reset: () => undefined };
  };
  const running = await startServer({ port: 0, data: null, emulators: [createStripeEmulator, createResendEmulator, witness] });
  if (!store) throw new Error("the emulators have no store");
  return { ...running, store };
}

export async function connectProviders(running: Awaited<ReturnType<typeof startEmulatedProviders>>): Promise<Providers> {
  const { control, store, url } = running;
  const { hostname, port } = new URL(url);
  const browser = new Stripe("sk_test_emulator", { host: hostname, port, protocol: "http", telemetry: false, maxNetworkRetries: 0 });
  // The SDK's own second tries would sleep in real seconds.
  stripe()._setApiField("maxNetworkRetries", 0);
  const door = await openWebhookDoor();
  await control("POST", "stripe/webhook-endpoints", { urls: [door.url] });

  return {
    store,
    async pay(intent_id, card) {
      try {
        const intent = await browser.paymentIntents.confirm(intent_id, { payment_method: methods[card], return_url: "http://localhost:3000/checkout" });
        const page = intent.next_action?.redirect_to_url?.url;
        if (page) await fetch(page, { method: "POST", body: new URLSearchParams({ outcome: "pass" }), redirect: "manual" });
        return true;
      } catch (error) {
        if (error instanceof Stripe.errors.StripeCardError) return false;
        throw error;
      }
    },
    setWebhooks: async (fate) => void (await control("POST", "stripe/webhook-faults", fate === "lost" ? { drop: Number.MAX_SAFE_INTEGER } : { hold: true })),
    deliver: async () => void (await control("POST", "stripe/webhooks/flush")),
    setTime: async (now) => void (await control("POST", "clock", { set_to: now.toISOString() })),
    async begin({ provider }) {
      await control("POST", "faults", { emulator: provider, kind: "status", status: 500, times: Number.MAX_SAFE_INTEGER });
      if (provider === "resend") postOffice.isResendAway = true;
    },
    async end({ provider }) {
      await control("DELETE", "faults");
      if (provider === "resend") postOffice.isResendAway = false;
    },
    async close() {
      await door.close();
      await running.close();
    },
  };
}

/** The app's own handler, where Stripe's emulator can reach it. */
async function openWebhookDoor(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const headers = new Headers({ "stripe-signature": String(incoming.headers["stripe-signature"] ?? "") });
      const request = new Request("http://localhost:3000/api/stripe/webhook", { method: "POST", headers, body: Buffer.concat(chunks) });
      void receiveWebhook(request).then((answer) => outgoing.writeHead(answer.status).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

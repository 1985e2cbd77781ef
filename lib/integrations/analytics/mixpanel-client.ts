import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import type { Mixpanel } from "mixpanel";
import { env } from "@/lib/config/env";
import { callProvider } from "../provider-call";

export interface MixpanelEvent {
  event: string;
  properties: Record<string, unknown>;
}

export interface MixpanelProfile {
  person: string;
  properties: Record<string, unknown>;
}

const patienceMs = 10_000;

/** At most fifty, in one request. Throws where Mixpanel did not take them; the same again is the same events to it. */
export function sendEvents(events: MixpanelEvent[], attempt: number): Promise<void> {
  return callProvider({ provider: "mixpanel", operation: "trackBatch", ids: { events: events.length }, attempt }, async () => {
    const client = await mixpanel();
    // The SDK writes into what it is given, and a retry must not find that.
    await settled((done) => client.track_batch(structuredClone(events), done));
  });
}

/** https://docs.mixpanel.com/reference/profile-set; without $ip, or the profile would be where our server stands. */
export function sendProfile({ person, properties }: MixpanelProfile, attempt: number): Promise<void> {
  return callProvider({ provider: "mixpanel", operation: "setProfile", ids: { person }, attempt }, async () => {
    const client = await mixpanel();
    await settled((done) => client.people.set(person, { ...properties }, { $ip: "0" }, done));
  });
}

let made: { token: string; api_url: string; client: Mixpanel } | null = null;

async function mixpanel(): Promise<Mixpanel> {
  const config = env().mixpanel;
  if (!config) throw new Error("Mixpanel is not set up here.");
  const { token, api_url } = config;
  if (made?.token !== token || made.api_url !== api_url) {
    const { default: sdk } = await import("mixpanel");
    const { protocol, host, pathname } = new URL(api_url);
    giveUpLateAnswers(host);
    const path = pathname.replace(/\/$/, "");
    made = { token, api_url, client: sdk.init(token, { protocol: protocol.slice(0, -1), host, path, verbose: true, logger: quiet }) };
  }
  return made.client;
}

/** What the SDK has to say of a failure it says to the callback too. */
const nothing = () => undefined;
const quiet = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

const watched = new Set<string>();

/** The SDK waits for ever, and hands its requests to nobody; Node tells of each one that begins. */
function giveUpLateAnswers(host: string): void {
  if (watched.has(host)) return;
  watched.add(host);
  subscribe("http.client.request.start", (message) => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader("host") !== host) return;
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${patienceMs / 1_000} s`)), patienceMs).unref();
    request.once("close", () => clearTimeout(timer));
  });
}

/** Resolves once the SDK says that it is done; its errors come one by one or as a list. */
function settled(call: (done: (errors: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((errors) => {
      const error: unknown = Array.isArray(errors) ? errors.find(Boolean) : errors;
      if (error) reject(error instanceof Error ? error : new Error(String(error)));
      else resolve();
    });
  });
}

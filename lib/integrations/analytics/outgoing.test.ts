import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { EmulatorContext } from "@/emulators/emulator";
import { createMixpanelEmulator } from "@/emulators/mixpanel/mixpanel-emulator";
import { listEvents } from "@/emulators/mixpanel/track";
import { type RunningEmulators, startServer } from "@/emulators/server";
import { flushAnalytics, sendStep, setProfile } from "./outgoing";

const config = vi.hoisted(() => ({ mixpanel: null as { token: string; api_url: string; is_emulated: boolean } | null }));
vi.mock("@/lib/config/env", () => ({ env: () => ({ ...config, log_level: "silent", logs_integrations: false }) }));

let running: RunningEmulators;
let context: EmulatorContext;
const requests: number[] = [];

beforeAll(async () => {
  const watched = (given: EmulatorContext) => {
    const emulator = createMixpanelEmulator((context = given));
    return { ...emulator, respond: (request: Parameters<typeof emulator.respond>[0]) => (requests.push(Date.now()), emulator.respond(request)) };
  };
  running = await startServer({ port: 0, data: null, emulators: [watched] });
});
afterAll(() => running.close());
beforeEach(async () => {
  config.mixpanel = { token: "t", api_url: `${running.url}/mixpanel`, is_emulated: true };
  await fetch(`${running.url}/_control/reset`, { method: "POST", body: "{}" });
  requests.length = 0;
});
afterEach(() => vi.useRealTimers());

const fault = (kind: string, times = 1) => fetch(`${running.url}/_control/faults`, { method: "POST", body: JSON.stringify({ emulator: "mixpanel", kind, times }) });
const send = (count: number) => {
  for (let n = 0; n < count; n += 1) sendStep({ id: `evt_${n}`, event: "user_login", at: new Date(), person: "visitor_1", device: null, is_signed_in: true, properties: { n } });
};
const numbers = () => listEvents(context).map(({ properties }) => properties.n);

describe("what goes to Mixpanel", () => {
  it("goes fifty at a time, in order", async () => {
    send(120);
    await flushAnalytics();
    expect(numbers()).toEqual(Array.from({ length: 120 }, (_, n) => n));
    expect(requests).toHaveLength(3);
  });

  it("goes again after a failure, and after an answer that was lost, and is there once", async () => {
    await fault("status");
    await fault("drop_after");
    send(3);
    for (let tries = 0; tries < 3; tries += 1) await flushAnalytics();
    expect(numbers()).toEqual([0, 1, 2]);
    expect(requests.length).toBeGreaterThanOrEqual(2);
  });

  it("is given up after five tries, and what comes next is not held up by it", async () => {
    await fault("status", 5);
    send(1);
    for (let tries = 0; tries < 5; tries += 1) await flushAnalytics();
    expect(numbers()).toEqual([]);
    send(2);
    await flushAnalytics();
    expect(numbers()).toEqual([0, 1]);
  });

  it("is at most a thousand things while nobody takes them", async () => {
    await fault("status", 1);
    send(1_200);
    await flushAnalytics();
    for (let tries = 0; tries < 3; tries += 1) await flushAnalytics();
    expect(listEvents(context).length).toBeLessThanOrEqual(1_000);
  });

  it("keeps events and profiles in the order in which they were told", async () => {
    send(1);
    setProfile({ person: "visitor_1", properties: { $name: "Leah" } });
    send(1);
    await flushAnalytics();
    expect(requests).toHaveLength(3);
  });

  it("is nothing where there is no Mixpanel", async () => {
    config.mixpanel = null;
    send(5);
    await flushAnalytics();
    config.mixpanel = { token: "t", api_url: `${running.url}/mixpanel`, is_emulated: true };
    await flushAnalytics();
    expect(requests).toEqual([]);
  });

  it("is given up after ten seconds where somebody takes it and never answers", async () => {
    const hole = await startHole();
    config.mixpanel = { token: "t", api_url: hole.url, is_emulated: true };
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    send(1);
    const flushed = flushAnalytics();
    await vi.waitFor(() => expect(hole.taken()).toBe(1));
    vi.advanceTimersByTime(10_000);
    await flushed;
    hole.close();
  });
});

async function startHole(): Promise<{ url: string; taken: () => number; close: () => void }> {
  let taken = 0;
  const server: Server = createServer(() => void (taken += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken: () => taken, close: () => (server.closeAllConnections(), server.close()) };
}

import { expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { POST as platform } from "../route";
import { POST as connected } from "./route";

setUpTestDatabase();

const secrets = { platform: "whsec_emulator", connected: "whsec_emulator_connect" };
const doors = { platform, connected };
let events = 0;

function anEvent(parts: { account?: string; livemode?: boolean } = {}) {
  events += 1;
  return { id: `evt_connect_${process.pid}_${events}`, object: "event", type: "account.updated", livemode: false, data: { object: { object: "account", id: "acct_1" } }, ...parts };
}

function deliver(event: object, { at, secret }: { at: keyof typeof doors; secret: string }): Promise<Response> {
  const payload = JSON.stringify(event);
  const signature = stripe().webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(Date.now() / 1_000) });
  return doors[at](new Request(`http://localhost:3000/api/stripe/webhook`, { method: "POST", body: payload, headers: { "stripe-signature": signature } }));
}

const inbox = (id: string) => collections().webhook_events.findOne({ _id: id });

it("an event of a connected account comes into the inbox once, with its account", async () => {
  const event = anEvent({ account: "acct_1" });
  const answers = await Promise.all(Array.from({ length: 4 }, () => deliver(event, { at: "connected", secret: secrets.connected })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await inbox(event.id)).toMatchObject({ type: "account.updated", object_id: "acct_1", account_id: "acct_1", status: "pending" });
});

it.each([
  ["signed with the platform's secret", "connected", secrets.platform, { account: "acct_1" }],
  ["of a connected account, signed with its secret, at the platform's endpoint", "platform", secrets.connected, { account: "acct_1" }],
  ["of a connected account at the platform's endpoint, whoever signed it", "platform", secrets.platform, { account: "acct_1" }],
  ["of no account", "connected", secrets.connected, {}],
  ["of live mode, while this site works in test mode", "connected", secrets.connected, { account: "acct_1", livemode: true }],
  ["of live mode at the platform's endpoint", "platform", secrets.platform, { livemode: true }],
] as const)("an event %s is refused with a sentence, and nothing is kept", async (_title, at, secret, parts) => {
  const event = anEvent(parts);
  const answer = await deliver(event, { at, secret });
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { error: { message: string } }).error.message).toMatch(/\.$/);
  expect(await inbox(event.id)).toBeNull();
});

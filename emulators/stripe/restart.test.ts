import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { expect, it, vi } from "vitest";
import { startEmulators } from "../main.ts";
import { coachAccount } from "./accounts/testing.ts";
import { customerWith, weeklyPrice } from "./billing/testing.ts";
import { payWith } from "./testing.ts";

it("a restart loses no payment, no remembered answer and nothing that was still to come", async () => {
  const data = mkdtempSync(join(tmpdir(), "emulators-"));
  const first = await startEmulators({ port: 0, data });
  const paid = await payWith(sdkFor(first.url), "pm_card_visa");
  const remembered = await sdkFor(first.url).customers.create({ name: "Maya" }, { idempotencyKey: "op_1" });
  await first.close();

  const second = await startEmulators({ port: 0, data });
  const stripe = sdkFor(second.url);
  expect((await stripe.paymentIntents.retrieve(paid.id)).status).toBe("succeeded");
  expect((await stripe.customers.create({ name: "Maya" }, { idempotencyKey: "op_1" })).id).toBe(remembered.id);
  await vi.waitFor(async () => expect((await stripe.charges.retrieve(paid.latest_charge as string)).balance_transaction).toMatch(/^txn_/), 3000);
  await second.close();
  rmSync(data, { recursive: true });
});

it("a restart loses no renewal and no payout of a connected account", async () => {
  const data = mkdtempSync(join(tmpdir(), "emulators-"));
  const first = await startEmulators({ port: 0, data });
  const before = sdkFor(first.url);
  const coach = await before.accounts.create(coachAccount);
  await control(first.url, `stripe/accounts/${coach.id}/onboard`, {});
  const paid = await payWith(before, "pm_card_visa");
  await before.transfers.create({ amount: 3000, currency: "usd", destination: coach.id, source_transaction: paid.latest_charge as string });
  const customer = await customerWith(before, "pm_card_visa");
  const { id } = await before.subscriptions.create({ customer: customer.id, items: [{ price: (await weeklyPrice(before)).id }] });
  await first.close();

  const second = await startEmulators({ port: 0, data });
  const stripe = sdkFor(second.url);
  await control(second.url, "clock", { advance_ms: 8 * 86_400_000 });
  expect((await stripe.payouts.list({}, { stripeAccount: coach.id })).data).toMatchObject([{ amount: 3000, status: "paid" }]);
  expect((await stripe.invoices.list({ subscription: id })).data.map(({ status }) => status)).toEqual(["paid", "paid"]);
  await second.close();
  rmSync(data, { recursive: true });
});

function control(url: string, path: string, body: object): Promise<Response> {
  return fetch(`${url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
}

function sdkFor(url: string): Stripe {
  return new Stripe("sk_test_emulator", { host: "127.0.0.1", port: Number(new URL(url).port), protocol: "http" });
}

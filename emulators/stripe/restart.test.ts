import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { expect, it, vi } from "vitest";
import { startEmulators } from "../main.ts";
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

function sdkFor(url: string): Stripe {
  return new Stripe("sk_test_emulator", { host: "127.0.0.1", port: Number(new URL(url).port), protocol: "http" });
}

import { expect, it } from "vitest";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { proveMails } from "./test-mail-proof";

setUpTestDatabase();

/** `npm run proof:mails` does the same with 10,000 mails and 50 kills, and waits for the leases. */
it("mails through workers that are killed at random, to a provider that breaks off and says that these are too many, are each sent once", async () => {
  const { copies, left, killed, throttled, handed_over_again } = await proveMails({ mails: 120, workers: 3, kills: 3, per_second: 100, waitForLeases: false });
  expect({ copies, left, killed }).toEqual({ copies: { 1: 120 }, left: 0, killed: 3 });
  // Without these it would have proven nothing.
  expect(throttled).toBeGreaterThan(0);
  expect(handed_over_again).toBeGreaterThan(0);
}, 120_000);

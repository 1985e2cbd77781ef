import { afterAll, beforeAll, expect, it } from "vitest";
import { startForTest } from "@/emulators/stripe/testing";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { fates, proveEvents } from "./test-event-proof";

let emulator: Awaited<ReturnType<typeof startForTest>>;
beforeAll(async () => {
  emulator = await startForTest();
  process.env.EMULATORS_URL = emulator.url;
});
setUpTestDatabase();
afterAll(() => emulator.close());

/** `npm run proof:events` plays a hundred seeds of 160 sessions. */
it("whatever Stripe says comes to the same, in order and once, or shuffled, again and lost", async () => {
  const { differences, deliveries } = await proveEvents({ seeds: 3, sessions: fates.length, emulator });
  expect(differences).toEqual([]);
  expect(deliveries).toBeGreaterThan(100);
}, 60_000);

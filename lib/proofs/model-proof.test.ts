import { afterAll, beforeAll, expect, it } from "vitest";
import { startForTest } from "@/emulators/stripe/testing";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { proveModel, tell } from "./test-model-proof";

let emulator: Awaited<ReturnType<typeof startForTest>>;
beforeAll(async () => {
  emulator = await startForTest();
  process.env.EMULATORS_URL = emulator.url;
});
setUpTestDatabase();
afterAll(() => emulator.close());

/** `npm run proof:model` gives 10,000 commands; this seed's are of nearly every kind. */
it("whatever people, banks and crashes do, sessions and money are where a plain model says", async () => {
  const { divergence, commands, broken, answers } = await proveModel({ seeds: [2450], length: 40, emulator });
  expect(divergence && tell(divergence)).toBeNull();
  expect(commands).toBeGreaterThanOrEqual(40);
  // Without these it would have proven nothing.
  expect(broken).toBeGreaterThan(5);
  expect(Object.keys(answers)).toEqual(expect.arrayContaining(["pay ok", "cancel ok", "refund ok", "dispute ok", "complete ok", "(share sent)"]));
}, 60_000);

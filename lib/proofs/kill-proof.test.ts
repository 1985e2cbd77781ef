import { afterAll, beforeAll, expect, it } from "vitest";
import { startForTest } from "@/emulators/stripe/testing";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { proveKills } from "./test-kill-proof";

let emulator: Awaited<ReturnType<typeof startForTest>>;
beforeAll(async () => {
  emulator = await startForTest();
  process.env.EMULATORS_URL = emulator.url;
  process.env.RESEND_RATE_PER_SECOND = "200";
});
setUpTestDatabase();
afterAll(() => emulator.close());

/** `npm run proof:kills` kills at every write of every operation, and loses every answer. */
it("a coach's cancellation whose process is killed at a write is done once, told once and explained within five minutes", async () => {
  const { problems, killed, longest_s } = await proveKills({ only: ["a refund"], every: 15, losesAnswers: false, emulator });
  expect(problems).toEqual([]);
  expect(killed).toBe(2);
  expect(longest_s).toBeLessThanOrEqual(300);
}, 120_000);

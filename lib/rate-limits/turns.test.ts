import { beforeEach, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { takeTurn } from "./turns";

setUpTestDatabase();
beforeEach(async () => void (await collections().rate_limits.deleteMany({})));

const now = new Date("2027-02-01T12:00:00Z");
const five = { name: "resend", per_second: 5 };
const offset = (turn: Date | null) => (turn ? turn.getTime() - now.getTime() : null);

it("turns are handed out one after another, evenly, whoever asks", async () => {
  const turns = await Promise.all(Array.from({ length: 10 }, () => takeTurn(five, now)));
  expect(turns.map(offset).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([0, 200, 400, 600, 800, 1_000, 1_200, 1_400, 1_600, 1_800]);
});

it("a turn that is farther off than five seconds is not handed out", async () => {
  for (let i = 0; i < 26; i += 1) expect(offset(await takeTurn(five, now))).toBe(i * 200);
  expect(await takeTurn(five, now)).toBeNull();
  expect(offset(await takeTurn(five, new Date(now.getTime() + 200)))).toBe(5_200);
});

it("turns that nobody took are not made up for", async () => {
  await takeTurn(five, now);
  const later = new Date(now.getTime() + 60_000);
  expect([offset(await takeTurn(five, later)), offset(await takeTurn(five, later))]).toEqual([60_000, 60_200]);
});

it("a clock that was moved back finds its turns again", async () => {
  await takeTurn(five, new Date(now.getTime() + 86_400_000));
  expect(offset(await takeTurn(five, now))).toBe(0);
  expect(offset(await takeTurn(five, now))).toBe(200);
});

it("each name has turns of its own, and the row goes by itself when the last one is over", async () => {
  await takeTurn(five, now);
  expect(offset(await takeTurn({ name: "other", per_second: 2 }, now))).toBe(0);
  expect(await collections().rate_limits.findOne({ _id: "turns:resend" })).toMatchObject({ count: 1, expires_at: new Date(now.getTime() + 200) });
});

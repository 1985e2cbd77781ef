import { expect, test } from "vitest";
import { newId } from "./id";

test("an id says what it names and is safe in a URL", () => {
  expect(newId("booking")).toMatch(/^bk_[0-9a-z]{24}$/);
  expect(newId("user")).toMatch(/^user_[0-9a-z]{24}$/);
});

test("ids do not repeat", () => {
  const ids = new Set(Array.from({ length: 10_000 }, () => newId("payment")));
  expect(ids.size).toBe(10_000);
});

test("every character of the alphabet is as likely as any other", () => {
  const counts = new Map<string, number>();
  for (let i = 0; i < 4_000; i += 1) {
    for (const character of newId("review").slice("rev_".length)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(counts.size).toBe(32);
  // 96 000 draws over 32 characters: 3 000 each, give or take six standard deviations.
  for (const count of counts.values()) expect(Math.abs(count - 3_000)).toBeLessThan(330);
});

import { expect, it } from "vitest";
import { createHeap } from "./heap.ts";

it("gives the smallest first, and equals in the order in which they came", () => {
  const heap = createHeap<{ rank: number; order: number }>(({ rank }) => rank);
  const pushed = Array.from({ length: 500 }, (_, order) => ({ rank: (order * 7919) % 23, order }));
  for (const item of pushed.slice(0, 300)) heap.push(item);
  const early = Array.from({ length: 100 }, () => heap.pop());
  for (const item of pushed.slice(300)) heap.push(item);
  const late = Array.from({ length: 400 }, () => heap.pop());
  const sorted = (items: typeof pushed) => [...items].sort((a, b) => a.rank - b.rank || a.order - b.order);
  const first = sorted(pushed.slice(0, 300)).slice(0, 100);
  expect(early).toEqual(first);
  expect(late).toEqual(sorted(pushed.filter((item) => !first.includes(item))));
  expect(heap.pop()).toBeUndefined();
});

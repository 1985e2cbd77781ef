import { expect, test } from "vitest";
import { OrderedEntries } from "./ordered-entries.ts";

test("entries stay in order through thousands of additions and removals, and are counted right", () => {
  const list = new OrderedEntries<{ id: number }>();
  const kept = new Map<string, { id: number }>();
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let id = 0; id < 6000; id++) {
    const key = String(random(900)).padStart(3, "0");
    const target = { id };
    list.add(key, target);
    kept.set(`${key}:${String(id).padStart(5, "0")}`, target);
  }
  for (const name of [...kept.keys()].filter((_, i) => i % 3 !== 0)) {
    const target = kept.get(name);
    if (target) list.remove(name.slice(0, 3), target);
    kept.delete(name);
  }
  const expected = [...kept.keys()].sort();
  const shown = (entry: { key: string; target: { id: number } }) => `${entry.key}:${String(entry.target.id).padStart(5, "0")}`;
  expect([...list.between("", "~")].map(shown)).toEqual(expected);
  expect([...list.backwards("", "~")].map(shown)).toEqual(expected.toReversed());
  const middle = expected.filter((name) => name.slice(0, 3) >= "200" && name.slice(0, 3) < "300");
  expect([...list.between("200", "300")].map(shown)).toEqual(middle);
  expect(list.count("200", "300")).toBe(middle.length);
  expect(list.size).toBe(expected.length);
});

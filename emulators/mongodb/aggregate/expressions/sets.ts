import { keyOf } from "../../values/key.ts";
import type { Value } from "../../values/types.ts";
import { truthy } from "../expression.ts";
import type { Operator } from "../expression.ts";
import { isMissing, listOf } from "./operand.ts";

export const sets: Record<string, Operator> = {
  $setUnion: { args: [0, Infinity], run: (args) => (args.some(isMissing) ? null : unique(args.flatMap((arg) => listOf(arg, "$setUnion")))) },
  $setIntersection: {
    args: [0, Infinity],
    run: (args) => {
      if (args.some(isMissing)) return null;
      const [first = [], ...others] = args.map((arg) => listOf(arg, "$setIntersection"));
      const keys = others.map(keysOf);
      return unique(first).filter((item) => keys.every((set) => set.has(keyOf(item))));
    },
  },
  $setDifference: {
    args: [2, 2],
    run: ([a, b]) => {
      if (isMissing(a) || isMissing(b)) return null;
      const gone = keysOf(listOf(b, "$setDifference"));
      return unique(listOf(a, "$setDifference")).filter((item) => !gone.has(keyOf(item)));
    },
  },
  $setEquals: {
    args: [2, Infinity],
    run: (args) => new Set(args.map((arg) => [...keysOf(listOf(arg, "$setEquals"))].sort().join("\u0100"))).size === 1,
  },
  $setIsSubset: {
    args: [2, 2],
    run: ([a, b]) => {
      const whole = keysOf(listOf(b, "$setIsSubset"));
      return listOf(a, "$setIsSubset").every((item) => whole.has(keyOf(item)));
    },
  },
  $allElementsTrue: { args: [1, 1], run: ([list]) => listOf(list, "$allElementsTrue").every(truthy) },
  $anyElementTrue: { args: [1, 1], run: ([list]) => listOf(list, "$anyElementTrue").some(truthy) },
};

export function unique(items: Value[]): Value[] {
  const found = new Map<string, Value>();
  for (const item of items) {
    const key = keyOf(item);
    if (!found.has(key)) found.set(key, item);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

function keysOf(items: Value[]): Set<string> {
  return new Set(items.map((item) => keyOf(item)));
}

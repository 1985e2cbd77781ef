import { fieldOf, isDoc } from "./types.ts";
import type { Value } from "./types.ts";

const INDEX = /^(0|[1-9]\d*)$/;

export function isArrayIndex(part: string): boolean {
  return INDEX.test(part);
}

/**
 * Calls `visit` with each value that a filter's dotted path reaches, going into the documents of arrays on the way,
 * with `undefined` where a document lacks the field; stops when `visit` answers true. The last array is not opened here; whether
 * the caller may open it depends on `isElement`: what a path names by its place in an array is taken whole.
 */
export function visitPath(value: Value, parts: string[], visit: (found: Value, isElement: boolean) => boolean): boolean {
  return visitFrom(value, { parts, visit, at: 0, isElement: parts.length === 0 });
}

interface Walk {
  parts: string[];
  visit: (found: Value, isElement: boolean) => boolean;
  at: number;
  isElement: boolean;
}

function visitFrom(value: Value, walk: Walk): boolean {
  const { parts, visit, at } = walk;
  const part = parts[at];
  if (part === undefined) return visit(value, walk.isElement);
  if (isDoc(value)) return visitFrom(fieldOf(value, part), { parts, visit, at: at + 1, isElement: false });
  if (!Array.isArray(value)) return visit(undefined, false);
  if (isArrayIndex(part) && Number(part) < value.length && visitFrom(value[Number(part)], { parts, visit, at: at + 1, isElement: true })) return true;
  return value.some((item) => isDoc(item) && visitFrom(item, { parts, visit, at, isElement: false }));
}

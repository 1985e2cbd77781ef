import { fieldOf, isDoc } from "./types.ts";
import type { Value } from "./types.ts";

const INDEX = /^(0|[1-9]\d*)$/;

export function isArrayIndex(part: string): boolean {
  return INDEX.test(part);
}

/**
 * Calls `visit` with each value that a filter's dotted path reaches, going into the documents of arrays on the way,
 * with `undefined` where a document lacks the field; stops when `visit` answers true. The last array is not opened.
 */
export function visitPath(value: Value, parts: string[], visit: (found: Value) => boolean, at = 0): boolean {
  const part = parts[at];
  if (part === undefined) return visit(value);
  if (isDoc(value)) return visitPath(fieldOf(value, part), parts, visit, at + 1);
  if (!Array.isArray(value)) return visit(undefined);
  if (isArrayIndex(part) && Number(part) < value.length && visitPath(value[Number(part)], parts, visit, at + 1)) return true;
  return value.some((item) => isDoc(item) && visitPath(item, parts, visit, at));
}

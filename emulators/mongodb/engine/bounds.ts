import { after, inverted, keyOf } from "../values/key.ts";
import { isArrayIndex } from "../values/path.ts";
import type { CollectionIndex } from "./collection-index.ts";
import type { IndexField } from "./index-keys.ts";
import { isRange, pointsOf } from "./conjuncts.ts";
import type { Conjunct } from "./conjuncts.ts";
import type { SortFields } from "./sort.ts";

/** Half-open: `from <= key < to`. */
export interface KeyRange {
  from: string;
  to: string;
}

export interface IndexBounds {
  ranges: KeyRange[];
  /** How many of the index's first fields stand at a single value: what follows them is in order. */
  fixedFields: number;
  usedFields: number;
}

const MAX_RANGES = 4096;

/** The parts of an index that can hold what the conditions let through. */
export function boundsOf(index: CollectionIndex, conditions: Conjunct[]): IndexBounds {
  let prefixes = [""];
  let fixedFields = 0;
  let usedFields = 0;
  for (const field of index.fields) {
    if (isUnsafe(index, usedFields)) break;
    const own = conditions.filter((condition) => condition.path === field.path);
    const points = shortest(own.map(pointsOf).filter((list) => list !== null));
    if (points && prefixes.length * points.length <= MAX_RANGES) {
      const keys = [...new Set(points.map((value) => directed(keyOf(value), field)))];
      prefixes = prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
      if (fixedFields === usedFields && keys.length === 1) fixedFields++;
      usedFields++;
      continue;
    }
    const range = rangeOf(own.filter(isRange), field, index.isMultikey);
    if (!range) break;
    return { ranges: prefixes.map((prefix) => ({ from: prefix + range.from, to: prefix + range.to })), fixedFields, usedFields: usedFields + 1 };
  }
  return { ranges: prefixes.map((prefix) => ({ from: prefix, to: after(prefix) })), fixedFields, usedFields };
}

/** 1 or -1 when reading the index forwards or backwards gives the wanted order; 0 when it does not. */
export function sortDirection(index: CollectionIndex, bounds: IndexBounds, sort: SortFields): 1 | -1 | 0 {
  if (index.isMultikey || bounds.ranges.length !== 1) return 0;
  const fixed = new Set(index.fields.slice(0, bounds.fixedFields).map((field) => field.path));
  const wanted = sort.filter((field) => !fixed.has(field.path));
  const offered = index.fields.slice(bounds.fixedFields);
  const first = wanted[0];
  if (!first) return 1;
  const turn = first.direction === offered[0]?.direction ? 1 : -1;
  return wanted.every((field, i) => field.path === offered[i]?.path && field.direction === (offered[i]?.direction ?? 0) * turn) ? turn : 0;
}

/** Two fields of one array's elements: their conditions may be met by different elements, which no single key shows. */
function isUnsafe(index: CollectionIndex, at: number): boolean {
  const field = index.fields[at];
  if (!field || field.parts.some(isArrayIndex)) return true;
  return index.isMultikey && index.fields.slice(0, at).some((other) => other.parts[0] === field.parts[0]);
}

function shortest<T>(lists: T[][]): T[] | null {
  return lists.reduce<T[] | null>((best, list) => (best && best.length <= list.length ? best : list), null);
}

function rangeOf(conditions: Conjunct[], field: IndexField, isMultikey: boolean): KeyRange | null {
  // With arrays, one element may meet the lower bound and another one the upper: only one of them can be used.
  const used = isMultikey ? conditions.slice(0, 1) : conditions;
  const [first] = used;
  if (!first) return null;
  const type = keyOf(first.operand)[0] ?? "";
  const ranges = used.filter((condition) => keyOf(condition.operand)[0] === type).map((condition) => oneRange(condition, field, type));
  return ranges.reduce((a, b) => ({ from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to }));
}

function oneRange({ operator, operand }: Conjunct, field: IndexField, type: string): KeyRange {
  const key = directed(keyOf(operand), field);
  const bracket = directed(type, field);
  const isUpwards = operator.startsWith("$g") === (field.direction === 1);
  const includes = operator.endsWith("e");
  if (isUpwards) return { from: includes ? key : after(key), to: after(bracket) };
  return { from: bracket, to: includes ? after(key) : key };
}

function directed(key: string, field: IndexField): string {
  return field.direction === 1 ? key : inverted(key);
}

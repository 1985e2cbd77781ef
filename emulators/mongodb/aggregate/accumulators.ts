import { CommandError } from "../errors.ts";
import { parseSort, sortKey } from "../engine/sort.ts";
import { compareValues } from "../values/key.ts";
import { wholeNumber } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { compileExpression } from "./expression.ts";
import type { Scope } from "./expression.ts";
import { merged } from "./expressions/objects.ts";
import { isMissing, refuseArguments } from "./expressions/operand.ts";
import { unique } from "./expressions/sets.ts";
import { average, deviation, greatest, least, total } from "./expressions/statistics.ts";

/** What `{ $sum: … }` and its like make of the documents of a group, in their order. */
export type Accumulate = (docs: Doc[], scope: Scope) => Value;

const SIMPLE: Record<string, (values: Value[]) => Value> = {
  $sum: total, $avg: average, $min: least, $max: greatest,
  $first: (values) => values[0] ?? null, $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined), $addToSet: (values) => unique(values.filter((value) => value !== undefined)),
  $mergeObjects: merged, $stdDevPop: (values) => deviation(values, 0), $stdDevSamp: (values) => deviation(values, 1),
};

const COUNTED: Record<string, (values: Value[], n: number) => Value[]> = {
  $firstN: (values, n) => values.slice(0, n), $lastN: (values, n) => values.slice(-n),
  $minN: (values, n) => values.filter((value) => !isMissing(value)).sort(compareValues).slice(0, n),
  $maxN: (values, n) => values.filter((value) => !isMissing(value)).sort((a, b) => compareValues(b, a)).slice(0, n),
};

export function compileAccumulator(spec: Value, place: string): Accumulate {
  const names = isDoc(spec) ? Object.keys(spec) : [];
  const [name] = names;
  if (!isDoc(spec) || !name?.startsWith("$")) throw new CommandError(40234, `The field '${place}' must be an accumulator object`);
  if (names.length > 1) throw new CommandError(40238, `The field '${place}' must specify one accumulator`);
  const operand = spec[name];
  const simple = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
  if (simple) {
    if (Array.isArray(operand) && operand.length !== 1) throw new CommandError(40237, `The ${name} accumulator is a unary operator`);
    const evaluate = compileExpression(Array.isArray(operand) && operand.length === 1 ? operand[0] : operand);
    return (docs, scope) => simple(docs.map((doc) => evaluate({ ...scope, root: doc, current: doc })));
  }
  if (name === "$count") {
    if (!isDoc(operand) || Object.keys(operand).length > 0) throw new CommandError(14, "$count takes no arguments, i.e. $count:{}");
    return (docs) => docs.length;
  }
  if (Object.hasOwn(COUNTED, name)) return counted(name, operand);
  if (name === "$top" || name === "$bottom" || name === "$topN" || name === "$bottomN") return ranked(name, operand);
  throw new CommandError(15952, `unknown group operator '${name}'`);
}

export function isAccumulator(name: string): boolean {
  return Object.hasOwn(SIMPLE, name) || Object.hasOwn(COUNTED, name) || ["$count", "$top", "$bottom", "$topN", "$bottomN"].includes(name);
}

function counted(name: string, operand: Value): Accumulate {
  if (!isDoc(operand) || operand["input"] === undefined) throw new CommandError(5787900, `${name} needs 'n' and 'input'`);
  refuseArguments(name, operand, ["n", "input"]);
  const evaluate = compileExpression(operand["input"]);
  const limit = compileExpression(operand["n"]);
  return (docs, scope) => COUNTED[name]?.(docs.map((doc) => evaluate({ ...scope, root: doc, current: doc })), positive(limit(scope), name)) ?? null;
}

function ranked(name: string, operand: Value): Accumulate {
  if (!isDoc(operand) || operand["output"] === undefined) throw new CommandError(5788004, `${name} needs 'sortBy' and 'output'`);
  refuseArguments(name, operand, name.endsWith("N") ? ["n", "sortBy", "output"] : ["sortBy", "output"]);
  if (!isDoc(operand["sortBy"])) throw new CommandError(10065, "invalid parameter: expected an object (sortBy)");
  const fields = parseSort(operand["sortBy"]);
  if (!fields) throw new CommandError(5788005, `${name} needs 'sortBy'`);
  const evaluate = compileExpression(operand["output"]);
  const isMany = name.endsWith("N");
  const limit = isMany ? compileExpression(operand["n"]) : () => 1;
  return (docs, scope) => {
    const keyed = docs.map((doc) => ({ doc, key: sortKey(doc, fields) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const n = positive(limit(scope), name);
    const kept = name.startsWith("$top") ? keyed.slice(0, n) : keyed.slice(-n);
    const values = kept.map(({ doc }) => evaluate({ ...scope, root: doc, current: doc }) ?? null);
    return isMany ? values : values[0] ?? null;
  };
}

function positive(value: Value, name: string): number {
  const n = wholeNumber(value);
  if (n === null) throw new CommandError(5787902, `Value for 'n' of ${name} must be of integral type`);
  if (n < 1) throw new CommandError(5787908, `'n' of ${name} must be a positive whole number`);
  return n;
}

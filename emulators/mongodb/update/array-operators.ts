import { BSONRegExp } from "bson";
import { CommandError, badValue, failedToParse } from "../errors.ts";
import { sorted } from "../engine/sort.ts";
import { compileFilter } from "../filter/compile.ts";
import { isOperatorDocument } from "../filter/operators.ts";
import { compareValues, keyOf } from "../values/key.ts";
import { wholeNumber } from "../values/numbers.ts";
import { typeName } from "../values/type-names.ts";
import { fieldOf, isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { KEEP } from "./edit.ts";
import type { Change } from "./edit.ts";
import type { OperatorContext } from "./operators.ts";

export function push(operand: Value, context: OperatorContext): Change {
  const modifiers = isDoc(operand) && Object.hasOwn(operand, "$each") ? operand : { $each: [operand] };
  const unknown = Object.keys(modifiers).find((name) => !["$each", "$slice", "$sort", "$position"].includes(name));
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  const items = eachList("$push", modifiers);
  const position = wholeOption(modifiers, "$position");
  const slice = wholeOption(modifiers, "$slice");
  const sort = sorter(modifiers["$sort"]);
  return (current) => {
    const list = arrayAt(current, context).slice();
    list.splice(position === null ? list.length : position, 0, ...items);
    const ordered = sort(list);
    if (slice === null) return ordered;
    return slice >= 0 ? ordered.slice(0, slice) : ordered.slice(slice);
  };
}

export function addToSet(operand: Value, context: OperatorContext): Change {
  const isEach = isDoc(operand) && Object.hasOwn(operand, "$each");
  const unknown = isEach ? Object.keys(operand).find((name) => name !== "$each") : undefined;
  if (unknown) throw badValue(`Found unexpected fields after $each in $addToSet: ${unknown}`);
  const items = isEach ? eachList("$addToSet", operand) : [operand];
  return (current) => {
    const list = arrayAt(current, context);
    const known = new Set(list.map((item) => keyOf(item)));
    const fresh = items.filter((item) => known.size < known.add(keyOf(item)).size);
    return fresh.length === 0 && current !== undefined ? KEEP : [...list, ...fresh];
  };
}

export function pop(operand: Value, context: OperatorContext): Change {
  const end = wholeNumber(operand);
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${String(operand)}`);
  return (current) => {
    if (current === undefined) return KEEP;
    if (!Array.isArray(current)) throw new CommandError(14, `Path '${context.path}' contains an element of non-array type '${typeName(current)}'`);
    const list = current;
    return end === 1 ? list.slice(0, -1) : list.slice(1);
  };
}

export function pull(operand: Value, context: OperatorContext): Change {
  const isGone = pullTest(operand);
  return (current) => without(current, isGone, context);
}

export function pullAll(operand: Value, context: OperatorContext): Change {
  if (!Array.isArray(operand)) throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  const keys = new Set(operand.map((item) => keyOf(item)));
  return (current) => without(current, (item) => keys.has(keyOf(item)), context);
}

function pullTest(operand: Value): (item: Value) => boolean {
  if (isOperatorDocument(operand) || operand instanceof BSONRegExp) {
    const test = compileFilter({ item: operand });
    return (item) => test({ item });
  }
  if (isDoc(operand)) {
    const test = compileFilter(operand);
    return (item) => isDoc(item) && test(item);
  }
  const key = keyOf(operand);
  return (item) => keyOf(item) === key;
}

function without(current: Value, isGone: (item: Value) => boolean, context: OperatorContext): Value | typeof KEEP {
  if (current === undefined) return KEEP;
  const list = arrayAt(current, context);
  const kept = list.filter((item) => !isGone(item));
  return kept.length === list.length ? KEEP : kept;
}

function eachList(operator: string, modifiers: Doc): Value[] {
  const each = modifiers["$each"];
  if (!Array.isArray(each)) throw badValue(`The argument to $each in ${operator} must be an array but it was of type: ${typeName(each)}`);
  return each;
}

function wholeOption(modifiers: Doc, name: string): number | null {
  if (modifiers[name] === undefined) return null;
  const n = wholeNumber(modifiers[name]);
  if (n === null) throw badValue(`The value for ${name} must be an integer value but was given type: ${typeName(modifiers[name])}`);
  return n;
}

function sorter(spec: Value): (list: Value[]) => Value[] {
  if (spec === undefined) return (list) => list;
  const direction = wholeNumber(spec);
  if (direction === 1 || direction === -1) return (list) => list.sort((a, b) => compareValues(a, b) * direction);
  if (!isDoc(spec) || Object.keys(spec).length === 0) throw badValue("The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields");
  const fields = Object.keys(spec).map((path) => {
    const way = wholeNumber(spec[path]);
    if (way !== 1 && way !== -1) throw badValue("The $sort element value must be either 1 or -1");
    return { path, parts: path.split("."), direction: way } as const;
  });
  return (list) => sorted(list, { fields, docOf: (item) => (isDoc(item) ? item : {}) });
}

function arrayAt(current: Value, { path, doc }: OperatorContext): Value[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw badValue(`The field '${path}' must be an array but is of type ${typeName(current)} in document {_id: ${JSON.stringify(fieldOf(doc, "_id"))}}`);
}

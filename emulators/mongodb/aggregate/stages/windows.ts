import { CommandError, failedToParse } from "../../errors.ts";
import { parseSort, sortKey, sorted } from "../../engine/sort.ts";
import type { SortFields } from "../../engine/sort.ts";
import { keyOf } from "../../values/key.ts";
import { isNumeric, toDouble, wholeNumber } from "../../values/numbers.ts";
import { isDoc } from "../../values/types.ts";
import type { Doc, Value } from "../../values/types.ts";
import { compileAccumulator, isAccumulator } from "../accumulators.ts";
import { checkedParts, compileExpression, valueAt } from "../expression.ts";
import type { Scope } from "../expression.ts";
import { addUnits } from "../expressions/date-units.ts";
import { placed } from "../place.ts";
import type { Stage, StageCompiler } from "../pipeline.ts";

/** `$setWindowFields`: fields computed from a document's neighbours in its partition. */
export const windowStages: Record<string, StageCompiler> = {
  $setWindowFields: (operand) => {
    if (!isDoc(operand) || !isDoc(operand["output"])) throw failedToParse("$setWindowFields needs an object with 'output'");
    const unknown = Object.keys(operand).find((name) => !["partitionBy", "sortBy", "output"].includes(name));
    if (unknown) throw new CommandError(40415, `BSON field '$setWindowFields.${unknown}' is an unknown field.`);
    const fields = parseSort(operand["sortBy"]);
    const { output } = operand;
    const outputs = Object.keys(output).map((path) => ({ parts: checkedParts(path), compute: compileOutput(output[path], fields, path) }));
    return windowing(operand["partitionBy"] ?? null, fields, outputs);
  },
};

interface Partition {
  docs: Doc[];
  keys: string[];
}

/** One value for each document of the partition. */
type Compute = (partition: Partition, scope: Scope) => Value[];

function windowing(partitionBy: Value, fields: SortFields | null, outputs: { parts: string[]; compute: Compute }[]): Stage {
  const evaluate = compileExpression(partitionBy);
  return (docs, { scope }) => {
    const partitions = new Map<string, Doc[]>();
    for (const doc of docs) {
      const key = keyOf(evaluate({ ...scope, root: doc, current: doc }));
      const members = partitions.get(key);
      if (members) members.push(doc);
      else partitions.set(key, [doc]);
    }
    return [...partitions].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, members]) => {
      const ordered = fields ? sorted(members, { fields, docOf: (doc) => doc }) : members;
      const partition = { docs: ordered, keys: fields ? ordered.map((doc) => sortKey(doc, fields)) : [] };
      const columns = outputs.map(({ parts, compute }) => ({ parts, values: compute(partition, scope) }));
      return ordered.map((doc, i) => columns.reduce((result, { parts, values }) => placed(result, parts, values[i]), doc));
    });
  };
}

function compileOutput(spec: Value, fields: SortFields | null, path: string): Compute {
  if (!isDoc(spec)) throw failedToParse(`The field '${path}' must be an object`);
  const { window, ...rest } = spec;
  const names = Object.keys(rest);
  const [name] = names;
  if (name === undefined || names.length > 1) throw failedToParse(`The field '${path}' must hold one window function`);
  const needed = () => {
    if (!fields) throw new CommandError(5371602, `${name} must be specified with a top level sortBy expression`);
  };
  if (name === "$documentNumber" || name === "$rank" || name === "$denseRank") {
    needed();
    if (window !== undefined || !isDoc(rest[name]) || Object.keys(rest[name]).length > 0) throw new CommandError(isDoc(rest[name]) && Object.keys(rest[name]).length > 0 ? 5371603 : 5371601, `${name} takes no argument and no window`);
    return ({ keys }) => ranks(keys, name);
  }
  if (name === "$shift") {
    needed();
    return shift(rest[name]);
  }
  const counted = rest["$count"];
  if (counted !== undefined && !(isDoc(counted) && Object.keys(counted).length === 0)) throw failedToParse("$count only accepts an empty object as input");
  if (!isAccumulator(name) || name === "$mergeObjects") throw failedToParse(`Unrecognized window function, ${name}`);
  const accumulate = compileAccumulator(rest, path);
  const bounds = compileWindow(window, fields);
  return (partition, scope) => partition.docs.map((_, i) => {
    const [from, to] = bounds(partition, i);
    return accumulate(partition.docs.slice(from, to), scope);
  });
}

function ranks(keys: string[], name: "$documentNumber" | "$rank" | "$denseRank"): Value[] {
  let rank = 0;
  let dense = 0;
  return keys.map((key, i) => {
    if (key !== keys[i - 1]) {
      rank = i + 1;
      dense++;
    }
    return name === "$documentNumber" ? i + 1 : name === "$rank" ? rank : dense;
  });
}

function shift(operand: Value): Compute {
  const by = isDoc(operand) ? wholeNumber(operand["by"]) : null;
  if (!isDoc(operand) || by === null) throw failedToParse("$shift needs 'output' and a whole number 'by'");
  const unknown = Object.keys(operand).find((name) => !["output", "by", "default"].includes(name));
  if (unknown) throw failedToParse(`Unknown argument in $shift: ${unknown}`);
  const evaluate = compileExpression(operand["output"]);
  const otherwise = compileExpression(operand["default"] ?? null);
  return ({ docs }, scope) => docs.map((_, i) => {
    const other = docs[i + by];
    return other ? evaluate({ ...scope, root: other, current: other }) ?? null : otherwise(scope);
  });
}

/** The documents from the first index up to, not with, the second. */
type Window = (partition: Partition, at: number) => [number, number];

function compileWindow(spec: Value, fields: SortFields | null): Window {
  if (spec === undefined || isDoc(spec) && Object.keys(spec).length === 0) return ({ docs }) => [0, docs.length];
  if (!isDoc(spec) || (spec["documents"] === undefined) === (spec["range"] === undefined)) throw failedToParse("'window' needs either 'documents' or 'range'");
  const unknown = Object.keys(spec).find((name) => !["documents", "range", "unit"].includes(name));
  if (unknown) throw failedToParse(`'window' field can only contain 'documents', 'range' and 'unit': ${unknown}`);
  const pair = spec["documents"] ?? spec["range"];
  if (!Array.isArray(pair) || pair.length !== 2) throw failedToParse("Window bounds must be a 2-element array");
  if (!fields) throw new CommandError(5339901, "Window bounds require a sortBy");
  const [lower, upper] = pair;
  return spec["documents"] === undefined ? rangeWindow([lower, upper], spec["unit"], fields) : documentWindow(lower, upper);
}

function documentWindow(lower: Value, upper: Value): Window {
  const offset = (bound: Value) => (bound === "current" ? 0 : wholeNumber(bound));
  const [from, to] = [offset(lower), offset(upper)];
  if (from === null && lower !== "unbounded" || to === null && upper !== "unbounded") throw failedToParse("Numeric document-based bounds must be an integer");
  return ({ docs }, at) => {
    const start = from === null ? 0 : Math.max(0, at + from);
    return [start, Math.max(start, to === null ? docs.length : at + to + 1)];
  };
}

function rangeWindow([lower, upper]: [Value, Value], unit: Value, fields: SortFields): Window {
  const [field] = fields;
  if (!field || fields.length !== 1 || field.direction !== 1) throw new CommandError(5339902, "Range-based bounds require sortBy a single field in ascending order");
  const limit = (value: Value, bound: Value): number => {
    if (bound === "unbounded") return NaN;
    const distance = bound === "current" ? 0 : isNumeric(bound) ? toDouble(bound) : null;
    if (distance === null) throw failedToParse("Range-based bounds must be numbers, 'current' or 'unbounded'");
    if (value instanceof Date) return typeof unit === "string" ? addUnits({ date: value, unit, amount: distance, zone: "UTC" }).getTime() : refuse("a range over dates needs a unit");
    return isNumeric(value) ? toDouble(value) + distance : refuse("Invalid range: Expected the sortBy field to be a number or a date");
  };
  const position = (doc: Doc): number => {
    const value = valueAt(doc, field.parts);
    return value instanceof Date ? value.getTime() : isNumeric(value) ? toDouble(value) : NaN;
  };
  return ({ docs }, at) => {
    const value = valueAt(docs[at] ?? {}, field.parts);
    const [from, to] = [limit(value, lower), limit(value, upper)];
    const start = Number.isNaN(from) ? 0 : docs.findIndex((doc) => position(doc) >= from);
    const end = Number.isNaN(to) ? docs.length : docs.findLastIndex((doc) => position(doc) <= to) + 1;
    return start < 0 ? [0, 0] : [start, Math.max(start, end)];
  };
}

function refuse(message: string): never {
  throw new CommandError(5429414, message);
}

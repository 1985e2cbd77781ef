import type { REASONS } from "../differential/known-differences.ts";
import { isNode } from "./shape.ts";
import type { IndexFacts, Shape, Skeleton } from "./shape.ts";

/**
 * For each group of known differences: whether a command of this shape could meet it, on some data. Where a shape cannot tell, it could.
 */
export const MEETS: Record<keyof typeof REASONS, (shape: Shape) => boolean> = {
  NESTED: (shape) => filtersOf(shape.body).flatMap((filter) => conditionsOf(filter)).some((condition) => isNestedRange(condition) && isMultikey(shape, condition.path)),
  DISTINCT: ({ command, body, indexes, finds_nothing }) =>
    command === "distinct" && finds_nothing !== false && isNode(body) && (!indexes || indexes.some(({ paths }) => paths.includes(String(body["key"])))),
  MIXED: (shape) => sortsByGroup(shape.body) && (shape.group_ids ? Object.values(shape.group_ids).some(isMixed) : true),
  ABSENT: ({ body }) => entriesOf(body).some(([name]) => NOT_HERE.has(name)),
  CODE: ({ command, body, errors }) =>
    entriesOf(body).some(([name, value]) => name === "$strLenBytes" || (name === "$bucket" && isNode(value) && !("default" in value))) ||
    ((command === "aggregate" || entriesOf(body).some(isExpression)) && errors.some((code) => !CODES_OF_DATA.has(code))),
  HALF: ({ body, inTransaction, indexes }) => !inTransaction && isNode(body) && body["multi"] !== undefined && touchesMany(body) && canFail(body["u"], indexes),
  NUMBERED: ({ body }) => [body, ...nodesOf(body)].some((node) => pathsOfOrder(node).some(isNumbered)),
};

const NOT_HERE = new Set(["$text", "$where", "$near", "$nearSphere", "$geoNear", "$geoWithin", "$geoIntersects"]);
/** Duplicate keys, write conflicts, transactions that are over, time limits, lost cursors: they are not errors of an expression. */
const CODES_OF_DATA = new Set([11000, 112, 251, 50, 43]);
/** Operators that no stored value can make fail, as long as no index refuses the result. */
const NEVER_FAIL = new Set(["$set", "$unset", "$setOnInsert", "$min", "$max", "$currentDate"]);

interface Condition {
  path: string;
  operator: string;
  operand: Skeleton;
}

type Node = { [name: string]: Skeleton };

/** Every name in a skeleton with what is under it, at any depth. */
function entriesOf(value: Skeleton): [string, Skeleton][] {
  if (Array.isArray(value)) return value.flatMap(entriesOf);
  return isNode(value) ? Object.entries(value).flatMap(([name, inner]): [string, Skeleton][] => [[name, inner], ...entriesOf(inner)]) : [];
}

function nodesOf(value: Skeleton): Skeleton[] {
  return entriesOf(value).flatMap(([, inner]) => (Array.isArray(inner) ? inner : [inner]));
}

function filtersOf(body: Skeleton): Node[] {
  const own = isNode(body) ? [body["filter"], body["query"], body["q"]] : [];
  return [...own, ...entriesOf(body).flatMap(([name, value]) => (name === "$match" ? [value] : []))].filter(isNode);
}

function conditionsOf(filter: Node, prefix = ""): Condition[] {
  return Object.entries(filter).flatMap(([name, operand]): Condition[] => {
    if (name === "$expr") return [];
    if (name.startsWith("$") && Array.isArray(operand)) return operand.filter(isNode).flatMap((branch) => conditionsOf(branch, prefix));
    const path = prefix === "" ? name : `${prefix}.${name}`;
    return isNode(operand) ? operatorsOf(operand, path) : [];
  });
}

function operatorsOf(operators: Node, path: string): Condition[] {
  return Object.entries(operators).flatMap(([operator, operand]): Condition[] => {
    if (operator === "$not" && isNode(operand)) return operatorsOf(operand, path);
    if (operator === "$elemMatch" && isNode(operand)) return [...operatorsOf(operand, path), ...conditionsOf(operand, path)];
    return [{ path, operator, operand }];
  });
}

function isNestedRange({ operator, operand }: Condition): boolean {
  return ["$gt", "$gte", "$lt", "$lte"].includes(operator) && Array.isArray(operand) && operand.some((item) => Array.isArray(item));
}

function isMultikey({ indexes }: Shape, path: string): boolean {
  return indexes ? indexes.some(({ paths, is_multikey }) => is_multikey && paths.includes(path)) : true;
}

/** Whether a pipeline, at any depth, sorts by something other than what its $group has counted. */
function sortsByGroup(value: Skeleton): boolean {
  if (!Array.isArray(value)) return isNode(value) && Object.values(value).some(sortsByGroup);
  const at = value.findIndex((stage) => isNode(stage) && "$group" in stage);
  const group = value[at];
  const counted = isNode(group) && isNode(group["$group"]) ? Object.keys(group["$group"]).filter((name) => name !== "_id") : [];
  const sorts = at < 0 ? [] : value.slice(at + 1).flatMap((stage) => (isNode(stage) && isNode(stage["$sort"]) ? Object.keys(stage["$sort"]) : []));
  return sorts.some((path) => !counted.includes(path.split(".")[0] ?? "")) || value.some(sortsByGroup);
}

/** Null is in its place on both. */
function isMixed(types: string[]): boolean {
  const known = types.filter((type) => type !== "null");
  return known.length > 1 || known.some((type) => type === "array" || type === "minKey");
}

function isExpression([name, value]: [string, Skeleton]): boolean {
  if (name === "$expr") return true;
  if ((name === "u" || name === "update") && Array.isArray(value)) return true;
  return (name === "projection" || name === "fields") && entriesOf(value).some(([inner]) => inner.startsWith("$") && !["$slice", "$elemMatch", "$meta"].includes(inner));
}

/** An `_id` that is one value names one document at most. */
function touchesMany({ q }: Node): boolean {
  const id = isNode(q) ? q["_id"] : undefined;
  return id === undefined || isNode(id) || id === "regex";
}

function canFail(update: Skeleton | undefined, indexes: IndexFacts[] | undefined): boolean {
  if (!isNode(update)) return true;
  const edits = Object.entries(update).flatMap(([operator, fields]) => (isNode(fields) ? Object.entries(fields).map(([path, value]) => ({ operator, path, value })) : []));
  const unset = edits.filter(({ operator }) => operator === "$unset").map(({ path }) => path);
  return edits.some(({ operator, path, value }) => {
    if (!NEVER_FAIL.has(operator)) return true;
    // On the way to a nested field there may be a value that is no document.
    if (path.includes(".") && operator !== "$unset") return true;
    return !indexes || indexes.some((index) => canRefuse(index, { path, value, unset }));
  });
}

function canRefuse(index: IndexFacts, { path, value, unset }: { path: string; value: Skeleton; unset: string[] }): boolean {
  if (index.needs.some((needed) => unset.includes(needed))) return false;
  if (index.is_unique) return [...index.paths, ...index.partial_paths].some((indexed) => meet(indexed, path));
  // Two arrays in one index are refused.
  return index.paths.length > 1 && value !== "string" && value !== "date" && value !== "number" && value !== "bool" && value !== "null" && !unset.includes(path) && index.paths.some((indexed) => meet(indexed, path));
}

function meet(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** The paths by which something is sorted or joined. */
function pathsOfOrder(node: Skeleton): string[] {
  if (!isNode(node)) return [];
  const sorts = [node["sort"], node["$sort"], node["sortBy"]].filter(isNode).flatMap((sort) => Object.keys(sort));
  const joins = isNode(node["$lookup"]) ? [node["$lookup"]["localField"], node["$lookup"]["foreignField"]] : [];
  return [...sorts, ...joins.filter((path) => typeof path === "string")];
}

function isNumbered(path: string): boolean {
  return path.split(".").some((step) => /^\d+$/.test(step));
}

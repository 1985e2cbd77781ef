import { BSONRegExp, MaxKey, MinKey } from "bson";
import { isOperatorDocument } from "../filter/operators.ts";
import { keyOf } from "../values/key.ts";
import { namedTypes, typeName } from "../values/type-names.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";

/** One condition of a filter that must hold, as far as the planner understands it. */
export interface Conjunct {
  path: string;
  operator: string;
  operand: Value;
}

export interface Conjuncts {
  fields: Conjunct[];
  /** The branches of each top-level $or. */
  choices: Doc[][];
}

export function conjunctsOf(filter: Doc): Conjuncts {
  const found: Conjuncts = { fields: [], choices: [] };
  gather(filter, found);
  return found;
}

function gather(filter: Doc, found: Conjuncts): void {
  for (const name of Object.keys(filter)) {
    const operand = filter[name];
    if (name === "$and" && Array.isArray(operand)) operand.filter(isDoc).forEach((item) => gather(item, found));
    else if (name === "$or" && Array.isArray(operand)) found.choices.push(operand.filter(isDoc));
    else if (name.startsWith("$")) continue;
    else if (isOperatorDocument(operand)) for (const operator of Object.keys(operand)) found.fields.push({ path: name, operator, operand: operand[operator] });
    else found.fields.push({ path: name, operator: operand instanceof BSONRegExp ? "$regex" : "$eq", operand });
  }
}

/** The values that a condition allows, where it is a list of them that an index can look up. */
export function pointsOf({ operator, operand }: Conjunct): Value[] | null {
  const values = operator === "$eq" ? [operand] : operator === "$in" && Array.isArray(operand) ? operand : null;
  return values && values.every((value) => !Array.isArray(value) && !(value instanceof BSONRegExp)) ? values : null;
}

/** Whether the condition bounds a range of one type. */
export function isRange({ operator, operand }: Conjunct): boolean {
  if (!["$gt", "$gte", "$lt", "$lte"].includes(operator)) return false;
  if (operand === null || operand === undefined || Array.isArray(operand) || Number.isNaN(operand)) return false;
  return !(operand instanceof MinKey || operand instanceof MaxKey || operand instanceof BSONRegExp);
}

/** Whether a document that passes the condition surely has the field, with a value other than null. */
export function needsValue(conjunct: Conjunct): boolean {
  const points = pointsOf(conjunct);
  if (points) return points.every((value) => value !== null && value !== undefined);
  return isRange(conjunct) || ["$elemMatch", "$size", "$regex", "$mod"].includes(conjunct.operator) || conjunct.operator === "$all" && Array.isArray(conjunct.operand) && conjunct.operand.some((item) => item !== null);
}

/** Whether every document that passes `conditions` is in an index that is partial on `filter`. Says no when it cannot tell. */
export function implies(conditions: Conjunct[], filter: Doc): boolean {
  const { fields, choices } = conjunctsOf(filter);
  if (choices.length > 0 || Object.keys(filter).some((name) => name.startsWith("$") && name !== "$and")) return false;
  return fields.every((wanted) => conditions.some((given) => given.path === wanted.path && impliesOne(given, wanted)));
}

function impliesOne(given: Conjunct, wanted: Conjunct): boolean {
  if (given.operator === wanted.operator && keyOf(given.operand) === keyOf(wanted.operand)) return true;
  const points = pointsOf(given);
  switch (wanted.operator) {
    case "$exists": return wanted.operand !== false && wanted.operand !== 0 && (needsValue(given) || given.operator === "$type");
    case "$eq": case "$in": {
      const allowed = pointsOf(wanted)?.map((value) => keyOf(value));
      return points !== null && allowed !== undefined && points.every((value) => allowed.includes(keyOf(value)));
    }
    case "$type": {
      const names = namedTypes(wanted.operand);
      return points !== null && points.every((value) => names.has(typeName(value)));
    }
    case "$gt": case "$gte": case "$lt": case "$lte": return isRange(wanted) && impliesRange(given, wanted);
    default: return false;
  }
}

function impliesRange(given: Conjunct, wanted: Conjunct): boolean {
  const limit = keyOf(wanted.operand);
  const inside = (value: Value, strict: boolean) => {
    const key = keyOf(value);
    if (key[0] !== limit[0]) return false;
    if (key === limit) return strict || wanted.operator.endsWith("e");
    return wanted.operator.startsWith("$g") ? key > limit : key < limit;
  };
  const points = pointsOf(given);
  if (points) return points.every((value) => inside(value, false));
  return isRange(given) && given.operator.slice(0, 2) === wanted.operator.slice(0, 2) && inside(given.operand, !given.operator.endsWith("e"));
}

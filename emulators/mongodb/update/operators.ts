import { Long, Timestamp } from "bson";
import { CommandError, badValue, failedToParse } from "../errors.ts";
import { compareValues } from "../values/key.ts";
import { add, isNumeric, kindOf, multiply } from "../values/numbers.ts";
import type { Numeric } from "../values/numbers.ts";
import { typeName } from "../values/type-names.ts";
import { fieldOf, isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { addToSet, pop, pull, pullAll, push } from "./array-operators.ts";
import { KEEP, REMOVE } from "./edit.ts";
import type { Change } from "./edit.ts";

export interface OperatorContext {
  path: string;
  doc: Doc;
  now: Date;
  isInsert: boolean;
}

/** The change that one field of `{ $operator: { field: operand } }` asks for. */
export function changeOf(operator: string, operand: Value, context: OperatorContext): Change {
  switch (operator) {
    case "$set": return () => operand;
    case "$setOnInsert": return () => (context.isInsert ? operand : KEEP);
    case "$unset": return (current) => (current === undefined ? KEEP : REMOVE);
    case "$inc": return arithmetic({ operator, operand, context, combine: add, missing: (n) => n });
    case "$mul": return arithmetic({ operator, operand, context, combine: multiply, missing: zeroLike });
    case "$min": return (current) => (current === undefined || compareValues(operand, current) < 0 ? operand : KEEP);
    case "$max": return (current) => (current === undefined || compareValues(operand, current) > 0 ? operand : KEEP);
    case "$currentDate": return currentDate(operand, context);
    case "$bit": return bit(operand, context);
    case "$push": return push(operand, context);
    case "$addToSet": return addToSet(operand, context);
    case "$pop": return pop(operand, context);
    case "$pull": return pull(operand, context);
    case "$pullAll": return pullAll(operand, context);
    default: throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`);
  }
}

const KNOWN = new Set(["$set", "$setOnInsert", "$unset", "$inc", "$mul", "$min", "$max", "$rename", "$currentDate", "$bit", "$push", "$addToSet", "$pop", "$pull", "$pullAll"]);

/** Asked before an operator's fields, of which there may be none. */
export function refuseUnknownOperator(operator: string): void {
  if (!KNOWN.has(operator)) throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`);
}

/** Operators that take elements out of an array. */
export const CULLS = new Set(["$pull", "$pullAll", "$pop"]);
/** Operators that leave a missing path alone. */
export const NEVER_CREATES = new Set(["$unset", ...CULLS]);

interface Arithmetic {
  operator: string;
  operand: Value;
  context: OperatorContext;
  combine: (a: Numeric, b: Numeric) => Numeric | null;
  missing: (operand: Numeric) => Numeric;
}

function arithmetic({ operator, operand, context, combine, missing }: Arithmetic): Change {
  const { path, doc } = context;
  if (!isNumeric(operand)) {
    throw new CommandError(14, `Cannot ${operator === "$inc" ? "increment" : "multiply"} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`);
  }
  return (current) => {
    if (current === undefined) return missing(operand);
    if (!isNumeric(current)) {
      throw new CommandError(14, `Cannot apply ${operator} to a value of non-numeric type. {_id: ${JSON.stringify(fieldOf(doc, "_id"))}} has the field '${path.split(".").at(-1) ?? ""}' of non-numeric type ${typeName(current)}`);
    }
    const result = combine(current, operand);
    if (result === null) throw badValue(`Failed to apply ${operator} operations to current value: the result does not fit 64 bits`);
    return result;
  };
}

function zeroLike(operand: Numeric): Numeric {
  return multiply(operand, 0) ?? 0;
}

function currentDate(operand: Value, { now }: OperatorContext): Change {
  const type = isDoc(operand) ? operand["$type"] : operand === true || operand === false ? "date" : null;
  if (isDoc(operand) && Object.keys(operand).some((name) => name !== "$type")) throw badValue(`Unrecognized $currentDate option: ${Object.keys(operand).find((name) => name !== "$type") ?? ""}`);
  if (type === "date") return () => now;
  if (type === "timestamp") return () => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  throw badValue(`${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`);
}

function bit(operand: Value, { path }: OperatorContext): Change {
  if (!isDoc(operand)) throw badValue(`The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`);
  const steps = Object.keys(operand).map((name) => {
    const n = operand[name];
    if (name !== "and" && name !== "or" && name !== "xor") throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${String(n)}}`);
    if (!isInteger(n)) throw badValue(`The $bit modifier field must be an Integer(32/64 bit); a '${typeName(n)}' is not supported here: {${name}: ${String(n)}}`);
    return { name, n };
  });
  return (current = 0) => {
    if (!isInteger(current)) throw badValue(`Cannot apply $bit to a value of non-integral type. The field '${path}' has the type ${typeName(current)}`);
    return steps.reduce<number | Long>((value, { name, n }) => {
      const [a, b] = [BigInt(value.toString()), BigInt(n.toString())];
      const result = name === "and" ? a & b : name === "or" ? a | b : a ^ b;
      return value instanceof Long || n instanceof Long ? Long.fromBigInt(BigInt.asIntN(64, result)) : Number(BigInt.asIntN(32, result));
    }, current);
  };
}

function isInteger(value: Value): value is number | Long {
  return isNumeric(value) && (kindOf(value) === "int" || kindOf(value) === "long");
}

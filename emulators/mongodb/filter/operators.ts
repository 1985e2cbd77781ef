import { Binary, BSONRegExp } from "bson";
import { CommandError, badValue, failedToParse } from "../errors.ts";
import { sameText } from "../values/key.ts";
import { scaled } from "../values/decimal.ts";
import { exactOf, isNumeric, toDouble, wholeNumber } from "../values/numbers.ts";
import type { Numeric } from "../values/numbers.ts";
import { namedTypes, typeName } from "../values/type-names.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { visitPath } from "../values/path.ts";
import { anyAt, compileFilter, every } from "./compile.ts";
import type { FilterContext, Matcher, ValueTest } from "./compile.ts";
import { compares, equals, isOneOf, javascriptRegExp, regexMatcher } from "./comparisons.ts";

/** `{ $gt: 1 }` is operators, `{ a: 1 }` and `{}` are values; `{ $ref, $id }` is a value too. */
export function isOperatorDocument(operand: Value): operand is Doc {
  if (!isDoc(operand)) return false;
  const first = Object.keys(operand)[0];
  return first !== undefined && first.startsWith("$") && first !== "$ref" && first !== "$id" && first !== "$db";
}

export function compileOperators(parts: string[], operators: Doc, context: FilterContext): Matcher[] {
  return Object.keys(operators).filter((name) => name !== "$options" || !("$regex" in operators)).map((name) => compileOperator(parts, name, operators, context));
}

function compileOperator(parts: string[], name: string, operators: Doc, context: FilterContext): Matcher {
  const operand = operators[name];
  const fold = context.fold ?? sameText;
  switch (name) {
    case "$eq": return anyAt(parts, operand instanceof BSONRegExp ? regexLiteral(operand) : equals(operand, fold));
    case "$ne": {
      if (operand instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.");
      return not(anyAt(parts, equals(operand, fold)));
    }
    case "$gt": case "$gte": case "$lt": case "$lte": return anyAt(parts, compares(name, operand, fold));
    case "$in": return anyAt(parts, isOneOf(inList(name, operand), fold));
    case "$nin": return not(anyAt(parts, isOneOf(inList(name, operand), fold)));
    case "$not": return not(negated(parts, operand, context));
    case "$exists": {
      const wanted = truthy(operand);
      const exists: Matcher = (doc) => visitPath(doc, parts, (value) => value !== undefined);
      return wanted ? exists : not(exists);
    }
    case "$type": {
      const names = namedTypes(operand);
      return (doc) => visitPath(doc, parts, (value, isElement) => names.has(typeName(value)) || !isElement && Array.isArray(value) && value.some((item) => names.has(typeName(item))));
    }
    case "$regex": return anyAt(parts, regexMatcher(regexOperand(operand, operators["$options"])));
    case "$options": throw badValue("$options needs a $regex");
    case "$mod": return anyAt(parts, modulo(operand));
    case "$size": {
      const size = wholeNumber(operand);
      if (size === null || size < 0) throw badValue(`Failed to parse $size. Expected ${size === null ? "an integer" : "a non-negative number"} in: $size: ${String(operand)}`);
      return (doc) => visitPath(doc, parts, (value) => Array.isArray(value) && value.length === size);
    }
    case "$all": return allOf(parts, operand, context);
    case "$elemMatch": {
      const test = elementTest(operand, context);
      return (doc) => visitPath(doc, parts, (value) => Array.isArray(value) && value.some(test));
    }
    case "$bitsAllSet": case "$bitsAllClear": case "$bitsAnySet": case "$bitsAnyClear": return anyAt(parts, bits(name, operand));
    default: throw badValue(`unknown operator: ${name}`);
  }
}

function not(test: Matcher): Matcher {
  return (doc) => !test(doc);
}

function regexLiteral(regex: BSONRegExp): ValueTest {
  return (value) => value instanceof BSONRegExp && value.pattern === regex.pattern && value.options === regex.options;
}

function inList(name: string, operand: Value): Value[] {
  if (!Array.isArray(operand)) throw badValue(`${name} needs an array`);
  if (operand.some(isOperatorDocument)) throw badValue(`cannot nest $ under ${name}`);
  return operand;
}

function negated(parts: string[], operand: Value, context: FilterContext): Matcher {
  if (operand instanceof BSONRegExp) return anyAt(parts, regexMatcher(operand));
  if (!isDoc(operand)) throw badValue("$not needs a regex or a document");
  if (!isOperatorDocument(operand)) throw badValue(Object.keys(operand).length === 0 ? "$not cannot be empty" : `unknown operator: ${Object.keys(operand)[0]}`);
  return every(compileOperators(parts, operand, context));
}

function truthy(value: Value): boolean {
  return isNumeric(value) ? toDouble(value) !== 0 : value !== false && value !== null && value !== undefined;
}

export function regexOperand(operand: Value, options: Value): BSONRegExp {
  if (options !== undefined && typeof options !== "string") throw badValue("$options has to be a string");
  const regex = operand instanceof BSONRegExp ? operand : typeof operand === "string" ? new BSONRegExp(operand, "") : null;
  if (!regex) throw badValue("$regex has to be a string");
  if (options !== undefined && regex.options !== "") throw new CommandError(51075, "options set in both $regex and $options");
  const flags = [...(options ?? regex.options)].sort().join("");
  javascriptRegExp(regex.pattern, flags);
  return new BSONRegExp(regex.pattern, flags);
}

function modulo(operand: Value): ValueTest {
  if (!Array.isArray(operand) || operand.length !== 2 || !operand.every(isNumeric)) throw badValue("malformed mod, needs to be an array of two numbers");
  const [divisor = 0, remainder = 0] = operand.map((item) => Math.trunc(isNumeric(item) ? toDouble(item) : NaN));
  if (divisor === 0) throw badValue("divisor cannot be 0");
  return (value) => {
    const whole = isNumeric(value) ? truncated(value) : null;
    return whole !== null && whole % BigInt(divisor) === BigInt(remainder);
  };
}

function truncated(value: Numeric): bigint | null {
  const exact = exactOf(value);
  if (!exact) return null;
  return exact.exponent >= 0 ? scaled(exact, 0) : exact.coefficient / 10n ** BigInt(-exact.exponent);
}

function allOf(parts: string[], operand: Value, context: FilterContext): Matcher {
  if (!Array.isArray(operand)) throw badValue("$all needs an array");
  if (operand.length === 0) return () => false;
  return every(operand.map((item) => {
    if (isDoc(item) && Object.keys(item)[0] === "$elemMatch") return every(compileOperators(parts, item, context));
    if (isOperatorDocument(item)) throw badValue("no $ expressions in $all");
    return anyAt(parts, item instanceof BSONRegExp ? regexMatcher(item) : equals(item, context.fold));
  }));
}

/** `$elemMatch` holds either operators for the element itself or a filter for an element that is a document. */
function elementTest(operand: Value, context: FilterContext): ValueTest {
  if (!isDoc(operand)) throw badValue("$elemMatch needs an Object");
  const first = Object.keys(operand)[0];
  if (isOperatorDocument(operand) && !["$and", "$or", "$nor", "$comment"].includes(first ?? "")) return every(compileOperators([], operand, context));
  if ("$expr" in operand) throw badValue("$expr can only be applied to the top-level document");
  const test = compileFilter(operand, context);
  return (value) => (isDoc(value) || Array.isArray(value)) && test(value);
}

function bits(name: string, operand: Value): ValueTest {
  const mask = bitMask(name, operand);
  return (value) => {
    const n = bitsOf(value);
    if (n === null) return false;
    const set = n & mask;
    if (name === "$bitsAllSet") return set === mask;
    if (name === "$bitsAllClear") return set === 0n;
    return name === "$bitsAnySet" ? set !== 0n : set !== mask;
  };
}

function bitMask(name: string, operand: Value): bigint {
  if (Array.isArray(operand)) {
    return operand.reduce((mask: bigint, item) => {
      const position = wholeNumber(item);
      if (position === null || position < 0) throw badValue(`bit positions of ${name} must be non-negative integers`);
      return mask | 1n << BigInt(position);
    }, 0n);
  }
  const mask = bitsOf(operand);
  if (mask === null) throw badValue(`${name} takes an Array, a number, or a BinData`);
  if (mask < 0n) throw failedToParse(`Expected a non-negative number in: ${name}: ${mask}`);
  return mask;
}

function bitsOf(value: Value): bigint | null {
  if (value instanceof Binary) return BigInt("0x0" + Buffer.from(value.value()).reverse().toString("hex"));
  const n = wholeNumber(value);
  return n === null ? null : BigInt(isNumeric(value) && typeof value === "object" && "toBigInt" in value ? value.toBigInt() : n);
}

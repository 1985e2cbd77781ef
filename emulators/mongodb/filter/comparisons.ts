import { BSONRegExp, BSONSymbol, MaxKey, MinKey } from "bson";
import { CommandError, badValue } from "../errors.ts";
import { TYPE, keyOf, sameText } from "../values/key.ts";
import type { Fold } from "../values/key.ts";
import type { Value } from "../values/types.ts";
import type { ValueTest } from "./compile.ts";

/** Equality as a filter means it: null also finds an absent field. */
export function equals(operand: Value, fold: Fold = sameText): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === "string" && fold === sameText) return (value) => value === operand || value instanceof BSONSymbol && value.value === operand;
  const key = keyOf(operand, fold);
  const kind = typeof operand;
  return (value) => {
    if (value === undefined) return false;
    if (kind === "number" && typeof value === "number") return value === operand || keyOf(value) === key;
    return keyOf(value, fold) === key;
  };
}

export type Comparison = "$gt" | "$gte" | "$lt" | "$lte";

/** Ranges stay within the operand's type, except for MinKey and MaxKey, which all types are compared with. */
export function compares(operator: Comparison, operand: Value, fold: Fold = sameText): ValueTest {
  if (operand instanceof BSONRegExp) throw badValue(`Can't have RegEx as arg to predicate over field`);
  if (operand === null || operand === undefined) return operator === "$gte" || operator === "$lte" ? equals(null) : () => false;
  const key = keyOf(operand, fold);
  const type = key[0];
  const anyType = operand instanceof MinKey || operand instanceof MaxKey;
  const passes = ORDER[operator];
  const isNaNOperand = typeof operand === "number" && Number.isNaN(operand);
  const isNumber = typeof operand === "number" && !isNaNOperand;
  return (value) => {
    if (value === undefined && !anyType) return false;
    if (isNumber && typeof value === "number") return passes(value < operand ? -1 : value > operand ? 1 : value === operand ? 0 : NaN);
    const found = keyOf(value, fold);
    if (!anyType && found[0] !== type) return false;
    if (type === TYPE.number && (found.startsWith(NAN_KEY) || isNaNOperand)) return found === key && operator.endsWith("e");
    return passes(found < key ? -1 : found > key ? 1 : 0);
  };
}

const NAN_KEY = keyOf(NaN);
const ORDER: Record<Comparison, (order: number) => boolean> = {
  $gt: (order) => order > 0, $gte: (order) => order >= 0, $lt: (order) => order < 0, $lte: (order) => order <= 0,
};

export function isOneOf(list: Value[], fold: Fold = sameText): ValueTest {
  const keys = new Set(list.filter((item) => !(item instanceof BSONRegExp)).map((item) => keyOf(item, fold)));
  const patterns = list.filter((item) => item instanceof BSONRegExp).map(regexMatcher);
  return (value) => keys.has(keyOf(value, fold)) || patterns.some((test) => test(value));
}

export function regexMatcher(regex: BSONRegExp): ValueTest {
  const pattern = javascriptRegExp(regex.pattern, regex.options);
  return (value) => {
    if (typeof value === "string") return pattern.test(value);
    if (value instanceof BSONSymbol) return pattern.test(value.value);
    return value instanceof BSONRegExp && value.pattern === regex.pattern && value.options === regex.options;
  };
}

/** MongoDB's expressions are PCRE; JavaScript's cover what people write, and what it cannot read is refused. */
export function javascriptRegExp(pattern: string, options: string, extraFlags = ""): RegExp {
  const unknown = /[^imsxu]/.exec(options);
  if (unknown) throw new CommandError(51108, `invalid flag in regex options: ${unknown[0]}`);
  if (pattern.includes("\0")) throw new CommandError(51091, "Regular expression cannot contain an embedded null byte");
  const flags = [...new Set(options.replace(/[xu]/g, "") + extraFlags)].join("");
  let source = options.includes("x") ? withoutExtended(pattern) : pattern;
  const inline = /^\(\?([ims]+)\)/.exec(source);
  if (inline) source = source.slice(inline[0].length);
  const all = [...new Set(flags + (inline?.[1] ?? ""))].join("");
  try {
    return new RegExp(source, all + "u");
  } catch {
    // Unicode mode refuses needless escapes such as \- that PCRE allows.
  }
  try {
    return new RegExp(source, all);
  } catch (error) {
    throw new CommandError(51091, `Regular expression is invalid: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function withoutExtended(pattern: string): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#.*/g, (part) => (/^[\s#]/.test(part) ? "" : part));
}

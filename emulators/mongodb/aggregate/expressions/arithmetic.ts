import { Decimal128, Long } from "bson";
import { CommandError } from "../../errors.ts";
import { add, divide, double, isNumeric, kindOf, multiply, subtract, toDouble } from "../../values/numbers.ts";
import type { Numeric } from "../../values/numbers.ts";
import type { Value } from "../../values/types.ts";
import { typeName } from "../../values/type-names.ts";
import type { Operator } from "../expression.ts";
import { isMissing, numberOf } from "./operand.ts";

export const arithmetic: Record<string, Operator> = {
  $add: { args: [0, Infinity], run: (args) => (args.some(isMissing) ? null : sum(args)) },
  $subtract: { args: [2, 2], run: ([a, b]) => (isMissing(a) || isMissing(b) ? null : difference(a, b)) },
  $multiply: {
    args: [0, Infinity],
    run: (args) => (args.some(isMissing) ? null : args.reduce<Numeric>((product, arg) => multiply(product, numeric(arg, "$multiply")) ?? double(toDouble(product) * toDouble(numeric(arg, "$multiply"))), 1)),
  },
  $divide: {
    args: [2, 2],
    run: ([a, b]) => {
      if (isMissing(a) || isMissing(b)) return null;
      if (numberOf(b, "$divide") === 0) throw new CommandError(2, "can't $divide by zero");
      return divide(numeric(a, "$divide"), numeric(b, "$divide"));
    },
  },
  $mod: {
    args: [2, 2],
    run: ([a, b]) => {
      if (isMissing(a) || isMissing(b)) return null;
      const [x, y] = [numeric(a, "$mod"), numeric(b, "$mod")];
      if (toDouble(y) === 0) throw new CommandError(16610, "can't $mod by zero");
      return likeWidest(toDouble(x) % toDouble(y), [x, y]);
    },
  },
  $abs: rounding("$abs", Math.abs),
  $ceil: rounding("$ceil", Math.ceil),
  $floor: rounding("$floor", Math.floor),
  $round: places("$round", halfToEven),
  $trunc: places("$trunc", Math.trunc),
  $sqrt: real("$sqrt", Math.sqrt, (n) => n >= 0 || Number.isNaN(n)),
  $exp: real("$exp", Math.exp),
  $ln: real("$ln", Math.log, (n) => n > 0),
  $log10: real("$log10", Math.log10, (n) => n > 0),
  $log: { args: [2, 2], run: ([a, b]) => (isMissing(a) || isMissing(b) ? null : double(Math.log(numberOf(a, "$log")) / Math.log(numberOf(b, "$log")))) },
  $pow: {
    args: [2, 2],
    run: ([a, b]) => {
      if (isMissing(a) || isMissing(b)) return null;
      const result = numberOf(a, "$pow") ** numberOf(b, "$pow");
      return Number.isInteger(result) ? likeWidest(result, [numeric(a, "$pow"), numeric(b, "$pow")]) : double(result);
    },
  },
  $sin: real("$sin", Math.sin), $cos: real("$cos", Math.cos), $tan: real("$tan", Math.tan),
  $asin: real("$asin", Math.asin), $acos: real("$acos", Math.acos), $atan: real("$atan", Math.atan),
  $atan2: { args: [2, 2], run: ([a, b]) => (isMissing(a) || isMissing(b) ? null : double(Math.atan2(numberOf(a, "$atan2"), numberOf(b, "$atan2")))) },
  $degreesToRadians: real("$degreesToRadians", (n) => (n * Math.PI) / 180),
  $radiansToDegrees: real("$radiansToDegrees", (n) => (n * 180) / Math.PI),
  $rand: { args: [0, 1], run: () => Math.random() },
};

export function sum(args: Value[]): Value {
  const dates = args.filter((arg) => arg instanceof Date);
  if (dates.length > 1) throw new CommandError(16612, "only one date allowed in an $add expression");
  const total = args.filter((arg) => !(arg instanceof Date)).reduce<Numeric>((a, b) => plus(a, numeric(b, "$add")), 0);
  const [date] = dates;
  return date ? new Date(date.getTime() + Math.round(toDouble(total))) : total;
}

/** A sum that grows beyond 64 bits goes on as a double. */
export function plus(a: Numeric, b: Numeric): Numeric {
  return add(a, b) ?? double(toDouble(a) + toDouble(b));
}

function difference(a: Value, b: Value): Value {
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date) return new Date(a.getTime() - Math.round(numberOf(b, "$subtract")));
  if (!isNumeric(a) || !isNumeric(b)) throw new CommandError(14, `can't $subtract ${typeName(b)} from ${typeName(a)}`);
  return subtract(a, b) ?? double(toDouble(a) - toDouble(b));
}

function numeric(value: Value, operator: string): Numeric {
  if (!isNumeric(value)) throw new CommandError(14, `${operator} only supports numeric${operator === "$add" ? " or date" : ""} types, not ${typeName(value)}`);
  return value;
}

/** A result in the widest of its operands' types. */
function likeWidest(result: number, operands: Numeric[]): Numeric {
  const kinds = operands.map(kindOf);
  if (kinds.includes("decimal")) return Decimal128.fromString(String(result));
  if (kinds.includes("double")) return double(result);
  if (!Number.isSafeInteger(result)) return double(result);
  return kinds.includes("long") || (result | 0) !== result ? Long.fromNumber(result) : result + 0;
}

function rounding(name: string, apply: (n: number) => number): Operator {
  return {
    args: [1, 1],
    run: ([value]) => {
      if (isMissing(value)) return null;
      const n = numeric(value, name);
      if (kindOf(n) === "long" && name !== "$abs") return n;
      return likeWidest(apply(toDouble(n)), [n]);
    },
  };
}

function places(name: string, apply: (n: number) => number): Operator {
  return {
    args: [1, 2],
    run: ([value, place = 0]) => {
      if (isMissing(value) || isMissing(place)) return null;
      const n = numeric(value, name);
      const digits = numberOf(place, name);
      if (!Number.isInteger(digits) || digits < -20 || digits > 100) throw new CommandError(51083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
      if (digits >= 0 && (kindOf(n) === "int" || kindOf(n) === "long")) return n;
      return likeWidest(shifted(apply(shifted(toDouble(n), digits)), -digits), [n]);
    },
  };
}

/** Moves the decimal point in the text, where a multiplication by a power of ten would lose a digit. */
function shifted(n: number, digits: number): number {
  const [mantissa = "0", exponent = "0"] = String(n).split("e");
  return Number(`${mantissa}e${Number(exponent) + digits}`);
}

function halfToEven(n: number): number {
  const floor = Math.floor(n);
  if (n - floor !== 0.5) return Math.round(n);
  return floor % 2 === 0 ? floor : floor + 1;
}

function real(name: string, apply: (n: number) => number, allows: (n: number) => boolean = () => true): Operator {
  return {
    args: [1, 1],
    run: ([value]) => {
      if (isMissing(value)) return null;
      const n = numberOf(value, name);
      if (!allows(n)) throw new CommandError(28714, `${name}'s argument is out of its range, found ${n}`);
      return double(apply(n));
    },
  };
}

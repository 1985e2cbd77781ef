import { Decimal128, Double, Long } from "bson";
import { addExact, divideExact, formatDecimal, multiplyExact, parseDecimal, shortDouble } from "./decimal.ts";
import type { Exact } from "./decimal.ts";
import type { Value } from "./types.ts";

export type Numeric = number | Double | Long | Decimal128;
export type NumberKind = "int" | "long" | "double" | "decimal";

export function isNumeric(value: Value): value is Numeric {
  return typeof value === "number" || value instanceof Long && !isTimestamp(value) || value instanceof Double || value instanceof Decimal128;
}

export function kindOf(value: Numeric): NumberKind {
  if (typeof value === "number") return (value | 0) === value ? "int" : "double";
  if (value instanceof Double) return "double";
  return value instanceof Long ? "long" : "decimal";
}

export function toDouble(value: Numeric): number {
  if (typeof value === "number") return value;
  if (value instanceof Double) return value.value;
  return value instanceof Long ? value.toNumber() : Number(value.toString());
}

/** A double as a value: one that looks like an int32 is wrapped. */
export function double(value: number): number | Double {
  return (value | 0) === value ? new Double(value) : value;
}

/** A whole number as int32 where it fits and is wanted so, else int64. Null when it is too large even for that. */
export function integer(value: bigint, kind: "int" | "long"): Numeric | null {
  if (kind === "int" && value >= -0x80000000n && value <= 0x7fffffffn) return Number(value);
  if (value < -(2n ** 63n) || value >= 2n ** 63n) return null;
  return Long.fromBigInt(value);
}

/** The integer that a numeric value exactly is, or null. */
export function wholeNumber(value: Value): number | null {
  if (!isNumeric(value)) return null;
  const n = toDouble(value);
  return Number.isInteger(n) ? n : null;
}

export function add(a: Numeric, b: Numeric): Numeric | null {
  return combine(a, b, { integers: (x, y) => x + y, doubles: (x, y) => x + y, decimals: addExact });
}

export function subtract(a: Numeric, b: Numeric): Numeric | null {
  return combine(a, b, {
    integers: (x, y) => x - y, doubles: (x, y) => x - y,
    decimals: (x, y) => addExact(x, { coefficient: -y.coefficient, exponent: y.exponent }),
  });
}

export function multiply(a: Numeric, b: Numeric): Numeric | null {
  return combine(a, b, { integers: (x, y) => x * y, doubles: (x, y) => x * y, decimals: multiplyExact });
}

/** Division answers a double, or a decimal if either is one. The caller refuses a zero. */
export function divide(a: Numeric, b: Numeric): Numeric {
  const x = kindOf(a) === "decimal" || kindOf(b) === "decimal" ? exactOf(a) : null;
  const y = x && exactOf(b);
  if (x && y) return formatDecimal(divideExact(x, y));
  if (kindOf(a) === "decimal" || kindOf(b) === "decimal") return Decimal128.fromString(String(toDouble(a) / toDouble(b)));
  return double(toDouble(a) / toDouble(b));
}

export function exactOf(value: Numeric): Exact | null {
  if (value instanceof Decimal128) {
    const parsed = parseDecimal(value);
    return typeof parsed === "string" ? null : parsed;
  }
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  const n = toDouble(value);
  return Number.isFinite(n) ? shortDouble(n) : null;
}

interface Operation {
  integers: (a: bigint, b: bigint) => bigint;
  doubles: (a: number, b: number) => number;
  decimals: (a: Exact, b: Exact) => Exact;
}

function combine(a: Numeric, b: Numeric, operation: Operation): Numeric | null {
  const kinds = [kindOf(a), kindOf(b)];
  if (kinds.includes("decimal")) {
    const x = exactOf(a);
    const y = exactOf(b);
    if (x && y) return formatDecimal(operation.decimals(x, y));
    return Decimal128.fromString(String(operation.doubles(toDouble(a), toDouble(b))));
  }
  if (kinds.includes("double")) return double(operation.doubles(toDouble(a), toDouble(b)));
  if (kinds.includes("long")) return integer(operation.integers(BigInt(a.toString()), BigInt(b.toString())), "long");
  const result = operation.doubles(toDouble(a), toDouble(b));
  if ((result | 0) === result) return result + 0;
  return integer(operation.integers(BigInt(a.toString()), BigInt(b.toString())), "long");
}

/** bson's Timestamp extends Long. */
function isTimestamp(value: Long): boolean {
  return value._bsontype !== "Long";
}

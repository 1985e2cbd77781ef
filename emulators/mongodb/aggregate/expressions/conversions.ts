import { Binary, Decimal128, Long, ObjectId } from "bson";
import { CommandError } from "../../errors.ts";
import { encodeDocument } from "../../values/encode.ts";
import { double, integer, isNumeric, kindOf, toDouble } from "../../values/numbers.ts";
import type { Numeric } from "../../values/numbers.ts";
import { namedTypes, typeName } from "../../values/type-names.ts";
import { formatDecimal, shortDouble } from "../../values/decimal.ts";
import type { Value } from "../../values/types.ts";
import { truthy } from "../expression.ts";
import type { Operator } from "../expression.ts";
import { docOf, isMissing, namedArguments } from "./operand.ts";

export const conversions: Record<string, Operator> = {
  $type: { args: [1, 1], run: ([value]) => typeName(value) },
  $isNumber: { args: [1, 1], run: ([value]) => isNumeric(value) },
  $toString: converting("string"), $toInt: converting("int"), $toLong: converting("long"), $toDouble: converting("double"),
  $toDecimal: converting("decimal"), $toBool: converting("bool"), $toDate: converting("date"), $toObjectId: converting("objectId"),
  $convert: {
    compile: (operand, compile) => {
      const { input, to, onError, onNull } = namedArguments("$convert", operand, { compile, required: ["input", "to"], optional: ["onError", "onNull"] });
      return (scope) => {
        const value = input?.(scope);
        if (isMissing(value)) return onNull ? onNull(scope) : null;
        const target = to?.(scope);
        if (isMissing(target)) return null;
        const [name = ""] = targetTypes(target);
        try {
          return convert(value, name);
        } catch (error) {
          if (onError && error instanceof CommandError && error.code === 241) return onError(scope);
          throw error;
        }
      };
    },
  },
  $bsonSize: { args: [1, 1], run: ([value]) => (isMissing(value) ? null : encodeDocument(docOf(value, "$bsonSize")).length) },
  $binarySize: { args: [1, 1], run: ([value]) => (isMissing(value) ? null : value instanceof Binary ? value.length() : Buffer.byteLength(toText(value))) },
};

function targetTypes(target: Value): Iterable<string> {
  try {
    return namedTypes(target);
  } catch (error) {
    throw error instanceof CommandError && isNumeric(target) ? new CommandError(9, error.message) : error;
  }
}

function converting(type: string): Operator {
  return { args: [1, 1], run: ([value]) => (isMissing(value) ? null : convert(value, type)) };
}

function convert(value: Value, type: string): Value {
  if (typeName(value) === type) return value;
  switch (type) {
    case "string": return toText(value);
    case "bool": return truthy(value);
    case "int": case "long": return toInteger(value, type);
    case "double": return double(toReal(value));
    case "decimal": return toDecimal(value);
    case "date": return toDate(value);
    case "objectId": {
      if (typeof value === "string" && /^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value);
      throw failure(value, type);
    }
    default: throw failure(value, type);
  }
}

export function toText(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (isNumeric(value)) return kindOf(value) === "double" ? realText(toDouble(value)) : value.toString();
  if (typeof value === "boolean") return String(value);
  if (value instanceof Binary && value.sub_type === 4) return value.toUUID().toString();
  throw failure(value, "string");
}

function realText(n: number): string {
  return Number.isFinite(n) ? String(n) : Number.isNaN(n) ? "NaN" : n > 0 ? "Infinity" : "-Infinity";
}

function toInteger(value: Value, type: "int" | "long"): Numeric {
  let whole: bigint | null = null;
  if (typeof value === "boolean") whole = value ? 1n : 0n;
  else if (value instanceof Long) whole = value.toBigInt();
  else if (value instanceof Date && type === "long") whole = BigInt(value.getTime());
  else if (typeof value === "string" && /^[+-]?\d+$/.test(value)) whole = BigInt(value);
  else if (isNumeric(value) && Number.isFinite(toDouble(value))) whole = BigInt(Math.trunc(toDouble(value)));
  if (whole === null) throw failure(value, type);
  if (type === "long") {
    const long = integer(whole, "long");
    if (long === null) throw new CommandError(241, "Conversion would overflow target type in $convert with no onError value");
    return long;
  }
  if (whole < -0x80000000n || whole > 0x7fffffffn) throw new CommandError(241, "Conversion would overflow target type in $convert with no onError value");
  return Number(whole);
}

function toReal(value: Value): number {
  if (isNumeric(value)) return toDouble(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (typeof value === "string" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-]?(nan|inf|infinity)$/i.test(value)) return Number(value.replace(/inf(inity)?/i, "Infinity"));
  throw failure(value, "double");
}

function toDecimal(value: Value): Decimal128 {
  if (value instanceof Long) return Decimal128.fromString(value.toString());
  if (typeof value === "string") {
    try {
      return Decimal128.fromString(value);
    } catch {
      throw failure(value, "decimal");
    }
  }
  return formatDecimal(shortDouble(toReal(value)));
}

function toDate(value: Value): Date {
  if (value instanceof ObjectId) return value.getTimestamp();
  if (isNumeric(value) && kindOf(value) !== "int") return new Date(Math.trunc(toDouble(value)));
  const date = typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(value.slice(10)) || value.length === 10 ? value : `${value}Z`) : null;
  if (!date || Number.isNaN(date.getTime())) throw failure(value, "date");
  return date;
}

function failure(value: Value, type: string): CommandError {
  const shown = typeof value === "string" ? `Failed to parse '${value}' to ${type}` : `Unsupported conversion from ${typeName(value)} to ${type}`;
  return new CommandError(241, `${shown} in $convert with no onError value`);
}

import { Binary, BSONRegExp, BSONSymbol, Code, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { badValue } from "../errors.ts";
import { isNumeric, kindOf, wholeNumber } from "./numbers.ts";
import type { Value } from "./types.ts";

/** The name that `$type` gives a value; "missing" for an absent field. */
export function typeName(value: Value): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (isNumeric(value)) return kindOf(value);
  if (value instanceof Date) return "date";
  if (Array.isArray(value)) return "array";
  if (value instanceof ObjectId) return "objectId";
  if (value instanceof Timestamp) return "timestamp";
  if (value instanceof Binary) return "binData";
  if (value instanceof BSONRegExp) return "regex";
  if (value instanceof BSONSymbol) return "symbol";
  if (value instanceof Code) return value.scope ? "javascriptWithScope" : "javascript";
  if (value instanceof MinKey) return "minKey";
  if (value instanceof MaxKey) return "maxKey";
  return "object";
}

const BY_NUMBER: Record<number, string> = {
  1: "double", 2: "string", 3: "object", 4: "array", 5: "binData", 6: "undefined", 7: "objectId", 8: "bool", 9: "date", 10: "null", 11: "regex", 12: "dbPointer",
  13: "javascript", 14: "symbol", 15: "javascriptWithScope", 16: "int", 17: "timestamp", 18: "long", 19: "decimal", [-1]: "minKey", 127: "maxKey",
};
const NAMES = new Set(Object.values(BY_NUMBER));
export const NUMBER_TYPES = ["int", "long", "double", "decimal"];

/** The names meant by the operand of `$type`: an alias, a number, "number", or a list of these. */
export function namedTypes(operand: Value): Set<string> {
  const names = new Set<string>();
  for (const item of Array.isArray(operand) ? operand : [operand]) {
    if (item === "number") NUMBER_TYPES.forEach((name) => names.add(name));
    else if (typeof item === "string") {
      if (!NAMES.has(item)) throw badValue(`Unknown type name alias: ${item}`);
      names.add(item);
    } else {
      const name = BY_NUMBER[wholeNumber(item) ?? 0];
      if (!name) throw badValue(`Invalid numerical type code: ${String(item)}`);
      names.add(name);
    }
  }
  if (names.size === 0) throw badValue("$type must match at least one type");
  return names;
}

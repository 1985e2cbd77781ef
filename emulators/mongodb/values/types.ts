import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";

/**
 * A BSON value in memory. A plain number is an int32 when it is a whole number in its range, else a double;
 * a double that looks like an int32 (1.0, -0) stays a `Double`, so that no type is lost on the way to the disk and back.
 * `undefined` stands for an absent field.
 */
export type Value =
  | undefined | null | boolean | number | string | Date
  | Long | Double | Decimal128 | ObjectId | Binary | BSONRegExp | BSONSymbol | Timestamp | Code | MinKey | MaxKey
  | Value[] | Doc;

export interface Doc {
  [field: string]: Value;
}

export function isDoc(value: Value): value is Doc {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A field's own value: `constructor` or `toString` in a path must not find Object.prototype. */
export function fieldOf(doc: Doc, name: string): Value {
  const value = doc[name];
  return value !== undefined && Object.hasOwn(doc, name) ? value : undefined;
}

export function setField(doc: Doc, name: string, value: Value): void {
  if (name === "__proto__") Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  else doc[name] = value;
}

export function bsonType(value: Value): string {
  return typeof value === "object" && value !== null && "_bsontype" in value ? String(value._bsontype) : "";
}

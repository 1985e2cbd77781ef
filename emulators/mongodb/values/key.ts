import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { addExact, exactDouble, parseDecimal } from "./decimal.ts";
import type { Exact } from "./decimal.ts";
import { isDoc } from "./types.ts";
import type { Doc, Value } from "./types.ts";

/**
 * A value as a string of byte-sized characters whose plain `<` and `===` are MongoDB's order and equality of values, over all types.
 * The one comparison of this server: filters, sorts, ranges, unique keys, groups and distinct all stand on it.
 * A key is never the beginning of another one's, so keys can be strung together for compound indexes.
 */
export function keyOf(value: Value, fold: Fold = sameText): string {
  switch (typeof value) {
    case "string": return TYPE.string + textKey(fold(value));
    case "number": return TYPE.number + doubleKey(value) + "\0";
    case "boolean": return value ? TYPE.boolean + "\x01" : TYPE.boolean + "\0";
    case "undefined": return TYPE.null;
  }
  if (value === null) return TYPE.null;
  if (value instanceof Date) return TYPE.date + doubleKey(value.getTime());
  if (Array.isArray(value)) return TYPE.array + value.map((item) => keyOf(item, fold)).join("") + "\0";
  if (isDoc(value)) return documentKey(value, fold);
  if (value instanceof ObjectId) return TYPE.objectId + Buffer.from(value.id.buffer, value.id.byteOffset, 12).toString("latin1");
  if (value instanceof Timestamp) return TYPE.timestamp + bytesOfInteger(value.toBigInt(), 8);
  if (value instanceof Long) return TYPE.number + longKey(value.toBigInt());
  if (value instanceof Double) return TYPE.number + doubleKey(value.value) + "\0";
  if (value instanceof Decimal128) return TYPE.number + decimalKey(value);
  if (value instanceof Binary) return TYPE.binary + bytesOfInteger(BigInt(value.length()), 4) + String.fromCharCode(value.sub_type) + Buffer.from(value.value()).toString("latin1");
  if (value instanceof BSONRegExp) return TYPE.regex + textKey(value.pattern) + textKey(value.options);
  if (value instanceof BSONSymbol) return TYPE.string + textKey(fold(value.value));
  if (value instanceof Code) return value.scope ? TYPE.codeWithScope + textKey(String(value.code)) + documentKey(value.scope as Doc, fold) : TYPE.code + textKey(String(value.code));
  if (value instanceof MinKey) return TYPE.minKey;
  if (value instanceof MaxKey) return TYPE.maxKey;
  throw new Error("a value of no known type");
}

/** What a collation makes of a text before it is compared. */
export type Fold = (text: string) => string;
export const sameText: Fold = (text) => text;

export const TYPE = {
  minKey: "\x01", undefined: "\x08", null: "\x10", number: "\x20", string: "\x30", object: "\x40", array: "\x50", binary: "\x60", objectId: "\x70",
  boolean: "\x80", date: "\x90", timestamp: "\xa0", regex: "\xb0", code: "\xc0", codeWithScope: "\xd0", maxKey: "\xf0",
} as const;

/** Sorts after every key that begins with `prefix`. */
export const after = (prefix: string) => prefix + "\u0100";

/** A key turned round, for descending fields. */
export function inverted(key: string): string {
  const bytes = Buffer.from(key, "latin1");
  for (let i = 0; i < bytes.length; i++) bytes[i] = 255 - (bytes[i] ?? 0);
  return bytes.toString("latin1");
}

export function compareValues(a: Value, b: Value, fold: Fold = sameText): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : a === b ? 0 : compareKeys(a, b, fold);
  return compareKeys(a, b, fold);
}

function compareKeys(a: Value, b: Value, fold: Fold): number {
  const left = keyOf(a, fold);
  const right = keyOf(b, fold);
  return left < right ? -1 : left > right ? 1 : 0;
}

function documentKey(doc: Doc, fold: Fold): string {
  let key: string = TYPE.object;
  for (const name of Object.keys(doc)) {
    const value = doc[name];
    if (value === undefined) continue;
    const inner = keyOf(value, fold);
    key += inner[0] + textKey(name) + inner;
  }
  return key + "\0";
}

// "\0" ends a text, so within one it is written as two bytes, and so is the byte that announces that.
const RESERVED = /[\0\x01]/g;
const PLAIN = /^[\x02-\x7f]*$/;

function textKey(text: string): string {
  if (PLAIN.test(text)) return text + "\0";
  return Buffer.from(text, "utf8").toString("latin1").replace(RESERVED, (byte) => (byte === "\0" ? "\x01\x01" : "\x01\x02")) + "\0";
}

const scratch = Buffer.alloc(8);
const NAN = "\0\0\0\0\0\0\0\0";

function doubleKey(value: number): string {
  if (Number.isNaN(value)) return NAN;
  scratch.writeDoubleBE(value === 0 ? 0 : value);
  const first = scratch[0] ?? 0;
  if (first & 0x80) for (let i = 0; i < 8; i++) scratch[i] = 255 - (scratch[i] ?? 0);
  else scratch[0] = first | 0x80;
  return scratch.toString("latin1");
}

/** The nearest double from below, then what is missing to the exact value: "\0" for nothing. */
function longKey(value: bigint): string {
  const near = Number(value);
  if (BigInt(near) === value) return doubleKey(near) + "\0";
  return exactKey({ coefficient: value, exponent: 0 }, near);
}

function decimalKey(value: Decimal128): string {
  const parsed = parseDecimal(value);
  if (parsed === "NaN") return NAN + "\0";
  if (parsed === "Infinity") return doubleKey(Infinity) + "\0";
  if (parsed === "-Infinity") return doubleKey(-Infinity) + "\0";
  return exactKey(parsed, Number(value.toString()));
}

function exactKey(value: Exact, near: number): string {
  if (near === -Infinity) {
    return doubleKey(-Infinity) + "\x02" + inverted(magnitudeKey({ coefficient: -value.coefficient, exponent: value.exponent }));
  }
  for (let below = near === Infinity ? Number.MAX_VALUE : near; ; below = previousDouble(below)) {
    const exact = exactDouble(below);
    const rest = addExact(value, { coefficient: -exact.coefficient, exponent: exact.exponent });
    if (rest.coefficient === 0n) return doubleKey(below) + "\0";
    if (rest.coefficient > 0n) return doubleKey(below) + "\x01" + magnitudeKey(rest);
  }
}

function magnitudeKey({ coefficient, exponent }: Exact): string {
  const digits = String(coefficient).replace(/0+$/, "");
  return bytesOfInteger(BigInt(exponent + String(coefficient).length + 20000), 4) + digits + "\0";
}

function previousDouble(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  scratch.writeDoubleBE(value);
  const bits = scratch.readBigUInt64BE();
  scratch.writeBigUInt64BE(value > 0 ? bits - 1n : bits + 1n);
  return scratch.readDoubleBE();
}

function bytesOfInteger(value: bigint, size: 4 | 8): string {
  scratch.writeBigUInt64BE(BigInt.asUintN(64, value));
  return scratch.toString("latin1", 8 - size);
}

import { Binary, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { describe, expect, test } from "vitest";
import { after, inverted, keyOf } from "./key.ts";
import type { Value } from "./types.ts";

const decimal = (text: string) => Decimal128.fromString(text);

const ASCENDING: Value[] = [
  new MinKey(), null, NaN, -Infinity, decimal("-1E400"), -1.5, -1, 0, decimal("1E-400"), decimal("0.1"), 0.1, 1, 1.5, Long.fromString("9007199254740992"),
  Long.fromString("9007199254740993"), 9007199254740994, Long.MAX_VALUE, decimal("1E400"), Infinity, "", "\0", "\x01", "A", "a", "a\0", "a\0b", "a\x01", "ab", "é", "\uffee", "😀",
  {}, { a: 1 }, { a: 1, b: 2 }, { a: 2 }, { b: 1 }, [], [1], [1, 2], [[1]], new Binary(Buffer.from("b")), new Binary(Buffer.from("ab")),
  new ObjectId("000000000000000000000001"), false, true, new Date(-1), new Date(0), new Timestamp({ t: 1, i: 2 }), new MaxKey(),
];

describe("the key of a value", () => {
  test("orders values of all types as MongoDB does", () => {
    const keys = ASCENDING.map((value) => keyOf(value));
    expect(keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("is the same for equal numbers of different types, and for no others", () => {
    const one = keyOf(1);
    for (const other of [new Double(1), Long.fromNumber(1), decimal("1"), decimal("1.000")]) expect(keyOf(other)).toBe(one);
    expect(keyOf(decimal("0.1"))).not.toBe(keyOf(0.1));
    expect(keyOf(Long.fromString("9007199254740993"))).not.toBe(keyOf(9007199254740992));
    expect(keyOf(-0)).toBe(keyOf(0));
  });

  test("is never the beginning of another one, so that fields can be strung together", () => {
    const keys = ASCENDING.map((value) => keyOf(value));
    for (const a of keys) for (const b of keys) if (a !== b) expect(b.startsWith(a)).toBe(false);
  });

  test("turned round it orders the other way", () => {
    const keys = ASCENDING.map((value) => inverted(keyOf(value)));
    expect(keys.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0))).toEqual(keys);
  });

  test("everything that begins with a prefix comes before what is after it", () => {
    expect(keyOf("a\xff") < after(keyOf("a\xff"))).toBe(true);
    expect(`${keyOf("x")}\xff\xff` < after(keyOf("x"))).toBe(true);
  });
});

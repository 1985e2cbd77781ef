import { Decimal128, Double, Long, serialize } from "bson";
import { describe, expect, test } from "vitest";
import { decodeDocument } from "./decode.ts";
import { encodeDocument } from "./encode.ts";
import type { Doc } from "./types.ts";

describe("BSON", () => {
  test("comes back byte for byte: no double becomes an int on the way", () => {
    const doc: Doc = { i: 1, d: new Double(1), z: new Double(-0), h: 1.5, l: Long.fromNumber(1), m: Decimal128.fromString("1.0"), n: null, list: [1, new Double(2), { x: "é" }], t: new Date(5) };
    const bytes = encodeDocument(doc);
    expect(encodeDocument(decodeDocument(bytes)).equals(bytes)).toBe(true);
  });

  test("a document with $ref and $id stays a document", () => {
    expect(decodeDocument(Buffer.from(serialize({ a: { $ref: "x", $id: 1 } })))).toEqual({ a: { $ref: "x", $id: 1 } });
  });

  test("a field named __proto__ is a field", () => {
    const doc = decodeDocument(Buffer.from(serialize({ ["__proto__"]: { polluted: true } })));
    expect(Object.keys(doc)).toEqual(["__proto__"]);
    expect("polluted" in {}).toBe(false);
  });

  test("a cut or lying document is refused", () => {
    const bytes = encodeDocument({ a: "text" });
    expect(() => decodeDocument(bytes.subarray(0, bytes.length - 3))).toThrow(/longer than its message/);
    const lying = Buffer.from(bytes);
    lying.writeInt32LE(4000, 7);
    expect(() => decodeDocument(lying)).toThrow();
  });
});

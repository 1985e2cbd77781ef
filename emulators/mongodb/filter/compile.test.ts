import { Long } from "bson";
import { describe, expect, test } from "vitest";
import type { Doc } from "../values/types.ts";
import { compileFilter } from "./compile.ts";

const matches = (filter: Doc, doc: Doc) => compileFilter(filter)(doc);

describe("a filter", () => {
  test.each<[string, Doc, Doc, boolean]>([
    ["null finds an absent field", { a: null }, {}, true],
    ["$gte null finds an absent field too", { a: { $gte: null } }, {}, true],
    ["$gt null finds nothing", { a: { $gt: null } }, { a: 1 }, false],
    ["an int finds the same long", { a: 5 }, { a: Long.fromNumber(5) }, true],
    ["a range stays in its type", { a: { $gt: 1 } }, { a: "x" }, false],
    ["an element of an array is found", { a: 2 }, { a: [1, 2] }, true],
    ["a whole array is found", { a: [1, 2] }, { a: [1, 2] }, true],
    ["bounds may be met by different elements", { a: { $gt: 4, $lt: 2 } }, { a: [1, 5] }, true],
    ["$elemMatch wants one element for both", { a: { $elemMatch: { $gt: 4, $lt: 2 } } }, { a: [1, 5] }, false],
    ["a path goes into the documents of an array", { "a.b": 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    ["a path may name a place in an array", { "a.1.b": 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    ["$ne means no element", { a: { $ne: 1 } }, { a: [1, 2] }, false],
    ["$nin finds an absent field", { a: { $nin: [1] } }, {}, true],
    ["$in takes regular expressions' values and null", { a: { $in: [null, 3] } }, {}, true],
    ["$all wants each", { a: { $all: [1, 2] } }, { a: [2, 1, 3] }, true],
    ["$size is exact", { a: { $size: 2 } }, { a: [1] }, false],
    ["$type knows number", { a: { $type: "number" } }, { a: 1.5 }, true],
    ["$not turns round", { a: { $not: { $gt: 5 } } }, {}, true],
    ["$mod keeps the sign", { a: { $mod: [4, -1] } }, { a: -5 }, true],
    ["toString is no field", { toString: { $exists: true } }, {}, false],
    ["{} is a value", { a: {} }, { a: {} }, true],
    ["the order of fields counts in a value", { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
  ])("%s", (_, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });

  test.each<[Doc, RegExp]>([
    [{ $foo: 1 }, /unknown top level operator: \$foo/],
    [{ a: { $foo: 1 } }, /unknown operator: \$foo/],
    [{ a: { $not: { $foo: 1 } } }, /unknown operator: \$foo/],
    [{ a: { $elemMatch: { b: { $foo: 1 } } } }, /unknown operator: \$foo/],
    [{ a: { $gt: 1, b: 1 } }, /unknown operator: b/],
    [{ $text: { $search: "x" } }, /\$text/],
    [{ a: { $in: 1 } }, /\$in needs an array/],
    [{ $or: [] }, /nonempty array/],
  ])("%j is refused and not ignored", (filter, message) => {
    expect(() => compileFilter(filter)).toThrow(message);
  });
});

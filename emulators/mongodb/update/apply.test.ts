import { Double, Long } from "bson";
import { describe, expect, test } from "vitest";
import type { Doc } from "../values/types.ts";
import { applyUpdate, checkUpdate, upsertedDocument } from "./apply.ts";
import type { UpdateRequest } from "./apply.ts";

const request = (update: Doc, more: Partial<UpdateRequest> = {}): UpdateRequest => ({ update, filter: {}, arrayFilters: [], now: new Date(0), runPipeline: (doc) => doc, ...more });
const updated = (doc: Doc, update: Doc, more: Partial<UpdateRequest> = {}) => {
  const whole = request(update, more);
  checkUpdate(whole);
  return applyUpdate(whole, { _id: 1, ...doc });
};

describe("an update", () => {
  test.each<[string, Doc, Doc, Doc]>([
    ["$set makes the way to a field", {}, { $set: { "a.b": 1 } }, { a: { b: 1 } }],
    ["$inc turns an int that is too large into a long", { n: 2147483647 }, { $inc: { n: 1 } }, { n: Long.fromNumber(2147483648) }],
    ["$inc by a double gives a double", { n: 1 }, { $inc: { n: new Double(1) } }, { n: new Double(2) }],
    ["$mul of an absent field is zero", {}, { $mul: { n: 3 } }, { n: 0 }],
    ["$min keeps the smaller", { n: 5 }, { $min: { n: 3 } }, { n: 3 }],
    ["$max keeps the greater", { n: 5 }, { $max: { n: 3 } }, { n: 5 }],
    ["$unset of an element leaves null", { a: [1, 2] }, { $unset: { "a.0": "" } }, { a: [null, 2] }],
    ["$rename moves", { a: { b: 1 } }, { $rename: { "a.b": "c" } }, { a: {}, c: 1 }],
    ["$push sorts and slices", { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1, $slice: 2 } } }, { a: [1, 2] }],
    ["$addToSet knows equal numbers", { a: [1] }, { $addToSet: { a: { $each: [Long.fromNumber(1), 2] } } }, { a: [1, 2] }],
    ["$pull takes conditions", { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ["$[] is every element", { a: [1, 2] }, { $inc: { "a.$[]": 1 } }, { a: [2, 3] }],
    ["setting beyond an array's end fills with null", { a: [1] }, { $set: { "a.3": 4 } }, { a: [1, null, null, 4] }],
  ])("%s", (_, doc, update, expected) => {
    expect(updated(doc, update)).toEqual({ _id: 1, ...expected });
  });

  test("$ is the element that the filter found", () => {
    expect(updated({ a: [{ n: 1 }, { n: 2 }] }, { $set: { "a.$.seen": true } }, { filter: { "a.n": 2 } })).toEqual({ _id: 1, a: [{ n: 1 }, { n: 2, seen: true }] });
  });

  test("an array filter names the elements that are meant", () => {
    expect(updated({ a: [1, 7, 9] }, { $set: { "a.$[big]": 0 } }, { arrayFilters: [{ big: { $gt: 5 } }] })).toEqual({ _id: 1, a: [1, 0, 0] });
  });

  test("the document before it stays as it was", () => {
    const before = { _id: 1, a: { b: [1] } };
    applyUpdate(request({ $push: { "a.b": 2 }, $set: { "a.c": 1 } }), before);
    expect(before).toEqual({ _id: 1, a: { b: [1] } });
  });

  test.each<[string, Doc, Doc, number]>([
    ["an unknown operator", {}, { $foo: { a: 1 } }, 9],
    ["operators among fields", {}, { $set: { a: 1 }, b: 1 }, 9],
    ["two changes of one field", {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ["a field inside a number", { a: 1 }, { $set: { "a.b": 1 } }, 28],
    ["another _id", {}, { $set: { _id: 2 } }, 66],
    ["$inc of a text", { a: "x" }, { $inc: { a: 1 } }, 14],
    ["$push to a number", { a: 1 }, { $push: { a: 1 } }, 2],
    ["a $ without a match", { a: [1] }, { $set: { "a.$": 1 } }, 2],
    ["an unknown modifier of $push", { a: [] }, { $push: { a: { $each: [], $foo: 1 } } }, 2],
    ["an empty name", {}, { $set: { "a..b": 1 } }, 56],
  ])("%s is refused", (_, doc, update, code) => {
    expect(() => updated(doc, update)).toThrow(expect.objectContaining({ code }));
  });

  test("an upsert begins with what the filter says must be equal", () => {
    const filter = { _id: 7, "a.b": 1, c: { $gt: 3 }, $and: [{ d: { $eq: 2 } }] };
    expect(upsertedDocument(request({ $set: { e: 1 }, $setOnInsert: { f: 2 } }, { filter }))).toEqual({ _id: 7, a: { b: 1 }, d: 2, e: 1, f: 2 });
  });
});

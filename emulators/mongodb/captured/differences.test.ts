import { describe, expect, test } from "vitest";
import { KNOWN_DIFFERENCES, REASONS } from "../differential/known-differences.ts";
import { MEETS } from "./differences.ts";
import type { IndexFacts, Shape } from "./shape.ts";

type Group = keyof typeof REASONS;

describe("a shape of command that could meet a known difference is told from one that could not", () => {
  test.each<[Group, string, Partial<Shape>]>([
    ["NESTED", "a range with a list in a list over a multikey index", { body: { filter: { tags: { $gte: [[]] } } }, indexes: [index({ paths: ["tags"], is_multikey: true })] }],
    ["NESTED", "the same inside $or and $not", { body: { q: { $or: [{ a: "string" }, { tags: { $not: { $lt: [["string"]] } } }] } }, indexes: [index({ paths: ["a", "tags"], is_multikey: true })] }],
    ["NESTED", "the same inside $elemMatch", { body: { filter: { list: { $elemMatch: { tags: { $lt: [[]] } } } } }, indexes: [index({ paths: ["list.tags"], is_multikey: true })] }],
    ["NESTED", "the same in a pipeline, with indexes that nobody knows", { command: "aggregate", body: { pipeline: [{ $match: { tags: { $gt: [[]] } } }] } }],
    ["DISTINCT", "distinct by an index, where a document has nothing there", { command: "distinct", body: { key: "country" }, indexes: [index({ paths: ["country"] })], finds_nothing: true }],
    ["MIXED", "groups by texts and numbers, in the order of their ids", { ...groups({ _id: "number" }), group_ids: { _id: ["number", "string"] } }],
    ["MIXED", "groups by lists", { ...groups({ _id: "number" }), group_ids: { _id: ["array", "null"] } }],
    ["MIXED", "a field of the id has two types", { ...groups({ "_id.a": "number" }), group_ids: { _id: ["object"], "_id.a": ["bool", "string"] } }],
    ["MIXED", "ids that nobody knows, under another name", groups({ renamed: "number" })],
    ["MIXED", "the same inside $facet", { command: "aggregate", body: { pipeline: [{ $facet: { a: [{ $group: { _id: "$a" } }, { $sort: { _id: "number" } }] } }] } }],
    ["ABSENT", "$text", { body: { filter: { $text: { $search: "string" } } } }],
    ["ABSENT", "$where inside $and", { body: { filter: { $and: [{ $where: "string" }] } } }],
    ["ABSENT", "$near", { body: { query: { place: { $near: ["number"] } } } }],
    ["CODE", "$bucket without a default", { command: "aggregate", body: { pipeline: [{ $bucket: { groupBy: "$a", boundaries: ["number"] } }] } }],
    ["CODE", "$strLenBytes", { body: { filter: { $expr: { $gt: [{ $strLenBytes: "$a" }, "number"] } } } }],
    ["CODE", "an expression that failed", { body: { projection: { a: { $divide: ["$b", "$c"] } } }, errors: [2] }],
    ["HALF", "many get a value that must be unique", many({ $set: { email: "string" } })],
    ["HALF", "many enter a partial unique index", many({ $set: { is_live: "bool" } })],
    ["HALF", "$inc, which refuses a text", many({ $inc: { n: "number" } })],
    ["HALF", "$push, which refuses what is no list", many({ $push: { list: "string" } })],
    ["HALF", "a nested field, on the way to which there may be no document", many({ $set: { "a.b": "string" } })],
    ["HALF", "two lists in one index", many({ $set: { tags: "array" } })],
    ["HALF", "a pipeline", { ...many({}), body: { q: {}, u: [{ $set: { n: { $divide: ["$a", "$b"] } } }], multi: "bool" } }],
    ["HALF", "indexes that nobody knows", { ...many({ $set: { name: "string" } }), indexes: undefined }],
    ["NUMBERED", "a sort by a place in a list", { body: { filter: {}, sort: { "list.0": "number" } } }],
    ["NUMBERED", "a sort inside a pipeline", { command: "aggregate", body: { pipeline: [{ $lookup: { from: "b", as: "b", pipeline: [{ $sort: { "a.0.b": "number" } }] } }] } }],
    ["NUMBERED", "a join by a place in a list", { command: "aggregate", body: { pipeline: [{ $lookup: { from: "b", localField: "list.0", foreignField: "_id", as: "b" } }] } }],
  ])("%s could be met: %s", (group, _, shape) => expect(MEETS[group](newShape(shape))).toBe(true));

  test.each<[Group, string, Partial<Shape>]>([
    ["NESTED", "a range with a list of texts", { body: { filter: { tags: { $gte: ["string"] } } }, indexes: [index({ paths: ["tags"], is_multikey: true })] }],
    ["NESTED", "an index that holds no lists", { body: { filter: { tags: { $gte: [[]] } } }, indexes: [index({ paths: ["tags"] })] }],
    ["NESTED", "an index of another field", { body: { filter: { tags: { $gte: [[]] } } }, indexes: [index({ paths: ["others"], is_multikey: true })] }],
    ["NESTED", "an expression, whose operands are a list", { body: { filter: { $expr: { $gte: ["$a", ["string"]] } } } }],
    ["DISTINCT", "every document has a value", { command: "distinct", body: { key: "country" }, indexes: [index({ paths: ["country"] })], finds_nothing: false }],
    ["DISTINCT", "no index has the field", { command: "distinct", body: { key: "country" }, indexes: [index({ paths: ["_id"] })], finds_nothing: true }],
    ["MIXED", "ids of one type, and null", { ...groups({ _id: "number" }), group_ids: { _id: ["null", "string"] } }],
    ["MIXED", "a sort by what was counted", groups({ n: "number" })],
    ["MIXED", "a sort before the groups", { command: "aggregate", body: { pipeline: [{ $sort: { a: "number" } }, { $group: { _id: "$a" } }] } }],
    ["ABSENT", "$regex", { body: { filter: { name: { $regex: "string" } } } }],
    ["CODE", "$bucket with a default", { command: "aggregate", body: { pipeline: [{ $bucket: { groupBy: "$a", boundaries: ["number"], default: "string" } }] } }],
    ["CODE", "a write conflict of a pipeline", { command: "aggregate", body: { pipeline: [{ $match: {} }] }, errors: [112] }],
    ["CODE", "a plain command that failed", { body: { filter: {} }, errors: [2] }],
    ["HALF", "fields that nothing can refuse", many({ $set: { status: "string", at: "date" }, $unset: { "a.b": "string" } })],
    ["HALF", "leaving the partial unique index", many({ $set: { status: "string" }, $unset: { is_live: "string" } })],
    ["HALF", "in a transaction", { ...many({ $inc: { n: "number" } }), inTransaction: true }],
    ["HALF", "one document", { ...many({}), body: { q: {}, u: { $inc: { n: "number" } } } }],
    ["HALF", "one document by its id", { ...many({}), body: { q: { _id: "string" }, u: { $inc: { n: "number" } }, multi: "bool" } }],
    ["HALF", "a text in an index of two fields", many({ $set: { tags: "string" } })],
    ["NUMBERED", "a sort by a nested field", { body: { filter: { "list.0": "string" }, sort: { "a.b0": "number" } } }],
    ["NUMBERED", "a join by ids", { command: "aggregate", body: { pipeline: [{ $lookup: { from: "b", localField: "b_id", foreignField: "_id", as: "b" } }] } }],
  ])("%s could not: %s", (group, _, shape) => expect(MEETS[group](newShape(shape))).toBe(false));

  test("every listed difference is of a group, and every group has members and its question", () => {
    const groupsByReason = new Map<string, string>(Object.entries(REASONS).map(([group, reason]) => [reason, group]));
    expect(Object.entries(KNOWN_DIFFERENCES).filter(([, reason]) => !groupsByReason.has(reason))).toEqual([]);
    expect(Object.values(REASONS).filter((reason) => !Object.values(KNOWN_DIFFERENCES).includes(reason))).toEqual([]);
    expect(Object.keys(MEETS).sort()).toEqual(Object.keys(REASONS).sort());
  });
});

function newShape(shape: Partial<Shape>): Shape {
  return { command: "find", collection: "items", body: {}, inTransaction: false, errors: [], ...shape };
}

function index(facts: Partial<IndexFacts>): IndexFacts {
  return { paths: [], is_unique: false, is_multikey: false, partial_paths: [], needs: [], ...facts };
}

function groups(sort: Record<string, string>): Partial<Shape> {
  return { command: "aggregate", body: { pipeline: [{ $group: { _id: "$a", n: { $sum: "number" } } }, { $sort: sort }] } };
}

function many(u: Record<string, Record<string, string>>): Partial<Shape> {
  return {
    command: "update", body: { q: { status: "string" }, u, multi: "bool" },
    indexes: [
      index({ paths: ["_id"], is_unique: true }), index({ paths: ["email"], is_unique: true }), index({ paths: ["tags", "list"] }),
      index({ paths: ["coach", "cell"], is_unique: true, partial_paths: ["is_live"], needs: ["is_live"] }),
    ],
  };
}

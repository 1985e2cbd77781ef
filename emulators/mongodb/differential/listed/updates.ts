import { Double, Long } from "mongodb";
import type { Document } from "mongodb";
import { decimal, long, newCase, READ_ALL } from "../case.ts";
import type { Case } from "../case.ts";

/** Every update operator on what it is meant for and on what it is not; upserts; what a write answers. */
export const updateCases: Case[] = [];

const SOME = [
  { _id: 1, a: 1, b: [1, 2] },
  { _id: 2, a: 2, b: [2, 3] },
  { _id: 3, a: 3 },
  { _id: 4, a: 2, b: [] },
];

function update(name: string, document: Document, u: Document, { q, o }: { q?: Document; o?: Document } = {}): void {
  updateCases.push(newCase({ name: `update ${name}`, documents: [{ _id: 1, ...document }], commands: [{ update: "c", updates: [{ q: { _id: 1, ...q }, u, ...o }] }, READ_ALL] }));
}

function upsert(name: string, q: Document, u: Document): void {
  updateCases.push(newCase({ name: `upsert ${name}`, documents: [], commands: [{ update: "c", updates: [{ q, u, upsert: true }] }, READ_ALL] }));
}

function change(name: string, options: Document): void {
  commands(`change ${name}`, [{ findAndModify: "c", ...options }]);
}

function commands(name: string, list: Document[]): void {
  updateCases.push(newCase({ name, documents: SOME, commands: [...list, READ_ALL] }));
}

const kindOf = (value: unknown) => (typeof value === "object" && value !== null && "_bsontype" in value ? String(value._bsontype) : "");

for (const [a, b] of [
  [1, 1],
  [1, new Double(1)],
  [1, 1.5],
  [1, long(1)],
  [2147483647, 1],
  [Long.MAX_VALUE, 1],
  [1, decimal("1.1")],
  [1.5, decimal("0.1")],
  ["x", 1],
  [null, 1],
  [1, "x"],
  [0.1, 0.2],
  [Long.fromString("9007199254740993"), new Double(1)],
  [new Double(1), 1],
]) {
  update("inc " + a + "+" + b + kindOf(b), { a }, { $inc: { a: b } });
  update("mul " + a + "*" + b, { a }, { $mul: { a: b } });
  update("min " + a + b, { a }, { $min: { a: b } });
  update("max " + a + b, { a }, { $max: { a: b } });
}
update("inc missing", {}, { $inc: { "x.y": 1 } });
update("mul missing", {}, { $mul: { x: new Double(2), y: long(3), z: decimal("2.5") } });
update("set multi order", {}, { $set: { z: 1, a: 2, m: { q: 1 }, "n.b": 1, "n.a": 2 } });
update("set nested in scalar", { a: 1 }, { $set: { "a.b": 1 } });
update("set nested in null", { a: null }, { $set: { "a.b": 1 } });
update("unset nested in scalar", { a: 1 }, { $unset: { "a.b": 1 } });
update("set array idx", { a: [1, 2] }, { $set: { "a.4": 9 } });
update("set array nonidx", { a: [1, 2] }, { $set: { "a.x": 9 } });
update("unset array idx", { a: [1, 2, 3] }, { $unset: { "a.1": 1 } });
update("conflict", { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } });
update("conflict nested", { a: {} }, { $set: { a: 1, "a.b": 2 } });
update("empty", { a: 1 }, { $set: {} });
update("unknown", { a: 1 }, { $foo: { a: 1 } });
update("mixed", { a: 1 }, { $set: { b: 1 }, c: 1 });
update("mixed2", { a: 1 }, { c: 1, $set: { b: 1 } });
update("id", { a: 1 }, { $set: { _id: 2 } });
update("id same", { a: 1 }, { $set: { _id: 1 } });
update("id unset", { a: 1 }, { $unset: { _id: 1 } });
update("repl id", { a: 1 }, { _id: 2, b: 1 });
update("repl", { a: 1 }, { b: 1 });
update("noop", { a: 1 }, { $set: { a: 1 } });
update("noop type", { a: 1 }, { $set: { a: long(1) } });
update("empty path", { a: 1 }, { $set: { "": 1 } });
update("empty part", { a: 1 }, { $set: { "a..b": 1 } });
update("dollar field", { a: 1 }, { $set: { $x: 1 } });
update("dollar nested", { a: 1 }, { $set: { "b.$x": 1 } });
update("set noobj", { a: 1 }, { $set: 1 });
update("rename", { a: 1, b: 2 }, { $rename: { a: "c" } });
update("rename over", { a: 1, b: 2 }, { $rename: { a: "b" } });
update("rename missing", { a: 1 }, { $rename: { x: "y" } });
update("rename nested", { a: { b: 1 } }, { $rename: { "a.b": "c.d" } });
update("rename same", { a: 1 }, { $rename: { a: "a" } });
update("rename arr", { a: [{ b: 1 }] }, { $rename: { "a.b": "c" } });
update("rename nonstr", { a: 1 }, { $rename: { a: 1 } });
update("rename conflict", { a: 1 }, { $rename: { a: "b" }, $set: { b: 1 } });
update("push", { a: [1] }, { $push: { a: 2 } });
update("push missing", {}, { $push: { a: 2 } });
update("push scalar", { a: 1 }, { $push: { a: 2 } });
update("push arr", { a: [1] }, { $push: { a: [2, 3] } });
update("push each", { a: [1] }, { $push: { a: { $each: [2, 3] } } });
update("push each pos", { a: [1, 2, 3] }, { $push: { a: { $each: [9, 8], $position: 1 } } });
update("push neg pos", { a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: -1 } } });
update("push slice", { a: [1, 2, 3] }, { $push: { a: { $each: [4], $slice: -2 } } });
update("push slice0", { a: [1] }, { $push: { a: { $each: [4], $slice: 0 } } });
update("push sort", { a: [3, 1, "x", 2] }, { $push: { a: { $each: [2.5], $sort: -1 } } });
update("push sortdoc", { a: [{ n: 2 }, { n: 1, m: 1 }] }, { $push: { a: { $each: [{ n: 0 }], $sort: { n: 1 } } } });
update("push bad", { a: [] }, { $push: { a: { $each: 1 } } });
update("push bad2", { a: [] }, { $push: { a: { $each: [], $foo: 1 } } });
update("addToSet", { a: [1] }, { $addToSet: { a: { $each: [1, 2, long(2), 2.5] } } });
update("addToSet doc", { a: [{ x: 1, y: 2 }] }, { $addToSet: { a: { y: 2, x: 1 } } });
update("addToSet dup", { a: [1] }, { $addToSet: { a: new Double(1) } });
update("addToSet scalar", { a: 1 }, { $addToSet: { a: 1 } });
update("addToSet missing", {}, { $addToSet: { a: { $each: [] } } });
update("pop", { a: [1, 2] }, { $pop: { a: 1 } });
update("pop-1", { a: [1, 2] }, { $pop: { a: -1 } });
update("pop2", { a: [1] }, { $pop: { a: 2 } });
update("pop empty", { a: [] }, { $pop: { a: 1 } });
update("pop scalar", { a: 1 }, { $pop: { a: 1 } });
update("pop missing", {}, { $pop: { a: 1 } });
update("pull", { a: [1, 2, 3, "x", null] }, { $pull: { a: { $gte: 2 } } });
update("pull val", { a: [1, 2, 1] }, { $pull: { a: 1 } });
update("pull doc", { a: [{ x: 1, y: 2 }, { x: 2 }] }, { $pull: { a: { x: 1 } } });
update("pull doc ops", { a: [{ x: 1 }, { x: 5 }] }, { $pull: { a: { x: { $gt: 2 } } } });
update("pull arr", { a: [[1], [2]] }, { $pull: { a: [1] } });
update("pull in", { a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } });
update("pull null", { a: [1, null] }, { $pull: { a: null } });
update("pull scalar", { a: 1 }, { $pull: { a: 1 } });
update("pullAll", { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } });
update("pullAll bad", { a: [1] }, { $pullAll: { a: 1 } });
update("pull regex", { a: ["ab", "b"] }, { $pull: { a: /^a/ } });
update("pull elemMatch", { a: [{ b: [1, 2] }, { b: [3] }] }, { $pull: { a: { b: { $elemMatch: { $gt: 2 } } } } });
update("bit", { a: 13 }, { $bit: { a: { and: 10 } } });
update("bit or long", { a: 13 }, { $bit: { a: { or: long(2) } } });
update("bit xor missing", {}, { $bit: { a: { xor: 5 } } });
update("bit bad", { a: 1.5 }, { $bit: { a: { or: 1 } } });
update("bit bad2", { a: 1 }, { $bit: { a: { foo: 1 } } });
update("pos", { a: [{ n: 1 }, { n: 2 }] }, { $set: { "a.$.m": 5 } }, { q: { "a.n": 2 } });
update("pos scalar", { a: [1, 2, 3] }, { $inc: { "a.$": 10 } }, { q: { a: 2 } });
update("pos none", { a: [1] }, { $set: { "a.$": 1 } });
update(
  "pos elemMatch",
  {
    a: [
      { n: 1, k: 1 },
      { n: 1, k: 2 },
    ],
  },
  { $set: { "a.$.z": 1 } },
  { q: { a: { $elemMatch: { n: 1, k: 2 } } } },
);
update("pos gt", { a: [1, 5, 9] }, { $set: { "a.$": 0 } }, { q: { a: { $gt: 4 } } });
update("pos first", { a: [1] }, { $set: { "$.a": 1 } });
for (const c of ["a", { $in: ["a"] }, { $type: "string" }, { $exists: true }, { $size: 3 }, { $ne: 9 }, { $not: { $eq: 9 } }, { $nin: [9] }, null]) {
  update(`pos of another array ${JSON.stringify(c)}`, { a: [], c: [3, "a", null] }, { $set: { "a.$": 0 } }, { q: { c } });
  update(`pos of itself ${JSON.stringify(c)}`, { c: [3, "a", null] }, { $set: { "c.$": 0 } }, { q: { c } });
}
update("pos of documents elsewhere", { a: [1, 2], d: [{ e: 1 }, { e: 2 }] }, { $set: { "a.$": 0 } }, { q: { "d.e": 2 } });
update("pos unset", { a: [1, 2] }, { $unset: { "a.$": 1 } }, { q: { a: 1 } });
update("all", { a: [1, 2] }, { $inc: { "a.$[]": 1 } });
update("all nested", { a: [{ b: [1] }, { b: [2, 3] }] }, { $mul: { "a.$[].b.$[]": 2 } });
update("all nonarray", { a: 1 }, { $inc: { "a.$[]": 1 } });
update("all missing", {}, { $inc: { "a.$[]": 1 } });
update("af", { a: [1, 5] }, { $set: { "a.$[x]": 0 } }, { o: { arrayFilters: [{ x: { $gt: 3 } }] } });
update("af doc", { a: [{ n: 1, m: 2 }, { n: 2 }] }, { $set: { "a.$[e].z": 1 } }, { o: { arrayFilters: [{ "e.n": 1, "e.m": 2 }] } });
update("af unused", { a: [1] }, { $set: { b: 1 } }, { o: { arrayFilters: [{ x: 1 }] } });
update("af missing", { a: [1] }, { $set: { "a.$[x]": 1 } });
update("af dup", { a: [1] }, { $set: { "a.$[x]": 1 } }, { o: { arrayFilters: [{ x: 1 }, { x: 2 }] } });
update("af bad", { a: [1] }, { $set: { "a.$[X]": 1 } }, { o: { arrayFilters: [{ X: 1 }] } });
update("af or", { a: [1, 2, 3] }, { $set: { "a.$[x]": 0 } }, { o: { arrayFilters: [{ $or: [{ x: 1 }, { x: 3 }] }] } });
update("pipe", { a: 1, b: { c: 1 } }, [{ $set: { x: { $add: ["$a", 1] }, "b.d": 2 } }, { $unset: "a" }]);
update("pipe id", { a: 1 }, [{ $set: { _id: 5 } }]);
update("pipe repl", { a: { x: 1 } }, [{ $replaceWith: "$a" }]);
update("pipe bad", { a: 1 }, [{ $match: {} }]);
update("pipe literal dollars", { a: 1 }, [{ $set: { x: { $literal: "$a" } } }]);
update("pipe proj", { a: 1, b: 2 }, [{ $project: { b: 1 } }]);
update("multi repl", { a: 1 }, { b: 1 }, { o: { multi: true } });
update("unknown field", { a: 1 }, { $set: { a: 1 } }, { o: { foo: 1 } });
update("hint bad", { a: 1 }, { $set: { a: 1 } }, { o: { hint: "x" } });
update("currentDate bad", { a: 1 }, { $currentDate: { b: "x" } });
update("setOnInsert", { a: 1 }, { $setOnInsert: { b: 1 } });
update("min date", { a: new Date(5) }, { $min: { a: new Date(1) } });
update("min cross", { a: "x" }, { $min: { a: 1 } });
update("deep order", { b: 1, a: 1 }, { $set: { c: 1, b: 2 } });
update("max missing", {}, { $max: { "q.r": 4 } });
update("num keys", {}, { $set: { "a.10": 1, "a.9": 1, "a.b": 1 } });
upsert("eq", { _id: 1, a: 1, b: { $gt: 2 } }, { $set: { c: 1 } });
upsert("nested", { _id: 1, "a.b": 1 }, { $set: { "a.c": 1 } });
upsert("and", { _id: 1, $and: [{ a: 1 }, { b: 2 }] }, { $set: { c: 1 } });
upsert("or1", { _id: 1, $or: [{ a: 1 }] }, { $set: { c: 1 } });
upsert("or2", { _id: 1, $or: [{ a: 1 }, { a: 2 }] }, { $set: { c: 1 } });
upsert("in1", { _id: 1, a: { $in: [5] } }, { $set: { c: 1 } });
upsert("all1", { _id: 1, a: { $all: [5] } }, { $set: { c: 1 } });
upsert("twice", { _id: 1, a: 1, $and: [{ a: 1 }] }, { $set: { c: 1 } });
upsert("conflict", { _id: 1, a: 1 }, { $set: { a: 2 } });
upsert("inc", { _id: 1, a: 1 }, { $inc: { a: 2 } });
upsert("soi", { _id: 1 }, { $setOnInsert: { z: 1 }, $set: { y: 1 } });
upsert("repl", { _id: 1, a: 5 }, { b: 1 });
upsert("repl id", { a: 5 }, { _id: 7, b: 1 });
upsert("repl id mismatch", { _id: 1 }, { _id: 2 });
upsert("push", { _id: 1 }, { $push: { a: 1 } });
upsert("pipe", { _id: 1, a: 1 }, [{ $set: { b: "$a" } }]);
upsert("eq op", { _id: { $eq: 3 }, a: { $eq: { x: 1 } } }, { $set: { c: 1 } });
upsert("arr eq", { _id: 1, a: [1, 2] }, { $set: { c: 1 } });
upsert("regex", { _id: 1, a: /x/ }, { $set: { c: 1 } });
upsert("expr", { _id: 1, $expr: { $eq: ["$a", 1] } }, { $set: { c: 1 } });
upsert("set id", { a: 1 }, { $set: { _id: 9 } });
upsert("set id mism", { _id: 8 }, { $set: { _id: 9 } });
upsert("unset", { _id: 1, a: 1 }, { $unset: { a: 1 } });
upsert("exists", { _id: 1, a: { $exists: false } }, { $set: { b: 1 } });
upsert("nested conflict", { _id: 1, "a.b": 1, a: { c: 1 } }, { $set: { x: 1 } });
upsert("pos", { _id: 1, a: 1 }, { $set: { "a.$": 1 } });

commands("multi", [
  {
    update: "c",
    updates: [
      { q: { a: 2 }, u: { $set: { z: 1 } }, multi: true },
      { q: { a: 9 }, u: { $set: { z: 1 } }, upsert: false },
      { q: { _id: 9 }, u: { $set: { n: 1 } }, upsert: true },
      { q: { a: { $gt: 0 } }, u: { $inc: { a: 1 } } },
    ],
  },
  {
    delete: "c",
    deletes: [
      { q: { a: 3 }, limit: 1 },
      { q: {}, limit: 2 },
    ],
  },
  { delete: "c", deletes: [{ q: { a: 3 }, limit: 0 }] },
  { delete: "c", deletes: [{ q: { $foo: 1 }, limit: 0 }] },
  { delete: "c", deletes: [] },
]);
commands("multi midway", [
  { insert: "c", documents: [{ _id: 5, a: "x" }, { _id: 6, a: 2 }] },
  { update: "c", updates: [{ q: {}, u: { $inc: { a: 1 } }, multi: true }] },
  READ_ALL,
  { createIndexes: "c", indexes: [{ key: { u: 1 }, name: "u", unique: true, partialFilterExpression: { u: { $exists: true } } }] },
  { update: "c", updates: [{ q: { _id: { $gt: 1 } }, u: { $set: { u: 1 } }, multi: true }, { q: { _id: 1 }, u: { $set: { v: 1 } } }] },
]);
commands("ordered dup", [
  { insert: "c", documents: [{ _id: 5 }, { _id: 1 }, { _id: 6 }] },
  { insert: "c", documents: [{ _id: 7 }, { _id: 1 }, { _id: 8 }], ordered: false },
]);
change("upd", { query: { a: 2 }, sort: { _id: -1 }, update: { $set: { q: 1 } } });
change("new", { query: { a: 2 }, update: { $set: { q: 1 } }, new: true, fields: { _id: 0, q: 1 } });
change("rm", { query: { a: 3 }, remove: true });
change("none", { query: { a: 99 }, update: { $set: { a: 1 } } });
change("none rm", { query: { a: 99 }, remove: true });
change("ups", { query: { _id: 99 }, update: { $set: { a: 1 } }, upsert: true });
change("ups new", { query: { _id: 99 }, update: { $set: { a: 1 } }, upsert: true, new: true });
change("both", { query: {}, update: { $set: { a: 1 } }, remove: true });
change("neither", { query: {} });
change("rm new", { query: {}, remove: true, new: true });
change("repl", { query: { _id: 1 }, update: { x: 1 }, new: true });
change("pipe", { query: { _id: 1 }, update: [{ $set: { a: { $multiply: ["$a", 10] } } }], new: true });
change("pos proj", { query: { b: 2 }, sort: { _id: 1 }, update: { $set: { "b.$": 9 } }, new: true });
change("bad sort", { query: {}, sort: { a: 3 }, update: { $set: { a: 1 } } });
change("unknown", { query: {}, update: { $set: { a: 1 } }, foo: 1 });

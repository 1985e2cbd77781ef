import { Binary, Double, Long } from "mongodb";
import type { Document } from "mongodb";
import { decimal, newCase, READ_ALL } from "./case.ts";
import type { Case } from "./case.ts";

const OPERATIONS_A_CASE = 10;
const FIELDS = ["a", "b", "c", "a.x", "b.0", "c.y.z"];
const VALUES = [
  null,
  0,
  1,
  2,
  -3,
  1.5,
  new Double(2),
  -0.5,
  Long.fromNumber(7),
  Long.fromString("9007199254740993"),
  Long.fromString("-9007199254740995"),
  decimal("2.50"),
  decimal("1"),
  decimal("9007199254740993"),
  "",
  "a",
  "b",
  "B",
  "10",
  true,
  false,
  new Date(0),
  new Date(1_700_000_000_000),
  new Binary(Buffer.from("xy"), 0),
  {},
  { x: 1 },
  { x: 2, y: 1 },
  { y: { z: 2 } },
  [],
  [1, 2],
  [3, "a", null],
  [[1], 2],
  [{ x: 1 }, { x: 3 }],
];
const INDEXES: Document[] = [
  { key: { a: 1 }, name: "plain" },
  { key: { a: -1, b: 1 }, name: "compound" },
  { key: { "a.x": 1 }, name: "nested" },
  { key: { b: 1 }, name: "sparse", sparse: true },
  { key: { c: 1 }, name: "unique", unique: true, partialFilterExpression: { c: { $gt: 1 } } },
  { key: { c: -1 }, name: "unique sparse", unique: true, sparse: true },
];

/** A collection that is not there at first, and an index by which `$merge` may find its documents. */
const BEFORE_WRITES: Document[] = [{ drop: "e" }, { delete: "d", deletes: [{ q: { a: { $in: [null, []] } }, limit: 0 }] }, { createIndexes: "d", indexes: [{ key: { a: 1 }, name: "a", unique: true }] }];

/** The same for the same seed on any machine: `count` random operations, ten to a case. Either of every kind, or writes of the rarer kinds. */
export function randomCases(kind: "random" | "random write", count: number, seed: number): Case[] {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (probability: number) => random() < probability;
  const times = <T>(most: number, make: () => T): T[] => Array.from({ length: 1 + Math.floor(random() * most) }, make);

  const newDocument = (_id: number): Document => {
    const document: Document = { _id };
    for (const field of ["a", "b", "c"]) if (chance(0.75)) document[field] = pick(VALUES);
    return document;
  };
  const predicate = (): unknown => {
    const value = pick(VALUES);
    return pick([
      () => value,
      () => ({ $eq: value }),
      () => ({ $ne: value }),
      () => ({ $gt: value }),
      () => ({ $gte: value }),
      () => ({ $lt: value }),
      () => ({ $lte: value }),
      () => ({ $in: [value, pick(VALUES)] }),
      () => ({ $nin: [value, pick(VALUES)] }),
      () => ({ $exists: chance(0.5) }),
      () => ({ $type: pick(["number", "string", "array", "object", "null", "date"]) }),
      () => ({ $size: pick([0, 1, 2]) }),
      () => ({ $not: { $gt: value } }),
      () => ({ $all: [value] }),
      () => ({ $elemMatch: { $gte: value } }),
      () => ({ $elemMatch: { x: pick([1, 3]) } }),
      () => ({ $mod: [2, pick([0, 1])] }),
      () => ({ $regex: "^[ab]", $options: "i" }),
      () => ({ $gte: value, $lt: pick(VALUES) }),
    ])();
  };
  const filter = (depth = 0): Document => {
    if (depth < 2 && chance(0.25)) return { [pick(["$and", "$or", "$nor"])]: times(3, () => filter(depth + 1)) };
    if (chance(0.08)) return { $expr: { [pick(["$eq", "$gt", "$lt"])]: ["$a", pick(["$b", "$c", "$a.x"])] } };
    return Object.fromEntries(times(2, () => [pick(FIELDS), predicate()]));
  };
  const update = (): Document | Document[] => {
    const field = pick(FIELDS);
    const value = pick(VALUES);
    const number = pick([1, -2, 0.5, Long.fromNumber(3), decimal("1.25"), new Double(4)]);
    return pick<() => Document | Document[]>([
      () => ({ $set: { [field]: value } }),
      () => ({ $set: { [field]: value, q: value } }),
      () => ({ $unset: { [field]: "" } }),
      () => ({ $inc: { [field]: number } }),
      () => ({ $mul: { [field]: number } }),
      () => ({ $min: { [field]: value } }),
      () => ({ $max: { [field]: value } }),
      () => ({ $rename: { [pick(["a", "b"])]: pick(["q", "c"]) } }),
      () => ({ $push: { [field]: value } }),
      () => ({ $push: { [field]: { $each: [value, pick(VALUES)], $slice: pick([-2, 3]), $sort: pick([1, -1]) } } }),
      () => ({ $addToSet: { [field]: { $each: [value, pick(VALUES)] } } }),
      () => ({ $pop: { [field]: pick([1, -1]) } }),
      () => ({ $pull: { [field]: chance(0.5) ? value : { $gte: value } } }),
      () => ({ $pullAll: { [field]: [value, 1] } }),
      () => ({ $bit: { [field]: { [pick(["and", "or", "xor"])]: pick([1, 6]) } } }),
      () => ({ $setOnInsert: { [field]: value } }),
      () => ({ $set: { [`${pick(["a", "b"])}.$[]`]: value } }),
      () => ({ $set: { [`${pick(["a", "b"])}.$`]: value } }),
      () => ({ a: value, b: pick(VALUES) }),
      () => [{ $set: { [field]: { $ifNull: ["$b", value] } } }, { $unset: pick(["a", "b", "q"]) }],
    ])();
  };
  const sort = (): Document => ({ ...Object.fromEntries(times(2, () => [pick(FIELDS), pick([1, -1])])), _id: 1 });
  const read = (): Document => ({
    find: "c",
    filter: filter(),
    sort: sort(),
    batchSize: 100,
    ...(chance(0.3) ? { limit: 3, skip: pick([0, 1, 2]) } : {}),
    ...(chance(0.3) ? { projection: { [pick(FIELDS)]: chance(0.5) ? 1 : 0 } } : {}),
  });
  const change = (): Document => {
    const q = filter();
    if (chance(0.15)) return { findAndModify: "c", query: q, sort: { _id: 1 }, update: update(), new: chance(0.5) };
    if (chance(0.15)) return { update: "c", updates: [{ q: { _id: 3 }, u: { $set: { [`${pick(["a", "b", "c"])}.$[e]`]: pick(VALUES) } }, arrayFilters: [{ e: predicate() }] }] };
    const u = update();
    const isOne = !Array.isArray(u) && Object.keys(u).every((key) => !key.startsWith("$"));
    return {
      update: "c",
      updates: [
        { q: chance(0.2) ? { _id: 90 + Math.floor(random() * 9), ...q } : q.constructor === Object && isOne ? { _id: 2 } : q, u, multi: !isOne && chance(0.7), upsert: false },
      ],
    };
  };
  const aggregate = (): Document => {
    const group = pick(["$a", "$b", "$c"]);
    const stages = pick<() => Document[]>([
      () => [
        { $sort: { _id: 1 } },
        { $group: { _id: { $type: group }, n: { $sum: 1 }, s: { $sum: "$b" }, least: { $min: "$a" }, most: { $max: "$c" }, ids: { $push: "$_id" } } },
        { $sort: { _id: 1 } },
      ],
      () => [{ $unwind: { path: group, preserveNullAndEmptyArrays: chance(0.5), includeArrayIndex: "at" } }, { $sort: { _id: 1, at: 1 } }],
      () => [{ $lookup: { from: "d", localField: pick(FIELDS), foreignField: pick(["a", "b"]), as: "r" } }, { $sort: { _id: 1 } }],
      () => [{ $sort: sort() }, { $project: { r: { $cond: [{ $gt: ["$a", pick(VALUES)] }, "$b", { $type: "$c" }] } } }],
      () => [{ $sort: { _id: 1 } }, { $project: { r: { [pick(["$add", "$subtract", "$multiply"])]: ["$a", pick([1, 2.5, decimal("0.1"), Long.fromNumber(3)])] } } }],
      () => [{ $sort: { _id: 1 } }, { $addFields: { [pick(FIELDS)]: group, r: { $cmp: ["$a", "$b"] } } }],
      () => [{ $count: "n" }],
    ])();
    return { aggregate: "c", pipeline: [{ $match: filter() }, ...stages], cursor: { batchSize: 500 } };
  };
  const operations = (): Document[] => {
    const dice = random();
    if (dice < 0.45) return [read()];
    if (dice < 0.75) return [change(), READ_ALL];
    if (dice < 0.92) return [aggregate()];
    if (dice < 0.95) return [{ count: "c", query: filter() }];
    if (dice < 0.97) return [{ insert: "c", documents: [newDocument(Math.floor(random() * 40)), newDocument(Math.floor(random() * 40))], ordered: chance(0.5) }, READ_ALL];
    return [{ delete: "c", deletes: [{ q: filter(), limit: 0 }] }, READ_ALL];
  };

  /** The filter names the id, since one that the server made could not be compared. */
  const upsert = (): Document[] => {
    const _id = 100 + Math.floor(random() * 50);
    const sure = pick<() => Document>([() => ({ [pick(FIELDS)]: pick(VALUES) }), () => ({ $and: [{ [pick(FIELDS)]: { $eq: pick(VALUES) } }, { [pick(FIELDS)]: pick(VALUES) }] }), () => ({ [pick(FIELDS)]: { $in: [pick(VALUES)] } }), () => filter()])();
    const q = chance(0.8) ? { _id, ...sure } : { $and: [{ _id }, sure] };
    const u = update();
    if (chance(0.3)) return [{ findAndModify: "c", query: q, update: u, upsert: true, new: chance(0.5) }, READ_ALL];
    return [{ update: "c", updates: [{ q, u, upsert: true }] }, READ_ALL];
  };
  /** The types are compared, and the dates overwritten. */
  const dated = (): Document[] => {
    const field = pick([...FIELDS, "q", "q.r"]);
    const _id = Math.floor(random() * 12);
    const types = Object.fromEntries(["a", "b", "c", "q", "q.r", "a.x"].map((path) => [path.replace(".", "_"), { $type: `$${path}` }]));
    return [
      { update: "c", updates: [{ q: { _id }, u: { $currentDate: { [field]: pick([true, { $type: "date" }, { $type: "timestamp" }]) } } }] },
      { aggregate: "c", pipeline: [{ $match: { _id } }, { $project: types }], cursor: {} },
      { update: "c", updates: [{ q: { _id }, u: { $set: { [field]: 0 } } }] },
      READ_ALL,
    ];
  };
  const output = (): Document[] => {
    const into = pick(["d", "e"]);
    const stages = pick<() => Document[]>([() => [], () => [{ $project: { a: 1, b: 1 } }], () => [{ $addFields: { q: "$a" } }], () => [{ $group: { _id: { $type: "$a" }, n: { $sum: 1 } } }, { $sort: { _id: 1 } }]])();
    const merge = {
      into,
      ...(chance(0.3) ? { on: pick(["a", "_id", ["_id"]]) } : {}),
      whenMatched: pick(["merge", "replace", "keepExisting", "fail", [{ $set: { q: "$$new.a" } }]]),
      whenNotMatched: pick(["insert", "insert", "discard", "fail"]),
    };
    return [
      { aggregate: "c", pipeline: [{ $match: filter() }, { $sort: { _id: 1 } }, ...stages, chance(0.3) ? { $out: into } : { $merge: merge }], cursor: {} },
      { ...READ_ALL, find: "d" },
      { ...READ_ALL, find: "e" },
    ];
  };
  const writes = (): Document[] => pick([upsert, upsert, dated, output, output])();

  return Array.from({ length: Math.ceil(count / OPERATIONS_A_CASE) }, (_, at) =>
    newCase({
      name: `${kind} ${at}`,
      documents: [],
      others: Array.from({ length: 6 }, (_, i) => newDocument(i)),
      indexes: chance(0.6) ? [pick(INDEXES)] : [],
      commands: [{ insert: "c", documents: Array.from({ length: 12 }, (_, i) => newDocument(i)), ordered: false }, ...(kind === "random" ? [] : BEFORE_WRITES), ...Array.from({ length: OPERATIONS_A_CASE }, kind === "random" ? operations : writes).flat()],
    }),
  );
}

/** The generator "mulberry32". */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

import { Binary } from "mongodb";
import type { Document } from "mongodb";
import { long, newCase, READ_ALL } from "../case.ts";
import type { Case } from "../case.ts";
import { RECORDS } from "./records.ts";

/** Projections, indexes and what they refuse, commands on collections, $merge and $out, cursors, regular expressions, bits. */
export const commandCases: Case[] = [];

const SHAPES = [
  {
    _id: 1,
    a: 1,
    b: { c: 1, d: 2 },
    e: [
      { f: 1, g: 2 },
      { f: 3, g: 4 },
    ],
    h: [1, 2, 3, 4],
  },
];
const SOME = [
  { _id: 1, a: 1, b: [1, 2] },
  { _id: 2, a: 2, b: [2, 3] },
  { _id: 3, a: 3 },
  { _id: 4, a: 2, b: [] },
];

function add(name: string, documents: Document[], commands: Document[], others: Document[] = []): void {
  commandCases.push(newCase({ name, documents, others, commands: name.startsWith("projection") ? commands : [...commands, READ_ALL] }));
}

for (const [i, p] of [
  { a: 1 },
  { a: 0 },
  { _id: 0 },
  { _id: 1 },
  { _id: 0, a: 1 },
  { "b.c": 1 },
  { "b.c": 0 },
  { b: { c: 1 } },
  { "e.f": 1 },
  { "e.f": 0 },
  { h: { $slice: 2 } },
  { h: { $slice: -2 } },
  { h: { $slice: [1, 2] } },
  { h: { $slice: [-3, 2] } },
  { h: { $slice: 1 }, a: 1 },
  { h: { $slice: 1 }, a: 0 },
  { h: { $elemMatch: { $gt: 2 } } },
  { e: { $elemMatch: { f: 3 } } },
  { e: { $elemMatch: { f: 9 } } },
  { x: "$a" },
  { x: { $add: ["$a", 1] } },
  { a: "$b.c", _id: 0 },
  { a: 1, b: 0 },
  { "b.c": 1, b: 1 },
  { b: 1, "b.c": 1 },
  { "a.$": 1 },
  { "": 1 },
  { a: {} },
  { a: 1, x: { $literal: 5 } },
  { a: "x" },
  { a: true, b: false },
  { _id: 1, a: 0 },
  { _id: false, a: true },
  { "b.x": "$a" },
  { a: 1.5 },
  { a: null },
  { a: [1] },
  { $a: 1 },
  { h: { $slice: "x" } },
  { "e.x": { $literal: 1 } },
  { a: 0, x: "$b" },
  { x: { y: 1 } },
  { b: { c: 0 } },
  { "a.b": 1 },
  { _id: 0, x: 1 },
].entries())
  add(`projection ${i} ${JSON.stringify(p)}`, SHAPES, [{ find: "c", projection: p }]);
add("projection pos", SHAPES, [
  { find: "c", filter: { "e.f": 3 }, projection: { "e.$": 1 } },
  { find: "c", filter: { h: { $gt: 2 } }, projection: { "h.$": 1, a: 1 } },
  { find: "c", filter: { a: 1 }, projection: { "h.$": 1 } },
]);
add(
  "unique dup",
  [
    { _id: 1, a: 1 },
    { _id: 2, a: 2 },
  ],
  [
    { createIndexes: "c", indexes: [{ key: { a: 1 }, name: "a_1", unique: true }] },
    { insert: "c", documents: [{ _id: 3, a: 1 }] },
    { update: "c", updates: [{ q: { _id: 1 }, u: { $set: { a: 2 } } }] },
    { insert: "c", documents: [{ _id: 4 }, { _id: 5 }] },
    { findAndModify: "c", query: { _id: 1 }, update: { $set: { a: 2 } } },
    { update: "c", updates: [{ q: { _id: 77, a: 2 }, u: { $set: { b: 1 } }, upsert: true }] },
  ],
);
add(
  "unique multikey",
  [{ _id: 1, t: "x", cells: [1, 2] }],
  [
    { createIndexes: "c", indexes: [{ key: { t: 1, cells: 1 }, name: "u", unique: true, partialFilterExpression: { cells: { $exists: true } } }] },
    { insert: "c", documents: [{ _id: 2, t: "x", cells: [2, 3] }] },
    { insert: "c", documents: [{ _id: 3, t: "y", cells: [2, 3] }] },
    {
      insert: "c",
      documents: [
        { _id: 4, t: "x" },
        { _id: 5, t: "x" },
      ],
    },
    { insert: "c", documents: [{ _id: 6, t: "x", cells: [9, 9, 9] }] },
    { update: "c", updates: [{ q: { _id: 1 }, u: { $unset: { cells: 1 } } }] },
    { insert: "c", documents: [{ _id: 2, t: "x", cells: [2, 3] }] },
    {
      insert: "c",
      documents: [
        { _id: 8, t: "x", cells: [] },
        { _id: 9, t: "x", cells: [] },
      ],
    },
    { insert: "c", documents: [{ _id: 10, t: ["a"], cells: [1] }] },
  ],
);
add(
  "index errors",
  [
    { _id: 1, a: 1 },
    { _id: 2, a: 1 },
  ],
  [
    { createIndexes: "c", indexes: [{ key: { a: 1 }, name: "a_1", unique: true }] },
    { createIndexes: "c", indexes: [{ key: { a: 1 }, name: "a_1" }] },
    { createIndexes: "c", indexes: [{ key: { a: 1 }, name: "a_1" }] },
    { createIndexes: "c", indexes: [{ key: { a: 1 }, name: "x" }] },
    { createIndexes: "c", indexes: [{ key: { b: 1 }, name: "a_1" }] },
    { createIndexes: "c", indexes: [{ key: { a: 1 }, name: "a_1", sparse: true }] },
    { createIndexes: "c", indexes: [{ key: { a: 1 }, name: "a_1b", unique: true }] },
    { createIndexes: "c", indexes: [{ key: {}, name: "e" }] },
    { createIndexes: "c", indexes: [{ key: { z: 0 }, name: "e" }] },
    { createIndexes: "c", indexes: [{ key: { z: "foo" }, name: "e" }] },
    { createIndexes: "c", indexes: [{ key: { z: 1 }, name: "z", foo: 1 }] },
    { createIndexes: "c", indexes: [{ key: { z: 1 }, name: "z", partialFilterExpression: { a: { $ne: 1 } } }] },
    { createIndexes: "c", indexes: [{ key: { z: 1, y: 1 }, name: "z", expireAfterSeconds: 1 }] },
    { createIndexes: "c", indexes: [{ key: { z: 1 }, name: "z", expireAfterSeconds: -1 }] },
    { createIndexes: "c", indexes: [] },
    { dropIndexes: "c", index: "nope" },
    { dropIndexes: "c", index: "_id_" },
    { dropIndexes: "c", index: { a: 1 } },
    { listIndexes: "c" },
    { listIndexes: "nope" },
    { dropIndexes: "nope", index: "*" },
    { createIndexes: "c", indexes: [{ key: { _id: 1 }, name: "_id_" }] },
    { createIndexes: "c", indexes: [{ key: { z: 1 }, name: "z", sparse: true, unique: true }] },
    { listIndexes: "c" },
    { createIndexes: "c", indexes: [{ key: { p: 1 }, name: "p1", partialFilterExpression: { a: 1 } }] },
    { createIndexes: "c", indexes: [{ key: { p: 1 }, name: "p2", partialFilterExpression: { a: 2 } }] },
  ],
);
add(
  "coll cmds",
  [{ _id: 1 }],
  [
    { create: "c" },
    { create: "" },
    { create: "$x" },
    { create: "a.$b" },
    { drop: "nope" },
    { drop: "c" },
    { drop: "c" },
    { find: "c" },
    { count: "c" },
    { distinct: "c", key: "a" },
    { aggregate: "c", pipeline: [], cursor: {} },
    { delete: "c", deletes: [{ q: {}, limit: 0 }] },
    { update: "c", updates: [{ q: {}, u: { $set: { a: 1 } } }] },
    { getMore: long(123), collection: "c" },
    { killCursors: "c", cursors: [long(5)] },
    { insert: "c", documents: [{ _id: [1] }] },
    { insert: "c", documents: [{ _id: /x/ }] },
    { insert: "c", documents: [1] },
    { insert: "c" },
    { insert: "c", documents: [{ a: { $b: 1 }, _id: 3 }] },
    { aggregate: "c", pipeline: [] },
    { aggregate: "c", pipeline: [{ $foo: 1 }], cursor: {} },
    { aggregate: "c", pipeline: [{}], cursor: {} },
    { aggregate: "c", pipeline: [{ $match: {}, $sort: { a: 1 } }], cursor: {} },
    { aggregate: 1, pipeline: [], cursor: {} },
  ],
);
add(
  "merge",
  RECORDS,
  [
    { aggregate: "c", pipeline: [{ $project: { k: 1 } }, { $merge: { into: "d" } }], cursor: {} },
    { find: "d", sort: { _id: 1 } },
    { aggregate: "c", pipeline: [{ $project: { n: 1 } }, { $merge: { into: "d", whenMatched: "replace", whenNotMatched: "discard" } }], cursor: {} },
    { find: "d", sort: { _id: 1 } },
    { aggregate: "c", pipeline: [{ $merge: { into: "d", whenMatched: "fail" } }], cursor: {} },
    { aggregate: "c", pipeline: [{ $set: { z: 2 } }, { $merge: { into: "d", whenMatched: [{ $set: { q: "$$new.z" } }] } }], cursor: {} },
    { find: "d", sort: { _id: 1 } },
    { aggregate: "c", pipeline: [{ $merge: { into: "d", on: "k" } }], cursor: {} },
    { aggregate: "c", pipeline: [{ $match: { _id: 1 } }, { $out: "d" }], cursor: {} },
    { find: "d" },
    { aggregate: "c", pipeline: [{ $out: "d" }, { $match: {} }], cursor: {} },
  ],
  [{ _id: 1, z: 1 }],
);
add("cursor", SOME, [
  { find: "c", batchSize: 0, limit: 0, filter: { _id: -1 } },
  { find: "c", singleBatch: true, batchSize: 2, sort: { _id: 1 } },
  { find: "c", skip: 1, limit: 2, sort: { _id: -1 } },
  { find: "c", sort: { b: 1, _id: 1 } },
  { find: "c", sort: { b: -1, _id: 1 } },
  { count: "c", query: { a: 2 }, limit: 1 },
  { count: "c", skip: 3 },
  { distinct: "c", key: "b", query: { a: 2 } },
  { find: "c", filter: { a: 2 }, hint: { _id: 1 } },
  { find: "c", hint: { $natural: -1 } },
  { find: "c", filter: { $comment: "x", a: 1 } },
  { find: "c", comment: "x", filter: { _id: 1 } },
  { aggregate: "c", pipeline: [{ $match: { a: 2 } }, { $count: "n" }], cursor: {} },
]);
add(
  "regex",
  [
    { _id: 1, s: "Anna" },
    { _id: 2, s: "bAnna\nAnna" },
    { _id: 3, s: ["x", "anna"] },
    { _id: 4, s: "a.b-c" },
  ],
  [
    { find: "c", filter: { s: /^anna/i }, sort: { _id: 1 } },
    { find: "c", filter: { s: { $regex: "^Anna", $options: "m" } }, sort: { _id: 1 } },
    { find: "c", filter: { s: { $regex: "a\\.b\\-c" } } },
    { find: "c", filter: { s: { $not: /anna/i } } },
    { find: "c", filter: { s: { $regex: "a . n", $options: "xs" } } },
    { find: "c", filter: { s: { $regex: "(?i)ANNA" } }, sort: { _id: 1 } },
    { find: "c", filter: { s: { $in: [/^b/] } } },
  ],
);
add(
  "bits",
  [
    { _id: 1, a: 5 },
    { _id: 2, a: long(255) },
    { _id: 3, a: -1 },
    { _id: 4, a: 1.5 },
    { _id: 5, a: new Binary(Buffer.from([5]), 0) },
  ],
  [
    { find: "c", filter: { a: { $bitsAllSet: 5 } }, sort: { _id: 1 } },
    { find: "c", filter: { a: { $bitsAllClear: [1] } }, sort: { _id: 1 } },
    { find: "c", filter: { a: { $bitsAnySet: 2 } }, sort: { _id: 1 } },
    { find: "c", filter: { a: { $bitsAnyClear: 2 } }, sort: { _id: 1 } },
    { find: "c", filter: { a: { $bitsAllSet: -1 } } },
    { find: "c", filter: { a: { $bitsAllSet: "x" } } },
  ],
);
const ID = { id: new Binary(Buffer.from("0123456789abcdef"), Binary.SUBTYPE_UUID) };
const ofSessions: Document[] = [];
for (const name of ["endSessions", "refreshSessions"]) {
  for (const ids of [[], [ID, ID], 1, [1], [{}], [{ id: 1 }], [{ ...ID, x: 1 }], [{ id: new Binary(Buffer.alloc(16), 0) }], [{ id: new Binary(Buffer.alloc(3), 4) }]]) ofSessions.push({ [name]: ids });
  for (const writeConcern of [{ w: 1 }, {}, 1]) ofSessions.push({ [name]: [ID], writeConcern });
}
add("sessions", SOME, ofSessions);
commandCases.push(newCase({ name: "a session's beginning", documents: [], commands: [{ startSession: 1 }, { startSession: 1, writeConcern: { w: 1 } }], fates: ["taken"] }));

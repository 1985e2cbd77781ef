import type { Document } from "mongodb";
import { newCase } from "../case.ts";
import type { Case } from "../case.ts";
import { OTHERS, RECORDS } from "./records.ts";

/** Every stage, and what it refuses. */
export const stageCases: Case[] = [];

function aggregate(name: string, pipeline: Document[], options: Document = {}): void {
  stageCases.push(newCase({ name: `stage ${name}`, documents: RECORDS, others: OTHERS, commands: [{ aggregate: "c", pipeline, cursor: { batchSize: 500 }, ...options }] }));
}

aggregate("group", [
  {
    $group: {
      _id: "$k",
      s: { $sum: "$n" },
      a: { $avg: "$n" },
      mn: { $min: "$n" },
      mx: { $max: "$n" },
      f: { $first: "$n" },
      l: { $last: "$n" },
      p: { $push: "$n" },
      c: { $count: {} },
      sd: { $stdDevPop: "$n" },
    },
  },
  { $sort: { _id: 1 } },
]);
aggregate("group id doc", [{ $group: { _id: { k: "$k", big: { $gt: ["$n", 6] } }, c: { $sum: 1 } } }, { $sort: { _id: 1 } }]);
aggregate("group bad", [{ $group: { a: { $sum: 1 } } }]);
aggregate("group bad2", [{ $group: { _id: 1, a: 1 } }]);
aggregate("group bad3", [{ $group: { _id: 1, a: { $foo: 1 } } }]);
aggregate("group bad4", [{ $group: { _id: 1, "a.b": { $sum: 1 } } }]);
aggregate("group merge", [{ $group: { _id: null, m: { $mergeObjects: "$o" } } }]);
aggregate("group topn", [
  { $sort: { _id: 1 } },
  {
    $group: {
      _id: null,
      t: { $top: { sortBy: { n: -1 }, output: "$_id" } },
      b: { $bottomN: { n: 2, sortBy: { n: 1 }, output: ["$_id", "$n"] } },
      fn: { $firstN: { input: "$_id", n: 2 } },
      mxn: { $maxN: { input: "$n", n: 2 } },
    },
  },
]);
aggregate("lookup", [{ $lookup: { from: "d", localField: "k", foreignField: "k", as: "r" } }, { $project: { r: 1 } }]);
aggregate("lookup arr", [{ $lookup: { from: "d", localField: "arr.q", foreignField: "v", as: "r" } }, { $project: { r: 1 } }]);
aggregate("lookup pipe", [
  { $lookup: { from: "d", let: { kk: "$k" }, pipeline: [{ $match: { $expr: { $eq: ["$k", "$$kk"] } } }, { $project: { v: 1, _id: 0 } }], as: "r" } },
  { $project: { r: 1 } },
]);
aggregate("lookup both", [
  { $lookup: { from: "d", localField: "k", foreignField: "k", let: { n: "$n" }, pipeline: [{ $match: { v: { $gt: 1 } } }], as: "o.r" } },
  { $project: { o: 1 } },
]);
aggregate("lookup missing coll", [{ $lookup: { from: "zz", localField: "k", foreignField: "k", as: "r" } }, { $project: { r: 1 } }]);
aggregate("lookup bad", [{ $lookup: { from: "d", as: "r" } }]);
aggregate("lookup bad2", [{ $lookup: { from: "d", localField: "k", foreignField: "k", as: "r", foo: 1 } }]);
aggregate("unwind", [{ $unwind: "$arr" }, { $project: { arr: 1 } }]);
aggregate("unwind pres", [{ $unwind: { path: "$arr", preserveNullAndEmptyArrays: true, includeArrayIndex: "i" } }, { $project: { arr: 1, i: 1 } }]);
aggregate("unwind nested", [{ $unwind: "$o.x" }, { $project: { o: 1 } }]);
aggregate("unwind bad", [{ $unwind: "arr" }]);
aggregate("facet", [{ $facet: { a: [{ $match: { n: { $gt: 5 } } }, { $count: "c" }], b: [{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }] } }]);
aggregate("facet bad", [{ $facet: { a: [{ $facet: {} }] } }]);
aggregate("count none", [{ $match: { _id: 99 } }, { $count: "c" }]);
// Equal counts have no order of their own: the real server answers now one way, now the other.
aggregate("sortByCount", [{ $sortByCount: "$k" }, { $sort: { count: -1, _id: 1 } }]);
aggregate("bucket", [{ $bucket: { groupBy: "$_id", boundaries: [1, 3, 5], default: "o", output: { c: { $sum: 1 }, ids: { $push: "$_id" } } } }]);
aggregate("bucket nodefault", [{ $bucket: { groupBy: "$_id", boundaries: [1, 3] } }]);
aggregate("bucketAuto", [{ $bucketAuto: { groupBy: "$_id", buckets: 2 } }]);
aggregate("replaceRoot", [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: "$o" } }]);
aggregate("replaceRoot bad", [{ $replaceRoot: { newRoot: "$o" } }]);
aggregate("replaceWith merge", [{ $replaceWith: { $mergeObjects: [{ a: 1, b: 2 }, "$o"] } }]);
aggregate("unionWith", [{ $project: { _id: 1 } }, { $unionWith: { coll: "d", pipeline: [{ $project: { v: 1 } }] } }]);
aggregate("addFields", [{ $addFields: { "o.new": "$n", "arr.z": 1, gone: "$$REMOVE", x: { y: { z: "$_id" } } } }]);
aggregate("set array of docs", [{ $match: { _id: 4 } }, { $set: { "arr.q": 9 } }]);
aggregate("project", [{ $project: { k: 1, "o.x": 1, sum: { $add: ["$_id", 1] } } }]);
aggregate("project excl", [{ $project: { arr: 0, "o.y": 0 } }]);
aggregate("project nested", [{ $project: { o: { x: 1, w: { $literal: 1 } }, _id: 0 } }]);
aggregate("project bad", [{ $project: {} }]);
aggregate("project arrlit", [{ $project: { x: ["$_id", "$zz", 1] } }]);
aggregate("unset", [{ $unset: ["o.x", "arr", "s", "t"] }]);
aggregate("skip limit", [{ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }]);
aggregate("limit0", [{ $limit: 0 }]);
aggregate("skipneg", [{ $skip: -1 }]);
aggregate("sort bad", [{ $sort: {} }]);
aggregate("match expr", [{ $match: { $expr: { $gt: ["$n", 6] } } }, { $project: { _id: 1 } }]);
aggregate("redact", [{ $redact: { $cond: [{ $gt: ["$_id", 2] }, "$$KEEP", "$$PRUNE"] } }, { $project: { _id: 1 } }]);
aggregate("let", [{ $match: { $expr: { $eq: ["$_id", "$$z"] } } }, { $project: { z: "$$z" } }], { let: { z: 2 } });
aggregate("windows", [
  {
    $setWindowFields: {
      partitionBy: "$k",
      sortBy: { _id: 1 },
      output: {
        run: { $sum: "$_id", window: { documents: ["unbounded", "current"] } },
        rk: { $rank: {} },
        dn: { $documentNumber: {} },
        prev: { $shift: { output: "$_id", by: -1, default: "none" } },
        all: { $max: "$_id" },
        mv: { $avg: "$_id", window: { range: [-2, 0] } },
      },
    },
  },
  { $project: { run: 1, rk: 1, dn: 1, prev: 1, all: 1, mv: 1 } },
]);
aggregate("undefined var", [{ $project: { x: "$$nope" } }]);
aggregate("graph", [{ $graphLookup: { from: "d", startWith: "$k", connectFromField: "k", connectToField: "k", as: "g", depthField: "dd" } }, { $project: { n: { $size: "$g" } } }]);

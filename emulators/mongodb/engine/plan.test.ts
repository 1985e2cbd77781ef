import { describe, expect, test } from "vitest";
import { compileFilter } from "../filter/compile.ts";
import type { Doc } from "../values/types.ts";
import { keyOf } from "../values/key.ts";
import { readDefinition } from "./catalog.ts";
import { Collection } from "./collection.ts";
import { planQuery } from "./plan.ts";
import { runQuery } from "./query.ts";
import { parseSort } from "./sort.ts";

const collection = new Collection({ id: 1, database: "d", name: "c", uuid: new Uint8Array(16), options: {} });
for (let i = 0; i < 600; i++) {
  const doc: Doc = { _id: i, tutor: `t${i % 20}`, at: new Date(i * 1000), ...(i % 2 ? { cells: [i, i + 1, i + 2] } : {}), rows: [{ a: i % 5, b: i % 7 }, { a: i % 3, b: i % 4 }], n: i % 11 };
  collection.restoreRecord(i + 1, keyOf(i), doc);
}
const indexes: Doc[] = [
  { name: "_id_", key: { _id: 1 } },
  { name: "lock", key: { tutor: 1, cells: 1 }, unique: true, partialFilterExpression: { cells: { $exists: true } } },
  { name: "recent", key: { tutor: 1, at: -1 } },
  { name: "rows", key: { "rows.a": 1, "rows.b": 1 } },
  { name: "sparse", key: { n: 1 }, sparse: true },
];
for (const index of indexes) collection.addIndex(readDefinition(index), compileFilter);

const used = (filter: Doc, sort?: Doc) => {
  const plan = planQuery({ collection, filter, sort: parseSort(sort) });
  return plan.kind === "index" ? plan.index.definition.name : plan.kind;
};

describe("the plan of a query", () => {
  test.each<[string, Doc, Doc | undefined]>([
    ["lock", { tutor: "t1", cells: { $in: [5, 6] } }, undefined],
    ["recent", { tutor: "t1", at: { $gte: new Date(0), $lt: new Date(9000) } }, undefined],
    ["recent", { tutor: "t1" }, { at: -1 }],
    ["recent", { tutor: { $in: ["t1", "t2"] } }, undefined],
    ["_id_", { _id: 5 }, undefined],
    ["_id_", { _id: { $gt: 590 } }, undefined],
    ["choice", { $or: [{ _id: 1 }, { tutor: "t3", at: new Date(3000) }] }, undefined],
    ["collection", { tutor: { $ne: "t1" } }, undefined],
    ["collection", { n: null }, undefined],
  ])("uses %s for %j sorted by %j", (name, filter, sort) => {
    expect(used(filter, sort)).toBe(name);
  });

  test("a partial index is not used where it could lack a document", () => {
    expect(used({ tutor: "t1", cells: null })).not.toBe("lock");
    expect(used({ tutor: "t1", cells: { $exists: false } })).not.toBe("lock");
  });

  test.each<[Doc, Doc | undefined]>([
    [{ tutor: "t1", cells: { $in: [21, 22, 41] } }, undefined],
    [{ tutor: "t1", cells: { $gt: 100, $lt: 103 } }, undefined],
    [{ "rows.a": 1, "rows.b": 3 }, undefined],
    [{ rows: { $elemMatch: { a: 1, b: 3 } } }, undefined],
    [{ tutor: { $gte: "t18" } }, { tutor: -1, at: 1 }],
    [{ tutor: "t4", at: { $lte: new Date(300000) } }, { at: 1 }],
    [{ n: { $gt: 3, $lte: 5 } }, { n: -1, _id: 1 }],
    [{ $or: [{ tutor: "t1", n: 3 }, { _id: { $lt: 4 } }] }, { _id: -1 }],
    [{ $and: [{ tutor: "t2" }, { at: { $gt: new Date(50_000) } }, { at: { $lt: new Date(200_000) } }] }, undefined],
  ])("an index gives what a look at every document gives: %j", (filter, sort) => {
    const query = { collection, filter, test: compileFilter(filter), transaction: null, sort: parseSort(sort) };
    const ids = (hint?: Doc) => runQuery({ ...query, hint }).map(({ doc }) => doc["_id"]);
    const scanned = ids({ $natural: 1 });
    expect(scanned.length).toBeGreaterThan(0);
    expect(sort ? ids() : ids().sort()).toEqual(sort ? scanned : scanned.sort());
  });
});

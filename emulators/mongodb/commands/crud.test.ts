import { Long } from "mongodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestServer } from "../start-test-server.ts";
import type { TestServer } from "../start-test-server.ts";

interface Item {
  _id: string | number;
  n?: number;
  state?: string;
  tutor_id?: string;
  tutor_cells?: number[];
  name?: string;
  text?: string;
  age?: number;
  long?: unknown;
  double?: number;
  list?: number[];
  a?: number;
  m?: number;
  b?: unknown;
  big?: string;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(() => server.db.dropDatabase());

const items = () => server.db.collection<Item>("items");

describe("writing", () => {
  test("200 overlapping bookings at once: one wins, the others get error 11000", async () => {
    const bookings = server.db.collection<Item>("bookings");
    await bookings.createIndex({ tutor_id: 1, tutor_cells: 1 }, { unique: true, partialFilterExpression: { tutor_cells: { $exists: true } } });
    const attempts = Array.from({ length: 200 }, (_, i) => bookings.insertOne({ _id: `bk_${i}`, tutor_id: "t", tutor_cells: [0, 1, 2, 3].map((n) => n + (i % 4)) }));
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: 11000, keyPattern: { tutor_id: 1, tutor_cells: 1 }, keyValue: { tutor_id: "t" } });
    const [winner] = await bookings.find().toArray();
    await bookings.updateOne({ _id: winner?._id ?? "" }, { $unset: { tutor_cells: 1 } });
    await bookings.insertOne({ _id: "next", tutor_id: "t", tutor_cells: [3] });
  });

  test("100 increments at once are all counted, and one upsert of them makes the document", async () => {
    const changes = Array.from({ length: 100 }, () => items().updateOne({ _id: "n" }, { $inc: { n: 1 } }, { upsert: true }));
    const results = await Promise.all(changes);
    expect(results.filter((result) => result.upsertedCount === 1)).toHaveLength(1);
    expect(await items().findOne({ _id: "n" })).toEqual({ _id: "n", n: 100 });
  });

  test("findOneAndUpdate gives each job to one worker", async () => {
    await items().insertMany(Array.from({ length: 30 }, (_, i) => ({ _id: i, state: "waiting" })));
    const taken = await Promise.all(Array.from({ length: 40 }, () => items().findOneAndUpdate({ state: "waiting" }, { $set: { state: "taken" } }, { sort: { _id: 1 } })));
    const ids = taken.flatMap((item) => (item ? [item._id] : []));
    expect(new Set(ids).size).toBe(30);
    expect(ids).toHaveLength(30);
  });

  test("an unordered insert goes on after an error, an ordered one stops", async () => {
    await items().insertOne({ _id: 1 });
    await expect(items().insertMany([{ _id: 2 }, { _id: 1 }, { _id: 3 }])).rejects.toMatchObject({ code: 11000, insertedCount: 1 });
    await expect(items().insertMany([{ _id: 4 }, { _id: 1 }, { _id: 5 }], { ordered: false })).rejects.toMatchObject({ code: 11000, insertedCount: 2 });
    expect(await items().distinct("_id")).toEqual([1, 2, 4, 5]);
  });

  test("a bulk write does each of its parts", async () => {
    const result = await items().bulkWrite([
      { insertOne: { document: { _id: 1, n: 1 } } }, { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 1 } } } },
      { updateOne: { filter: { _id: 2 }, update: { $set: { n: 5 } }, upsert: true } }, { replaceOne: { filter: { _id: 2 }, replacement: { m: 1 } } }, { deleteOne: { filter: { _id: 1 } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, matchedCount: 2, modifiedCount: 2, upsertedCount: 1, deletedCount: 1 });
    expect(await items().find().toArray()).toEqual([{ _id: 2, m: 1 }]);
  });

  test("a document that its collection does not allow is refused", async () => {
    const people = await server.db.createCollection<Item>("people", { validator: { age: { $gte: 18 } } });
    await expect(people.insertOne({ _id: 1, age: 17 })).rejects.toMatchObject({ code: 121 });
    await people.insertOne({ _id: 1, age: 18 });
    await expect(people.updateOne({ _id: 1 }, { $inc: { age: -1 } })).rejects.toMatchObject({ code: 121 });
  });

  test("a view shows what its pipeline makes of a collection, and takes no writes", async () => {
    await items().insertMany([{ _id: 1, n: 1 }, { _id: 2, n: 2 }, { _id: 3, n: 3 }]);
    const large = await server.db.createCollection<Item>("large", { viewOn: "items", pipeline: [{ $match: { n: { $gt: 1 } } }] });
    expect(await large.find({ n: { $lt: 9 } }, { sort: { _id: -1 } }).toArray()).toEqual([{ _id: 3, n: 3 }, { _id: 2, n: 2 }]);
    expect(await large.estimatedDocumentCount()).toBe(2);
    expect(await large.aggregate([{ $group: { _id: null, sum: { $sum: "$n" } } }]).toArray()).toEqual([{ _id: null, sum: 5 }]);
    await expect(large.insertOne({ _id: 4 })).rejects.toMatchObject({ code: 166 });
    await expect(large.updateOne({ _id: 2 }, { $set: { n: 0 } })).rejects.toMatchObject({ code: 166 });
  });

  test("a document over 16 MB is refused", async () => {
    const result = items().insertOne({ _id: 1, big: "x".repeat(16 * 1024 * 1024) });
    await expect(result).rejects.toThrow(/larger than the maximum|BSONObj size|out of range/);
    expect(await items().countDocuments()).toBe(0);
  });
});

describe("reading", () => {
  test("a cursor gives everything once, over many batches", async () => {
    await items().insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i })));
    const ids = (await items().find({}, { batchSize: 37, sort: { _id: -1 } }).toArray()).map((item) => item._id);
    expect(ids).toEqual(Array.from({ length: 1000 }, (_, i) => 999 - i));
  });

  test("large batches are cut to what a reply may hold", async () => {
    await items().insertMany(Array.from({ length: 30 }, (_, i) => ({ _id: i, text: "x".repeat(1_000_000) })));
    expect(await items().find({}, { batchSize: 1000 }).toArray()).toHaveLength(30);
  });

  test("numbers keep their type", async () => {
    await items().insertOne({ _id: 1, long: Long.fromNumber(5), double: 1.5 });
    const found = await items().findOne({ long: 5 }, { promoteLongs: false });
    expect(found?.long).toEqual(Long.fromNumber(5));
    expect(await items().countDocuments({ long: { $type: "long" }, double: { $type: "double" } })).toBe(1);
  });

  test("a projection shows what is asked for", async () => {
    await items().insertOne({ _id: 1, a: 1, b: { c: 1, d: 2 }, list: [1, 2, 3] });
    expect(await items().findOne({}, { projection: { _id: 0, "b.c": 1 } })).toEqual({ b: { c: 1 } });
    expect(await items().findOne({}, { projection: { b: 0, list: { $slice: -1 } } })).toEqual({ _id: 1, a: 1, list: [3] });
    expect(await items().findOne({ list: 2 }, { projection: { "list.$": 1 } })).toEqual({ _id: 1, list: [2] });
  });

  test("a collation that it knows is followed, another one is refused", async () => {
    await items().insertMany([{ _id: 1, name: "Zoë" }, { _id: 2, name: "anna" }, { _id: 3, name: "ANNA" }]);
    expect(await items().countDocuments({ name: "Anna" }, { collation: { locale: "en", strength: 2 } })).toBe(2);
    expect(await items().find({}, { collation: { locale: "en", strength: 1 }, sort: { name: 1, _id: 1 } }).map((item) => item._id).toArray()).toEqual([2, 3, 1]);
    await expect(items().find({}, { collation: { locale: "de", numericOrdering: true } }).toArray()).rejects.toMatchObject({ code: 2 });
  });
});

describe("what it does not know", () => {
  test.each<[string, Record<string, unknown>, number]>([
    ["a command", { frobnicate: 1 }, 59],
    ["an option", { find: "items", frobnicate: 1 }, 40415],
    ["an option of a statement", { update: "items", updates: [{ q: {}, u: { $set: { a: 1 } }, frobnicate: 1 }] }, 40415],
    ["a filter's operator", { find: "items", filter: { a: { $frobnicate: 1 } } }, 2],
    ["a stage", { aggregate: "items", pipeline: [{ $frobnicate: 1 }], cursor: {} }, 40324],
    ["a stage inside a facet", { aggregate: "items", pipeline: [{ $facet: { a: [{ $frobnicate: 1 }] } }], cursor: {} }, 40324],
    ["an expression", { aggregate: "items", pipeline: [{ $project: { a: { $frobnicate: 1 } } }], cursor: {} }, 31325],
    ["an accumulator", { aggregate: "items", pipeline: [{ $group: { _id: 1, a: { $frobnicate: 1 } } }], cursor: {} }, 15952],
    ["an index option", { createIndexes: "items", indexes: [{ key: { a: 1 }, name: "a", frobnicate: 1 }] }, 197],
    ["a kind of index", { createIndexes: "items", indexes: [{ key: { a: "2dsphere" }, name: "a" }] }, 238],
    ["a capped collection", { create: "log", capped: true, size: 100 }, 40415],
    ["a tailable cursor", { find: "items", tailable: true }, 238],
    ["a fail point", { configureFailPoint: "frobnicate", mode: "off" }, 59],
  ])("%s is refused with MongoDB's code and not ignored", async (_, command, code) => {
    const db = command["configureFailPoint"] ? server.client.db("test") : server.db;
    await expect(db.command(command)).rejects.toMatchObject({ code: command["configureFailPoint"] ? 2 : code });
  });
});

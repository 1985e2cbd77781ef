import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DataInUse, Store } from "../store/store.ts";
import { readDefinition } from "./catalog.ts";
import { Engine } from "./engine.ts";
import { removeExpired } from "./expire.ts";

let folder: string;
let store: Store;
let engine: Engine;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mongo-"));
  store = new Store(folder);
  engine = new Engine(store);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const recordOf = (id: string) => [...(engine.catalog.find("d", "c", null)?.records.values() ?? [])].find((record) => record.committed.doc?.["_id"] === id);

test("documents, indexes and options are there again when the data are opened again", () => {
  const collection = engine.catalog.create("d", "c", null, { validator: { n: 1 } });
  engine.catalog.addIndex(collection, readDefinition({ name: "n", key: { n: -1 }, unique: true, partialFilterExpression: { n: { $exists: true } } }));
  for (const _id of ["a", "b"]) engine.insert(collection, { _id, n: _id }, null);
  const record = recordOf("a");
  if (record) engine.remove(collection, { record, transaction: null });
  store.close();
  store = new Store(folder);
  engine = new Engine(store);
  const again = engine.catalog.find("d", "c", null);
  expect(again?.options).toEqual({ validator: { n: 1 } });
  expect(again?.documentCount).toBe(1);
  expect([...(again?.indexes.keys() ?? [])]).toEqual(["_id_", "n"]);
  expect(again?.indexes.get("n")?.entries.size).toBe(1);
  expect(() => again && engine.insert(again, { _id: "c", n: "b" }, null)).toThrow(/E11000/);
});

test("what is given to the store is not durable before the turn is over, and then it is", async () => {
  const collection = engine.catalog.create("d", "c", null);
  await store.durable();
  expect(store.durable()).toBeNull();
  engine.insert(collection, { _id: 1 }, null);
  const durable = store.durable();
  expect(durable).not.toBeNull();
  await durable;
  expect(store.durable()).toBeNull();
  expect([...store.documents()]).toHaveLength(1);
});

test("one process owns the data", () => {
  expect(() => new Store(folder)).toThrow(DataInUse);
});

test("old versions and their index entries are forgotten when nobody can see them any more", () => {
  const collection = engine.catalog.create("d", "c", null);
  engine.catalog.addIndex(collection, readDefinition({ name: "n", key: { n: 1 } }));
  for (const _id of ["a", "b"]) engine.insert(collection, { _id, n: 0 }, null);
  const reader = engine.begin();
  for (let n = 1; n <= 5; n++) {
    const record = recordOf("a");
    if (record) engine.replace(collection, { record, doc: { _id: "a", n }, transaction: null });
  }
  const b = recordOf("b");
  if (b) engine.remove(collection, { record: b, transaction: null });
  expect(b?.visibleTo(reader)).toEqual({ _id: "b", n: 0 });
  expect(collection.indexes.get("n")?.entries.size).toBe(7);
  engine.commit(reader);
  expect(collection.indexes.get("n")?.entries.size).toBe(1);
  expect(collection.records.size).toBe(1);
  expect(recordOf("a")?.committed.older).toBeNull();
});

test("changes that go together are all undone where an open transaction is in the way of the last, and kept up to any other error", () => {
  const collection = engine.catalog.create("d", "c", null);
  engine.catalog.addIndex(collection, readDefinition({ name: "n", key: { n: 1 }, unique: true }));
  for (const [n, _id] of ["a", "b", "c"].entries()) engine.insert(collection, { _id, n }, null);
  const add = (_id: string, n: number) => engine.together((transaction) => {
    engine.insert(collection, { _id: `${_id}1`, n: n + 10 }, transaction);
    engine.insert(collection, { _id: `${_id}2`, n }, transaction);
  });
  const open = engine.begin();
  engine.insert(collection, { _id: "open", n: 7 }, open);
  expect(() => add("x", 7)).toThrow(/WriteConflict/);
  expect(collection.documentCount).toBe(3);
  expect(() => add("y", 0)).toThrow(/E11000/);
  expect(recordOf("y1")?.committed.doc).toEqual({ _id: "y1", n: 10 });
  engine.abort(open);
  expect(collection.indexes.get("n")?.entries.size).toBe(4);
});

test("an aborted transaction leaves no entry in an index", () => {
  const collection = engine.catalog.create("d", "c", null);
  const transaction = engine.begin();
  engine.insert(collection, { _id: "x" }, transaction);
  engine.abort(transaction);
  expect(collection.indexes.get("_id_")?.entries.size).toBe(0);
  expect(collection.records.size).toBe(0);
});

test("a TTL index takes what is over, and leaves what has no date", () => {
  const collection = engine.catalog.create("d", "c", null);
  engine.catalog.addIndex(collection, readDefinition({ name: "at", key: { at: 1 }, expireAfterSeconds: 60 }));
  engine.insert(collection, { _id: "old", at: new Date(0) }, null);
  engine.insert(collection, { _id: "young", at: new Date(50_000) }, null);
  engine.insert(collection, { _id: "none" }, null);
  engine.insert(collection, { _id: "text", at: "1970" }, null);
  expect(removeExpired(engine, 70_000)).toBe(1);
  expect(collection.documentCount).toBe(3);
  expect(recordOf("old")).toBeUndefined();
});

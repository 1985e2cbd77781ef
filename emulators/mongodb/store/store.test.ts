import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startServer } from "../server.ts";
import { hasDroppedTail } from "./dropped-tail.ts";
import { Store } from "./store.ts";

const FRAME_BYTES = 24 + 4096;

let folder: string;
let stores: Store[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "store-"));
  stores = [];
});
afterEach(() => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true });
});

describe("what a crash leaves in the log", () => {
  test("a clean end and a crash between two commits leave nothing to tell of", async () => {
    const store = await written("first", 3);
    expect(open(crashed("second")).hasLeftOut).toBe(false);
    store.close();
    stores = stores.filter((one) => one !== store);
    expect(existsSync(log("first"))).toBe(false);
    expect(open("first").hasLeftOut).toBe(false);
  });

  test.each([
    ["a torn last page", (file: string) => truncateSync(file, statSync(file).size - 100)],
    ["a torn header of a frame", (file: string) => truncateSync(file, statSync(file).size - FRAME_BYTES + 5)],
    ["a page whose bytes are not those that were summed", (file: string) => changeByte(file, statSync(file).size - 10)],
    ["a first write that did not come past the log's header", (file: string) => truncateSync(file, 20)],
  ])("%s is told of once, and what was committed before it is read", async (_, spoil) => {
    await written("first", 5);
    const data = crashed("second");
    spoil(log(data));
    expect(hasDroppedTail(log(data))).toBe(true);
    const store = open(data);
    expect(store.hasLeftOut).toBe(true);
    const read = [...store.documents()].map(({ record }) => record);
    expect(read).toEqual(read.map((_, i) => i));
    expect(read.length).toBeLessThan(5);
    store.put(1, 50, Buffer.from("after"));
    await store.durable();
    expect(open(crashed("third", data)).hasLeftOut).toBe(false);
  });

  test("a long write whose last page is missing is told of once, though a shorter one does not cover all that is left of it", async () => {
    const first = await written("first", 1);
    for (let record = 10; record < 50; record++) first.put(1, record, Buffer.alloc(3000, 1));
    await first.durable();
    const data = crashed("second");
    truncateSync(log(data), statSync(log(data)).size - FRAME_BYTES);
    const store = open(data);
    expect(store.hasLeftOut).toBe(true);
    expect([...store.documents()]).toHaveLength(1);
    store.put(1, 1, Buffer.from("after"));
    await store.durable();
    expect(open(crashed("third", data)).hasLeftOut).toBe(false);
  });

  test("pages without the commit that they belong to are told of", async () => {
    await written("first", 1);
    const data = crashed("second");
    const other = new DatabaseSync(path.join(folder, data, "documents.sqlite"));
    // So little memory that pages go to the log before their transaction is over.
    other.exec("PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN");
    for (let record = 10; record < 60; record++) other.prepare("INSERT INTO documents VALUES (1, ?, ?)").run(record, Buffer.alloc(3000, 1));
    const third = crashed("third", data);
    other.close();
    const store = open(third);
    expect(store.hasLeftOut).toBe(true);
    expect([...store.documents()]).toHaveLength(1);
  });

  test("what an earlier run of the log left behind its end is not", async () => {
    await written("first", 30);
    const data = crashed("second");
    const other = new DatabaseSync(path.join(folder, data, "documents.sqlite"));
    other.exec("PRAGMA wal_checkpoint(RESTART); INSERT INTO documents VALUES (1, 99, x'00')");
    const third = crashed("third", data);
    other.close();
    expect(statSync(log(third)).size).toBeGreaterThan(20 * FRAME_BYTES);
    expect(open(third).hasLeftOut).toBe(false);
  });
});

test("data beyond what the server is meant for are told of at the start, in one sentence", async () => {
  const data = path.join(folder, "data");
  const start = (documents: number) => startServer({ data, listen: { socket: path.join(folder, "m.sock") }, testCommands: false, sizeLimit: { documents, bytes: 1_000_000 } });
  const first = await start(2);
  expect(first.notices).toEqual([]);
  const client = await MongoClient.connect(first.url);
  await client.db("test").collection("items").insertMany([{ n: 1 }, { n: 2 }, { n: 3 }]);
  await client.close();
  await first.stop();
  const second = await start(2);
  await second.stop();
  expect(second.notices).toEqual([expect.stringMatching(/^the data are 3 documents of 1 MB, more than the 2 documents or 1 MB that .+ MONGO_URL .+$/)]);
  const third = await start(3);
  await third.stop();
  expect(third.notices).toEqual([]);
});

function open(name: string): Store {
  const store = new Store(path.join(folder, name));
  stores.push(store);
  return store;
}

async function written(name: string, documents: number): Promise<Store> {
  const store = open(name);
  for (let record = 0; record < documents; record++) {
    store.put(1, record, Buffer.alloc(500, record));
    await store.durable();
  }
  return store;
}

/** The files as they lie there while a store is open, which is what a crash would leave. */
function crashed(name: string, of = "first"): string {
  cpSync(path.join(folder, of), path.join(folder, name), { recursive: true });
  copyFileSync(log(of), log(name));
  return name;
}

function log(name: string): string {
  return path.join(folder, name, "documents.sqlite-wal");
}

function changeByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}

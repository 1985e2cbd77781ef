import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MongoClient } from "mongodb";
import type { Collection } from "mongodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProcess } from "./start-process.ts";
import type { ServerProcess } from "./start-process.ts";

/** CRASH_ROUNDS=40 is the long version. */
const ROUNDS = Number(process.env["CRASH_ROUNDS"] ?? 5);
const WRITERS = 12;

interface Item {
  _id: string;
  pair: string;
  n: number;
  unique: string;
}

let folder: string;
let running: ServerProcess | null = null;
let client: MongoClient | null = null;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "crash-"));
});
afterEach(async () => {
  await end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test(`kill -9 under ${WRITERS} writers, ${ROUNDS} times: nothing acknowledged is lost, no pair is half there, and the indexes agree with the documents`, async () => {
  const acknowledged = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const items = await open(folder);
    await check(items, acknowledged);
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(items, { name: `${round}-${writer}`, acknowledged }));
    await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 300));
    await end("SIGKILL");
    await Promise.all(writers);
  }
  await check(await open(folder), acknowledged);
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * WRITERS);
}, 20_000 + ROUNDS * 4_000);

test("a last write that is torn is left out, and everything before it is there", async () => {
  const items = await open(folder);
  for (let i = 0; i < 20; i++) await items.insertOne(newItem(`torn-${i}`));
  await end("SIGKILL");
  const log = path.join(folder, "documents.sqlite-wal");
  truncateSync(log, statSync(log).size - 100);
  const after = await open(folder);
  const ids = (await after.find().sort({ n: 1 }).toArray()).map(({ _id }) => _id);
  expect(ids).toEqual(Array.from({ length: ids.length }, (_, i) => `torn-${i}`));
  expect(ids.length).toBeGreaterThanOrEqual(18);
  await after.insertOne(newItem("torn-99"));
  await check(after, new Map());
});

test("a full disk ends the server with a sentence, and the next start has everything acknowledged", async (context) => {
  if (!mounted("size=3m")) return context.skip("only root on Linux can mount a small disk to fill");
  try {
    const items = await open(folder);
    const acknowledged = new Map<string, number>();
    const ended = once(running?.child ?? process, "exit");
    await write(items, { name: "full", acknowledged, filler: "x".repeat(20_000) });
    expect((await ended)[0]).toBe(1);
    expect(running?.errors()).toMatch(/^mongodb: the data could not be written, so the server ends: .*(full|disk|space).*\n$/);
    await end("SIGKILL");
    expect(mounted("remount,size=30m")).toBe(true);
    const after = await open(folder);
    await check(after, acknowledged);
    expect(acknowledged.size).toBeGreaterThan(0);
    await after.insertOne(newItem("after"));
  } finally {
    await end("SIGKILL");
    spawnSync("umount", [folder]);
  }
});

async function open(data: string): Promise<Collection<Item>> {
  running = await startProcess(data);
  client = await MongoClient.connect(running.url, { serverSelectionTimeoutMS: 600, retryWrites: false });
  const items = client.db("test").collection<Item>("items");
  await items.createIndexes([{ key: { pair: 1 } }, { key: { unique: 1 }, unique: true }, { key: { n: -1, pair: 1 } }]);
  return items;
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const child = running?.child;
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, "exit");
  }
  await client?.close(true).catch(() => {});
  client = null;
}

function newItem(_id: string, pair = _id): Item {
  return { _id, pair, n: Number(/\d+$/.exec(_id)?.[0] ?? 0), unique: _id };
}

/** Pairs in transactions, which a plain update then counts up, until the server is gone; what was acknowledged is written down with its count. */
async function write(items: Collection<Item>, { name, acknowledged, filler }: { name: string; acknowledged: Map<string, number>; filler?: string }): Promise<void> {
  const session = client?.startSession();
  try {
    for (let i = 0; ; i++) {
      const pair = `${name}-${i}`;
      session?.startTransaction();
      await items.insertMany(["a", "b"].map((half) => ({ ...newItem(`${pair}-${half}`, pair), n: 0, ...(filler ? { filler } : {}) })), session ? { session } : {});
      await session?.commitTransaction();
      for (const half of ["a", "b"]) acknowledged.set(`${pair}-${half}`, 0);
      await items.updateOne({ _id: `${pair}-a` }, { $inc: { n: 1 } });
      acknowledged.set(`${pair}-a`, 1);
    }
  } catch {
    // The server is gone; what it had not acknowledged may be there or not.
  }
}

async function check(items: Collection<Item>, acknowledged: Map<string, number>): Promise<void> {
  const all = await items.find().hint({ $natural: 1 }).toArray();
  const counts = new Map(all.map(({ _id, n }) => [_id, n]));
  expect([...acknowledged].filter(([id, n]) => (counts.get(id) ?? -1) < n)).toEqual([]);
  const pairs = Object.values(Object.groupBy(all.filter(({ _id }) => /-[ab]$/.test(_id)), ({ pair }) => pair));
  expect(pairs.filter((pair) => pair?.length !== 2)).toEqual([]);
  const ids = all.map(({ _id }) => _id).sort();
  for (const hint of [{ _id: 1 }, { pair: 1 }, { unique: 1 }, { n: -1, pair: 1 }] as const) {
    expect((await items.find().hint(hint).toArray()).map(({ _id }) => _id).sort()).toEqual(ids);
  }
}

function mounted(options: string): boolean {
  return process.platform === "linux" && spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]).status === 0;
}

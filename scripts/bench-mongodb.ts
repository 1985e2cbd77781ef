import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MongoClient } from "mongodb";
import type { Db } from "mongodb";
import { startProcess } from "../emulators/mongodb/start-process.ts";

/**
 * `npm run bench:mongodb`: the embedded database, and the real one that MONGO_URL names in the same run. Prints a line a measure; ends with
 * an error where the embedded one falls below a floor.
 */
const DOCUMENTS = 60_000;
const BATCH = 1_000;
const FLOORS: Record<string, { least?: number; most?: number }> = {
  "bulk insert, documents a second": { least: 20_000 },
  "point reads a second": { least: 2_000 },
  "equality + sort + limit, ms": { most: 5 },
  [`cold start with ${DOCUMENTS} documents, ms`]: { most: 2_500 },
};
type Figures = Record<string, number>;

const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
let server = await startTimed();
const embedded: Figures = {};
let real: Figures | null = null;
try {
  embedded["cold start empty, ms"] = server.milliseconds;
  Object.assign(embedded, await measure(server.process.url, false));
  embedded["memory, MB"] = memoryOf(server.process.child.pid);
  await stop();
  server = await startTimed();
  embedded[`cold start with ${DOCUMENTS} documents, ms`] = server.milliseconds;
  const url = process.env["MONGO_URL"];
  if (url) real = await measure(url, true);
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
print();

async function startTimed() {
  const started = performance.now();
  const running = await startProcess(folder);
  return { process: running, milliseconds: performance.now() - started };
}

function stop(): Promise<void> {
  const { child } = server.process;
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

async function measure(url: string, isThrownAway: boolean): Promise<Figures> {
  const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 5_000 });
  const db = client.db(`bench_${process.pid}`);
  try {
    return await figuresOf(client, db);
  } finally {
    if (isThrownAway) await db.dropDatabase();
    await client.close();
  }
}

async function figuresOf(client: MongoClient, db: Db): Promise<Figures> {
  const items = db.collection<{ _id: number; tutor: number; at: number; text: string }>("items");
  const singles = db.collection<{ n: number }>("singles");
  const hot = db.collection<{ _id: string; n: number }>("hot");
  await db.collection<{ _id: number; name: string }>("tutors").insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id, name: `Coach ${_id}` })));
  await hot.insertOne({ _id: "hot", n: 0 });
  await items.createIndex({ tutor: 1, at: 1 });
  const perSecond = async (count: number, run: (i: number) => Promise<unknown>, parallel = 16) => (count * 1_000) / (await elapsed(count, run, parallel));
  const each = async (count: number, run: (i: number) => Promise<unknown>) => (await elapsed(count, run, 1)) / count;
  const batch = (at: number) => Array.from({ length: BATCH }, (_, i) => ({ _id: at * BATCH + i, tutor: i % 100, at: (i * 7919) % 100_003, text: "A lesson of an hour, with notes." }));
  return {
    "bulk insert, documents a second": BATCH * (await perSecond(DOCUMENTS / BATCH, (at) => items.insertMany(batch(at)), 2)),
    "inserts a second": await perSecond(2_000, (n) => singles.insertOne({ n })),
    "point reads a second": await perSecond(5_000, (i) => items.findOne({ _id: (i * 37) % DOCUMENTS })),
    "indexed range of 100, ms": await each(200, (i) => items.find({ tutor: i % 100, at: { $gte: 10 } }).limit(100).toArray()),
    "equality + sort + limit, ms": await each(200, (i) => items.find({ tutor: i % 100 }).sort({ at: -1 }).limit(20).toArray()),
    "group all, ms": await each(3, () => items.aggregate([{ $group: { _id: "$tutor", n: { $sum: 1 }, last: { $max: "$at" } } }]).toArray()),
    "lookup of 100, ms": await each(10, () => items.aggregate([{ $sort: { _id: 1 } }, { $limit: 100 }, { $lookup: { from: "tutors", localField: "tutor", foreignField: "_id", as: "coach" } }]).toArray()),
    "one hot document, increments a second": await perSecond(2_000, () => hot.updateOne({ _id: "hot" }, { $inc: { n: 1 } })),
    "transactions of two writes a second": await perSecond(300, (i) => transact(client, async (session) => {
      await items.updateOne({ _id: i }, { $inc: { at: 1 } }, { session });
      await singles.insertOne({ n: i }, { session });
    })),
  };
}

function transact(client: MongoClient, run: Parameters<ReturnType<MongoClient["startSession"]>["withTransaction"]>[0]): Promise<unknown> {
  return client.withSession((session) => session.withTransaction(() => run(session)));
}

/** How long `count` runs take, `parallel` at a time. */
async function elapsed(count: number, run: (i: number) => Promise<unknown>, parallel: number): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: parallel }, async () => {
    while (next < count) await run(next++);
  }));
  return performance.now() - started;
}

/** Linux alone tells this without a tool. */
function memoryOf(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;
  } catch {
    return Number.NaN;
  }
}

function print(): void {
  const write = (...columns: string[]) => process.stdout.write(`${(columns[0] ?? "").padEnd(44)}${columns.slice(1).map((column) => column.padStart(12)).join("")}\n`);
  write("", "embedded", real ? "real" : "", "floor");
  for (const [name, figure] of Object.entries(embedded)) {
    const { least, most } = FLOORS[name] ?? {};
    const isBelow = (least !== undefined && figure < least) || (most !== undefined && figure > most);
    if (isBelow) process.exitCode = 1;
    write(name, shown(figure), shown(real?.[name]), least !== undefined ? `>= ${least}` : most !== undefined ? `<= ${most}` : "", isBelow ? "BELOW" : "");
  }
}

function shown(figure: number | undefined): string {
  if (figure === undefined || Number.isNaN(figure)) return "";
  return figure < 100 ? figure.toFixed(1) : Math.round(figure).toLocaleString("en");
}

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MongoClient } from "mongodb";
import type { Db } from "mongodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startServer } from "../server.ts";
import type { RunningServer } from "../server.ts";
import type { Shape } from "./shape.ts";

let folder: string;
let file: string;
let server: RunningServer;
let client: MongoClient;
let db: Db;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "captured-"));
  file = path.join(folder, "new", "commands.jsonl");
  await start(file);
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

describe("commands are captured", () => {
  test("once for each shape, without their values", async () => {
    const items = db.collection<{ name: string; at?: Date; list?: { name: string; n?: number }[] }>("items");
    for (const name of ["Maya", "Amara"]) {
      await items.insertOne({ name });
      await items.find({ name, n: { $in: [1, 2.5] } }, { sort: { "list.1": 1, "by.user_0a1b2c3d4e5f": -1 } }).toArray();
      await items.updateOne({ name }, { $set: { name, at: new Date() }, $push: { list: { $each: [{ name }], $sort: { n: 1 } } } });
    }
    expect(captured().map(({ command, body }) => [command, body])).toEqual([
      ["insert", { ordered: "bool" }],
      ["find", { filter: { name: "string", n: { $in: ["number"] } }, sort: { "list.0": "number", "by.user_ID": "number" } }],
      ["update", { q: { name: "string" }, u: { $set: { name: "string", at: "date" }, $push: { list: { $each: [{ name: "string" }], $sort: { n: "number" } } } } }],
    ]);
    expect(readFileSync(file, "utf8")).not.toMatch(/Maya|Amara|0a1b2c/);
  });

  test("each statement of a command by itself, with the error it met and the indexes it could meet", async () => {
    const items = db.collection<{ _id: string; email: string; tags?: string[] }>("items");
    await items.createIndexes([{ key: { email: 1 }, unique: true, partialFilterExpression: { email: { $exists: true } } }, { key: { tags: 1 } }]);
    await items.insertMany([{ _id: "a", email: "a", tags: ["x"] }, { _id: "b", email: "b" }]);
    const writes = items.bulkWrite([{ updateOne: { filter: { _id: "a" }, update: { $set: { tags: [] } } } }, { updateMany: { filter: {}, update: { $set: { email: "c" } } } }]);
    await expect(writes).rejects.toMatchObject({ code: 11000 });
    const [one, many] = captured().filter(({ command }) => command === "update");
    expect(one).toEqual({ command: "update", collection: "items", body: { q: { _id: "string" }, u: { $set: { tags: "array" } } }, inTransaction: false, errors: [] });
    expect(many).toMatchObject({ body: { q: {}, multi: "bool" }, errors: [11000] });
    expect(many?.indexes).toEqual([
      { paths: ["_id"], is_unique: true, is_multikey: false, partial_paths: [], needs: [] },
      { paths: ["email"], is_unique: true, is_multikey: false, partial_paths: ["email"], needs: ["email"] },
      { paths: ["tags"], is_unique: false, is_multikey: true, partial_paths: [], needs: [] },
    ]);
  });

  test("with the types of the ids that groups are sorted by, and with what distinct does not find", async () => {
    const items = db.collection("items");
    await items.insertMany([{ a: 1, b: "x" }, { a: "x", b: "y" }, { a: [1], b: "z" }]);
    const pipeline = [{ $match: { b: { $ne: "z" } } }, { $group: { _id: { a: "$a" }, n: { $sum: 1 } } }, { $sort: { _id: 1 } }];
    await items.aggregate(pipeline).toArray();
    await items.distinct("b");
    await items.insertOne({ a: 2 });
    await items.distinct("b");
    expect(captured().find(({ command }) => command === "aggregate")?.group_ids).toEqual({ _id: ["object"], "_id.a": ["number", "string"] });
    expect(captured().filter(({ command }) => command === "distinct").map(({ body, finds_nothing }) => ({ body, finds_nothing }))).toEqual([
      { body: { key: "b", query: {} }, finds_nothing: false },
      { body: { key: "b", query: {} }, finds_nothing: true },
    ]);
  });

  test("inside a transaction as such", async () => {
    await db.createCollection("items");
    await client.withSession((session) => session.withTransaction(async () => void (await db.collection("items").updateMany({}, { $inc: { n: 1 } }, { session }))));
    expect(captured().find(({ command }) => command === "update")).toMatchObject({ inTransaction: true });
  });

  test("only where a file was asked for", async () => {
    await stop();
    rmSync(path.dirname(file), { recursive: true });
    await start(null);
    await db.collection("items").insertOne({ name: "Maya" });
    expect(existsSync(file)).toBe(false);
  });
});

describe("the check of captured commands", () => {
  test("passes where no command could meet a known difference, and tells their number", async () => {
    await db.collection("items").find({ name: "Maya" }).toArray();
    const number = allCaptured().length;
    expect(check(file)).toEqual({ status: 0, stdout: `${number} shapes of commands, and none of them can meet a known difference between the embedded server and MongoDB.\n`, stderr: "" });
  });

  test("fails with a sentence that names the command and the difference", async () => {
    await db.collection("items").updateMany({ name: "Maya" }, { $inc: { n: 1 } });
    const { status, stderr } = check(file);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^update of items could meet a known difference \(HALF: a multi-document update that fails midway: .+\) \{"body":\{"q":\{"name":"string"\},"u":\{"\$inc":\{"n":"number"\}\},"multi":"bool"\}.+\n$/);
  });

  test("fails where a run captured no command on data", async () => {
    await db.collection("items").find({ name: "Maya" }).toArray();
    const other = path.join(folder, "other.jsonl");
    expect(check(file, other)).toMatchObject({ status: 1, stderr: `${other} holds no captured commands on data, so nothing can be said of that run.\n` });
    writeFileSync(other, `${JSON.stringify({ command: "ping", collection: null, body: {}, inTransaction: false, errors: [] })}\n`);
    expect(check(file, other)).toMatchObject({ status: 1 });
    expect(check()).toMatchObject({ status: 1, stderr: "No file of captured commands was named.\n" });
  });
});

async function start(capture: string | null): Promise<void> {
  server = await startServer({ data: path.join(folder, "data"), listen: { socket: path.join(folder, "m.sock") }, testCommands: false, capture });
  client = await MongoClient.connect(server.url, { serverSelectionTimeoutMS: 3000 });
  db = client.db("test");
}

async function stop(): Promise<void> {
  await client.close();
  await server.stop();
}

/** Of commands on data: not the driver's greetings. */
function captured(): Shape[] {
  return allCaptured().filter(({ collection }) => collection !== null);
}

function allCaptured(): Shape[] {
  return readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line) as Shape);
}

function check(...files: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, "check.ts"), ...files], { encoding: "utf8" });
  return { status, stdout, stderr };
}

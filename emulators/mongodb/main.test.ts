import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MongoClient } from "mongodb";
import { afterEach, describe, expect, test } from "vitest";

const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "mongo-"));
  folders.push(folder);
  return folder;
}

async function start(...options: string[]): Promise<{ child: ChildProcess; url: string; stdout: () => string; errors: () => string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "main.ts"), ...options], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let text = "";
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`exit ${code}: ${errors}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const match = /MONGO_URL=(.+)\n/.exec(text);
      if (match?.[1]) resolve(match[1]);
    });
  });
  return { child, url, stdout: () => text, errors: () => errors };
}

async function connect(url: string): Promise<MongoClient> {
  return MongoClient.connect(url, { serverSelectionTimeoutMS: 600, retryWrites: false });
}

describe("the server's process", () => {
  test("prints one line, answers on a free port, and ends cleanly on SIGTERM", async () => {
    const { child, url, stdout } = await start("--port", "0", "--data", newFolder());
    const client = await connect(url);
    expect(await client.db("admin").command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect(await client.db("admin").command({ hello: 1 })).toMatchObject({ isWritablePrimary: true, setName: "embedded", maxWireVersion: 21, logicalSessionTimeoutMinutes: 30 });
    await client.close();
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(stdout()).toBe(`MONGO_URL=${url}\n`);
  });

  test("its socket is the owner's alone", async () => {
    const folder = newFolder();
    await start("--socket", path.join(folder, "s.sock"), "--data", folder);
    expect(statSync(path.join(folder, "s.sock")).mode & 0o777).toBe(0o600);
  });

  test("a second one on the same data is refused with a sentence", async () => {
    const folder = newFolder();
    await start("--port", "0", "--data", folder);
    await expect(start("--port", "0", "--data", folder)).rejects.toThrow(/^exit 1: mongodb: another server is using the data in .+\n$/);
  });

  test("a write that a crash cut off is told of once at the start, and a clean start says nothing", async () => {
    const folder = newFolder();
    const first = await start("--port", "0", "--data", folder);
    const client = await connect(first.url);
    for (let i = 0; i < 5; i++) await client.db("test").collection("items").insertOne({ i });
    await client.close();
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const log = path.join(folder, "documents.sqlite-wal");
    truncateSync(log, statSync(log).size - 100);
    const said = [first.errors()];
    for (let i = 0; i < 2; i++) {
      const next = await start("--port", "0", "--data", folder);
      next.child.kill(i === 0 ? "SIGKILL" : "SIGTERM");
      await once(next.child, "exit");
      said.push(next.errors());
    }
    expect(said).toEqual(["", expect.stringMatching(/^mongodb: a write that a crash cut off has been left out: .+\n$/), ""]);
  });

  test("fail points are not there unless it was started for tests", async () => {
    const { url } = await start("--port", "0", "--data", newFolder());
    const client = await connect(url);
    await expect(client.db("admin").command({ configureFailPoint: "failCommand", mode: "off" })).rejects.toMatchObject({ code: 59 });
    await client.close();
  });
});

describe("kill -9", () => {
  test("loses nothing that was acknowledged, in three rounds", async () => {
    const folder = newFolder();
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const { child, url } = await start("--port", "0", "--data", folder);
      const client = await connect(url);
      const items = client.db("test").collection<{ _id: string; pair: string }>("items");
      const before = await items.find().toArray();
      expect(new Set(before.map((item) => item._id)).isSupersetOf(acknowledged)).toBe(true);
      let isKilled = false;
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let i = 0; !isKilled; i++) {
          const pair = `${round}-${writer}-${i}`;
          const session = client.startSession();
          try {
            session.startTransaction();
            await items.insertMany([{ _id: `${pair}-a`, pair }, { _id: `${pair}-b`, pair }], { session });
            await session.commitTransaction();
            acknowledged.add(`${pair}-a`).add(`${pair}-b`);
          } catch {
            return;
          }
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 150 + round * 170));
      child.kill("SIGKILL");
      isKilled = true;
      await client.close(true).catch(() => {});
      await Promise.all(writers);
    }
    const { url } = await start("--port", "0", "--data", folder);
    const client = await connect(url);
    const items = await client.db("test").collection<{ _id: string; pair: string }>("items").find().toArray();
    expect(acknowledged.size).toBeGreaterThan(20);
    expect(new Set(items.map((item) => item._id)).isSupersetOf(acknowledged)).toBe(true);
    // A transaction is there whole or not at all.
    const sizes = Object.values(Object.groupBy(items, (item) => item.pair)).map((pair) => pair?.length);
    expect(new Set(sizes)).toEqual(new Set([2]));
    await client.close();
  });

  test("a retryable write that was done before is known after, and the cluster's time only rises", async () => {
    const folder = newFolder();
    const first = await start("--socket", path.join(folder, "s.sock"), "--data", folder);
    const { sendCommand } = await import("./wire/send-command.ts");
    const { Long, UUID } = await import("mongodb");
    const command = { update: "items", updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }], lsid: { id: new UUID() }, txnNumber: Long.fromNumber(1), $db: "test" };
    const before = await sendCommand(path.join(folder, "s.sock"), command);
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    await start("--socket", path.join(folder, "s.sock"), "--data", folder);
    const again = await sendCommand(path.join(folder, "s.sock"), command);
    expect(again).toMatchObject({ n: 1, upserted: [{ index: 0, _id: 1 }], retriedStmtIds: [0] });
    const found = await sendCommand(path.join(folder, "s.sock"), { find: "items", $db: "test" });
    expect(found["cursor"]).toMatchObject({ firstBatch: [{ _id: 1, n: 1 }] });
    expect(again["operationTime"].greaterThan(before["operationTime"])).toBe(true);
  });
});

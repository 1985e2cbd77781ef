import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startDatabase } from "./database.ts";

const data = mkdtempSync(`${tmpdir()}/simulation-`);
let database: Awaited<ReturnType<typeof startDatabase>>;
let client: MongoClient;
beforeAll(async () => {
  database = await startDatabase(data);
  client = new MongoClient(database.url, { serverSelectionTimeoutMS: 3_000 });
});
afterAll(async () => {
  await client.close();
  await database.stop();
  rmSync(data, { recursive: true });
});

const things = () => client.db("things").collection<{ _id: number; text?: string }>("things");

it("what is written over a connection in memory is there, however large and however many at once", async () => {
  const text = "ä".repeat(300_000);
  await Promise.all(Array.from({ length: 20 }, (_, _id) => things().insertOne({ _id, text })));
  expect((await things().find().toArray()).every((thing) => thing.text === text)).toBe(true);
  expect(await things().countDocuments()).toBe(20);
});

it("two transactions that meet are still kept apart", async () => {
  const add = (text: string) => client.withSession((session) => session.withTransaction(() => things().updateOne({ _id: 100 }, [{ $set: { text: { $concat: [{ $ifNull: ["$text", ""] }, text] } } }], { session, upsert: true })));
  await Promise.all(["a", "b", "c", "d"].map(add));
  expect([...((await things().findOne({ _id: 100 }))?.text ?? "")].sort().join("")).toBe("abcd");
});

it("other connections go where they always went, and those to it too once it has ended", async () => {
  const listener = net.createServer((socket) => socket.end("hello"));
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as net.AddressInfo;
  const heard = await new Promise<string>((resolve) => net.createConnection({ port, host: "127.0.0.1" }).on("data", (chunk) => resolve(String(chunk))));
  listener.close();
  expect(heard).toBe("hello");

  const before = net.createConnection;
  const other = mkdtempSync(`${tmpdir()}/simulation-`);
  await (await startDatabase(other)).stop();
  rmSync(other, { recursive: true });
  expect(net.createConnection).toBe(before);
});

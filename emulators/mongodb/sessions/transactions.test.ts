import { Binary, Long, MongoServerError, UUID } from "mongodb";
import type { Document } from "mongodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestServer } from "../start-test-server.ts";
import type { TestServer } from "../start-test-server.ts";

interface Item {
  _id: string | number;
  n?: number;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.db.dropDatabase();
  await server.db.createCollection("items");
});

const items = () => server.db.collection<Item>("items");

/** A command as it is: the driver would put a session and a number of its own into it. */
async function raw(command: Document, database = "test"): Promise<Document> {
  return server.send({ ...command, $db: database });
}

describe("a transaction", () => {
  test("is not seen before it commits, and wholly after", async () => {
    const session = server.client.startSession();
    session.startTransaction();
    await items().insertOne({ _id: 1 }, { session });
    await items().insertOne({ _id: 2 }, { session });
    expect(await items().countDocuments()).toBe(0);
    expect(await items().countDocuments({}, { session })).toBe(2);
    await session.commitTransaction();
    expect(await items().countDocuments()).toBe(2);
    await session.endSession();
  });

  test("leaves nothing when it is aborted, not even a collection that it made", async () => {
    const session = server.client.startSession();
    session.startTransaction();
    await items().insertOne({ _id: 1 }, { session });
    await server.db.collection<Item>("fresh").insertOne({ _id: 1 }, { session });
    await session.abortTransaction();
    expect(await items().countDocuments()).toBe(0);
    expect(await server.db.listCollections({ name: "fresh" }).toArray()).toEqual([]);
    await session.endSession();
  });

  test("reads what was there when it began, by any index", async () => {
    await items().createIndex({ n: 1 });
    await items().insertMany([{ _id: 1, n: 1 }, { _id: 2, n: 2 }, { _id: 3, n: 3 }]);
    const session = server.client.startSession();
    session.startTransaction();
    await items().findOne({ _id: 1 }, { session });
    await items().updateOne({ _id: 1 }, { $set: { n: 10 } });
    await items().deleteOne({ _id: 2 });
    await items().insertOne({ _id: 4, n: 0 });
    const inside = await items().find({ n: { $gte: 0 } }, { session, sort: { n: 1 } }).toArray();
    const outside = await items().find({ n: { $gte: 0 } }, { sort: { n: 1 } }).toArray();
    await session.commitTransaction();
    expect(inside).toEqual([{ _id: 1, n: 1 }, { _id: 2, n: 2 }, { _id: 3, n: 3 }]);
    expect(outside).toEqual([{ _id: 4, n: 0 }, { _id: 3, n: 3 }, { _id: 1, n: 10 }]);
    await session.endSession();
  });

  test("that wants what another one holds fails with 112 and may be tried again", async () => {
    await items().insertOne({ _id: 1, n: 0 });
    const [one, two] = [server.client.startSession(), server.client.startSession()];
    one.startTransaction();
    two.startTransaction();
    await items().updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: one });
    const error: unknown = await items().updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: two }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 112, codeName: "WriteConflict" });
    expect(error instanceof MongoServerError && error.hasErrorLabel("TransientTransactionError")).toBe(true);
    await two.abortTransaction();
    await one.commitTransaction();
    await Promise.all([one.endSession(), two.endSession()]);
    expect(await items().findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
  });

  test("fails with 112 over what was changed after it began", async () => {
    await items().insertOne({ _id: 1, n: 0 });
    const session = server.client.startSession();
    session.startTransaction();
    await items().findOne({ _id: 1 }, { session });
    await items().updateOne({ _id: 1 }, { $inc: { n: 1 } });
    await expect(items().updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session })).rejects.toMatchObject({ code: 112 });
    await session.abortTransaction();
    await session.endSession();
  });

  test("a write outside waits for it to end", async () => {
    await items().insertOne({ _id: 1, n: 0 });
    const session = server.client.startSession();
    session.startTransaction();
    await items().updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    let isDone = false;
    const outside = items().updateOne({ _id: 1 }, { $inc: { n: 10 } }).then(() => (isDone = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isDone).toBe(false);
    await session.commitTransaction();
    await outside;
    expect(await items().findOne({ _id: 1 })).toEqual({ _id: 1, n: 11 });
    await session.endSession();
  });

  test("an update of many that has to wait for it changes each once", async () => {
    await items().insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: i, n: 0 })));
    const session = server.client.startSession();
    session.startTransaction();
    await items().updateOne({ _id: 15 }, { $inc: { n: 100 } }, { session });
    const outside = items().updateMany({}, { $inc: { n: 1 } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await items().countDocuments({ n: 1 })).toBe(0);
    await session.commitTransaction();
    expect(await outside).toMatchObject({ matchedCount: 20, modifiedCount: 20 });
    expect(await items().countDocuments({ n: 1 })).toBe(19);
    expect(await items().findOne({ _id: 15 })).toEqual({ _id: 15, n: 101 });
    await session.endSession();
  });

  test("two that take one unique key: the second fails, whether the first commits or not", async () => {
    await items().createIndex({ n: 1 }, { unique: true });
    const [one, two] = [server.client.startSession(), server.client.startSession()];
    one.startTransaction();
    two.startTransaction();
    await items().insertOne({ _id: 1, n: 5 }, { session: one });
    await expect(items().insertOne({ _id: 2, n: 5 }, { session: two })).rejects.toMatchObject({ code: 112 });
    await two.abortTransaction();
    await one.abortTransaction();
    await items().insertOne({ _id: 3, n: 5 });
    await Promise.all([one.endSession(), two.endSession()]);
  });

  test("40 transfers at once keep the sum", async () => {
    await items().insertMany([{ _id: "a", n: 100 }, { _id: "b", n: 100 }, { _id: "c", n: 100 }]);
    const names = ["a", "b", "c"];
    await Promise.all(Array.from({ length: 40 }, async (_, i) => {
      const session = server.client.startSession();
      await session.withTransaction(async () => {
        await items().updateOne({ _id: names[i % 3] ?? "" }, { $inc: { n: -1 } }, { session });
        await items().updateOne({ _id: names[(i + 1) % 3] ?? "" }, { $inc: { n: 1 } }, { session });
      });
      await session.endSession();
    }));
    const all = await items().find().toArray();
    expect(all.reduce((sum, { n = 0 }) => sum + n, 0)).toBe(300);
  });

  test("that is not known is refused, with the label to begin again", async () => {
    const command = { commitTransaction: 1, lsid: { id: new UUID() }, txnNumber: Long.fromNumber(7), autocommit: false };
    const error: unknown = await raw(command, "admin").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 251, errorLabels: ["TransientTransactionError"] });
  });
});

describe("a retryable write", () => {
  test("whose reply was lost is done once", async () => {
    const admin = server.client.db("admin");
    await admin.command({ configureFailPoint: "failCommand", mode: { times: 1 }, data: { failCommands: ["update"], errorCode: 91, errorLabels: ["RetryableWriteError"] } });
    await items().insertOne({ _id: 1, n: 0 });
    expect(await items().updateOne({ _id: 1 }, { $inc: { n: 1 } })).toMatchObject({ modifiedCount: 1 });
    expect(await items().findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
  });

  test("that is sent twice is answered twice and done once", async () => {
    await items().insertOne({ _id: 1, n: 0 });
    const lsid = { id: new UUID() };
    const update = { update: "items", updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }], lsid, txnNumber: Long.fromNumber(1) };
    expect(await raw(update)).toMatchObject({ n: 1, nModified: 1 });
    expect(await raw(update)).toMatchObject({ n: 1, nModified: 1, retriedStmtIds: [0] });
    const take = { findAndModify: "items", query: { _id: 1 }, update: { $inc: { n: 1 } }, new: true, lsid, txnNumber: Long.fromNumber(2) };
    const first = await raw(take);
    expect((await raw(take))["value"]).toEqual(first["value"]);
    expect(await items().findOne({ _id: 1 })).toEqual({ _id: 1, n: 2 });
  });

  test("of an older number is refused", async () => {
    const lsid = { id: new UUID() };
    await raw({ insert: "items", documents: [{ _id: 1 }], lsid, txnNumber: Long.fromNumber(5) });
    await expect(raw({ insert: "items", documents: [{ _id: 2 }], lsid, txnNumber: Long.fromNumber(4) })).rejects.toMatchObject({ code: 225 });
  });
});

describe("a client that says which sessions it needs no more", () => {
  const begin = (lsid: Document) => raw({ insert: "items", documents: [{ _id: 1 }], lsid, txnNumber: Long.fromNumber(1), autocommit: false, startTransaction: true });

  test("may still commit what was begun in one", async () => {
    const lsid = { id: new UUID() };
    await begin(lsid);
    await raw({ endSessions: [lsid] }, "admin");
    await raw({ commitTransaction: 1, lsid, txnNumber: Long.fromNumber(1), autocommit: false }, "admin");
    expect(await items().countDocuments()).toBe(1);
  });

  test("is refused with 72 where it asks as the driver does, with a write concern, which nobody hears of", async () => {
    await expect(raw({ endSessions: [{ id: new UUID() }], writeConcern: { w: 0 } }, "admin")).rejects.toMatchObject({ code: 72, codeName: "InvalidOptions" });
  });

  test.each<[string, unknown, number]>([
    ["a number", 1, 14], ["nothing in it", {}, 40414], ["a number in it", { id: 1 }, 14], ["another field", { id: new UUID(), x: 1 }, 40415],
    ["bytes that are no UUID", { id: new Binary(Buffer.alloc(16), 0) }, 14], ["three bytes", { id: new Binary(Buffer.alloc(3), 4) }, 207],
  ])("or whose session is %s, is refused", async (_, lsid, code) => {
    await expect(raw({ ping: 1, lsid })).rejects.toMatchObject({ code });
  });
});

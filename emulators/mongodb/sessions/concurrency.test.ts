import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../start-test-server.ts";
import type { TestServer } from "../start-test-server.ts";

interface Account {
  _id: string | number;
  n: number;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(() => accounts().deleteMany({}));

const accounts = (client = server.client) => client.db("test").collection<Account>("accounts");

test("1,000 increments of one document at once lose none, and each is answered with its own number", async () => {
  await accounts().insertOne({ _id: "hot", n: 0 });
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => accounts().findOneAndUpdate({ _id: "hot" }, { $inc: { n: 1 } }, { returnDocument: "after" })));
  expect(new Set(answers.map((account) => account?.n)).size).toBe(1_000);
  expect(await accounts().findOne({ _id: "hot" })).toEqual({ _id: "hot", n: 1_000 });
});

test("of 50 clients that insert one unique key, one wins and the others get error 11000", async () => {
  const clients = await Promise.all(Array.from({ length: 50 }, () => server.connect({ maxPoolSize: 1 })));
  const results = await Promise.allSettled(clients.map((client, n) => accounts(client).insertOne({ _id: "taken", n })));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []))).toEqual(Array(49).fill(11000));
  expect(await accounts().countDocuments()).toBe(1);
});

test("transfers in transactions by 16 clients keep the total, as every reader sees it", async () => {
  await accounts().insertMany(Array.from({ length: 5 }, (_, _id) => ({ _id, n: 100 })));
  const clients = await Promise.all(Array.from({ length: 16 }, () => server.connect()));
  const seen: number[] = [];
  await Promise.all(clients.map(async (client, at) => {
    const session = client.startSession();
    for (let i = 0; i < 8; i++) {
      await session.withTransaction(async () => {
        await accounts(client).updateOne({ _id: (at + i) % 5 }, { $inc: { n: -7 } }, { session });
        await accounts(client).updateOne({ _id: (at * 3 + i + 1) % 5 }, { $inc: { n: 7 } }, { session });
      });
      seen.push((await accounts(client).find().toArray()).reduce((sum, { n }) => sum + n, 0));
    }
    await session.endSession();
  }));
  expect(seen).toHaveLength(16 * 8);
  expect(new Set(seen)).toEqual(new Set([500]));
});

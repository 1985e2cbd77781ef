import { expect, it } from "vitest";
import { getClient, withTransaction } from "./client";
import { collections } from "./collections";
import { TransactionConflict } from "./errors";
import { setUpTestDatabase } from "./test-database";

setUpTestDatabase();

it("a transaction that another one keeps from its rows gives up in seconds, changes nothing, and works once the other is gone", async () => {
  const row = { _id: "window", count: 0, expires_at: new Date(Date.now() + 3_600_000) };
  await collections().rate_limits.insertOne(row);
  const add = (amount: number) => withTransaction((session) => collections().rate_limits.updateOne({ _id: row._id }, { $inc: { count: amount } }, { session }));

  // As a killed process leaves it: begun, and neither committed nor aborted.
  const stuck = getClient().startSession();
  stuck.startTransaction();
  await collections().rate_limits.updateOne({ _id: row._id }, { $inc: { count: 100 } }, { session: stuck });

  await expect(add(1)).rejects.toBeInstanceOf(TransactionConflict);
  await stuck.abortTransaction();
  await stuck.endSession();
  await add(1);
  expect(await collections().rate_limits.findOne({ _id: row._id })).toMatchObject({ count: 1 });
}, 30_000);

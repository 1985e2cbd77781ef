import "server-only";
import { type ClientSession, type Db, MongoClient } from "mongodb";
import { env } from "@/lib/config/env";
import { TransactionConflict } from "./errors";

// Next bundles the instrumentation and every route apart; the process shall have one pool all the same.
const shared = globalThis as typeof globalThis & { maestrohub_mongo?: MongoClient };
const databases = new WeakMap<MongoClient, Map<string, Db>>();

export function getClient(): MongoClient {
  const { mongo_url } = env();
  if (!mongo_url) throw new Error("MONGO_URL is not set: start with `npm run dev`, which starts the embedded database, or name one.");
  shared.maestrohub_mongo ??= new MongoClient(mongo_url, {
    retryWrites: true,
    ignoreUndefined: true,
    serverSelectionTimeoutMS: 5_000,
    appName: "maestrohub",
  });
  return shared.maestrohub_mongo;
}

/** The same object each time: what is made for it once, as its collections are, need not be made again. */
export function getDb(): Db {
  const client = getClient();
  const { db_name } = env();
  const known = databases.get(client) ?? new Map<string, Db>();
  databases.set(client, known);
  const db = known.get(db_name) ?? client.db(db_name);
  known.set(db_name, db);
  return db;
}

/** Within a worker's lease, with room for a provider's answer. */
const patienceMs = 8_000;

/**
 * Runs the work in one transaction, again from the start when MongoDB reports a passing conflict: the work must have no
 * effect outside the database. A process that was killed inside a transaction leaves it open on the server for up to 90 s
 * (transactionLifetimeLimitSeconds), and what it touched conflicts until then; so this gives up after a while with
 * TransactionConflict, instead of keeping a worker from everything else for the driver's two minutes.
 */
export async function withTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  const attempt = async (session: ClientSession) => {
    if (performance.now() > deadline) throw new TransactionConflict();
    return work(session);
  };
  return getClient().withSession((session) =>
    session.withTransaction(() => attempt(session), { readConcern: { level: "snapshot" }, writeConcern: { w: "majority" } }),
  );
}

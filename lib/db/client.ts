import "server-only";
import { type ClientSession, type Db, MongoClient } from "mongodb";
import { env } from "@/lib/config/env";

// Next bundles the instrumentation and every route apart; the process shall have one pool all the same.
const shared = globalThis as typeof globalThis & { maestrohub_mongo?: MongoClient };

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

export function getDb(): Db {
  return getClient().db(env().db_name);
}

/**
 * Runs the work in one transaction, again from the start when MongoDB reports a passing conflict: the work must
 * have no effect outside the database.
 */
export async function withTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  return getClient().withSession((session) =>
    session.withTransaction(() => work(session), { readConcern: { level: "snapshot" }, writeConcern: { w: "majority" } }),
  );
}

import { createHmac, randomBytes } from "node:crypto";
import { type Db, MongoClient } from "mongodb";

/** The database of the journeys, for what no page can show: rows, indexes, many people at once. */
export async function withDatabase<T>(name: string, work: (db: Db) => Promise<T>): Promise<T> {
  const client = new MongoClient(process.env.MONGO_URL ?? "");
  try {
    return await work(client.db(name));
  } finally {
    await client.close();
  }
}

interface Row {
  _id: string;
  [field: string]: unknown;
}

/** Consumers with a session each, written directly: registering two hundred is the rate limit's business. */
export async function signedInConsumers(db: Db, count: number): Promise<{ id: string; cookie: string }[]> {
  const now = new Date();
  const ids = Array.from({ length: count }, () => `user_${randomBytes(12).toString("hex")}`);
  await db.collection<Row>("users").insertMany(
    ids.map((id) => ({
      _id: id,
      name: "Noor Haddad",
      email: `${id}@example.com`,
      email_verified: true,
      image: null,
      role: "consumer",
      market_id: "US_USD",
      timezone: "America/New_York",
      terms_accepted_at: now,
      created_at: now,
      updated_at: now,
    })),
  );
  const cookies = await openSessions(db, ids);
  return ids.map((id, i) => ({ id, cookie: cookies[i] ?? "" }));
}

/** A new session of each of these people, as a cookie signed as better-auth signs it: no password, no second factor. */
export async function openSessions(db: Db, userIds: string[]): Promise<string[]> {
  const secret = process.env.BETTER_AUTH_SECRET ?? "";
  const now = new Date();
  const sessions = userIds.map((user_id) => ({
    _id: `sess_${randomBytes(12).toString("hex")}`,
    user_id,
    token: randomBytes(24).toString("hex"),
    expires_at: new Date(now.getTime() + 3_600_000),
    created_at: now,
    updated_at: now,
  }));
  await db.collection<Row>("sessions").insertMany(sessions);
  return sessions.map(({ token }) => {
    const signature = createHmac("sha256", secret).update(token).digest("base64");
    return `maestrohub.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  });
}

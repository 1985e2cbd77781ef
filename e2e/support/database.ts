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

/**
 * Consumers with a session each, written directly: registering two hundred is the rate limit's business. Answers their
 * cookies, signed as better-auth signs them.
 */
export async function signedInConsumers(db: Db, count: number): Promise<{ id: string; cookie: string }[]> {
  const secret = process.env.BETTER_AUTH_SECRET ?? "";
  const now = new Date();
  const people = Array.from({ length: count }, () => {
    const id = `user_${randomBytes(12).toString("hex")}`;
    const token = randomBytes(24).toString("hex");
    const signature = createHmac("sha256", secret).update(token).digest("base64");
    return { id, token, cookie: `maestrohub.session_token=${encodeURIComponent(`${token}.${signature}`)}` };
  });
  await db.collection<Row>("users").insertMany(
    people.map(({ id }) => ({
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
  await db.collection<Row>("sessions").insertMany(
    people.map(({ id, token }) => ({
      _id: `sess_${randomBytes(12).toString("hex")}`,
      user_id: id,
      token,
      expires_at: new Date(now.getTime() + 3_600_000),
      created_at: now,
      updated_at: now,
    })),
  );
  return people.map(({ id, cookie }) => ({ id, cookie }));
}

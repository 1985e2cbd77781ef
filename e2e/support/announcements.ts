import { appUrl, inDatabase } from "./marketplace";
import { send } from "./people";

/** A draft by whoever has the cookie of an admin; its id. */
export async function aDraft(cookie: string, words: { subject?: string; body?: string; segment?: object } = {}): Promise<string> {
  const answer = await send(appUrl, "POST", "/api/admin/announcements", { cookie });
  if (!answer.ok) throw new Error(`a draft answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  const saved = await send(appUrl, "PATCH", `/api/admin/announcements/${id}`, {
    cookie,
    body: { revision: 0, subject: "There is news", body: "It is good.", ...words },
  });
  if (!saved.ok) throw new Error(`saving it answered ${saved.status}: ${await saved.text()}`);
  return id;
}

/** So many people who registered today, in a region that no other journey writes to. */
export function aCrowd(count: number): Promise<string[]> {
  const now = new Date();
  const batch = Date.now().toString(36).padStart(10, "0");
  const person = { name: "Noor Haddad", email_verified: true, image: null, role: "consumer", market_id: "IN_INR", timezone: "Asia/Kolkata", terms_accepted_at: now, created_at: now, updated_at: now };
  const ids = Array.from({ length: count }, (_, index) => `user_crowd${batch}${String(index).padStart(5, "0")}`);
  return inDatabase(async (db) => {
    await db.collection<{ _id: string }>("users").insertMany(ids.map((_id) => ({ _id, email: `${_id}@example.com`, ...person })));
    return ids.map((id) => `${id}@example.com`);
  });
}

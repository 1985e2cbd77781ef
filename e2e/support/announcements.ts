import { appUrl } from "./marketplace";
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

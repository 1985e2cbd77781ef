import "server-only";
import type { ClientSession } from "mongodb";
import type { ReminderLead } from "@/lib/outbox/schema";
import type { UserDocument } from "@/lib/users/schema";
import { findUser } from "@/lib/users/store";
import { isUrgentNotice, wantsNotice } from "./rules";
import type { NotificationDocument } from "./schema";
import { insertNotice } from "./store";

export interface NewNotice extends Pick<NotificationDocument, "key" | "user_id" | "kind" | "title" | "body" | "href"> {
  /** Of a reminder: each of the two has its own switch. */
  lead?: ReminderLead;
  /** When the session begins that this is about: less than a day ahead, it rings in quiet hours too. */
  concerns_at?: Date;
  now: Date;
  /** The person, where they were just read: in the same transaction, if there is one. */
  user?: UserDocument | null;
  /** Of the transaction that makes the reason true. */
  session?: ClientSession;
}

/**
 * Tells one person something in the app, unless they have turned that kind off. `key` is the reason: a second call with it
 * changes nothing, whoever makes it. Mails are written to the outbox beside it; their sender asks the same settings.
 */
export async function notify({ lead, concerns_at, user: known, ...notice }: NewNotice): Promise<void> {
  const { user_id, kind, now, session } = notice;
  const user = known === undefined ? await findUser(user_id, session) : known;
  if (!user || user.deleted_at || !wantsNotice(user, { kind, ...(lead && { lead }) })) return;
  const is_urgent = isUrgentNotice({ kind, now, ...(concerns_at && { concerns_at }) });
  await insertNotice({ ...notice, is_urgent });
}

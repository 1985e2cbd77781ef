import "server-only";
import { AppError } from "@/lib/core/errors";
import { findUser } from "@/lib/users/store";
import { countUnread, findLastNumbered, listNumberedAfter } from "../store";
import { counted_at_most, noneYet, type NoticeNews } from "../view";
import { numberOf, toArrived } from "./arrived";
import { highestNumber, numberNotices } from "./number-notices";

/** What came for a person since `after`, by the same numbers as the stream, so that one may go on where the other stopped. */
export async function readNews({ user_id, after, now }: { user_id: string; after: string | null; now: Date }): Promise<NoticeNews> {
  await numberNotices();
  const until = await highestNumber();
  const from = await numberOf({ user_id, after });
  const [user, unread] = await Promise.all([findUser(user_id), countUnread(user_id, counted_at_most)]);
  if (!user) throw new AppError("not_found", "There is no such account.");
  if (from === null) return { unread, last_id: (await findLastNumbered(user_id, until))?._id ?? noneYet, notices: [] };
  const rows = await listNumberedAfter({ seq: from, until, user_id, limit: 100 });
  return { unread, last_id: rows.at(-1)?._id ?? after ?? noneYet, notices: rows.map((row) => toArrived(row, { user, unread, now })) };
}

import "server-only";
import type { UserDocument } from "@/lib/users/schema";
import { quietUntil } from "../quiet-hours";
import { findNotice, type NumberedNotice } from "../store";
import { type ArrivedNotice, counted_at_most, noneYet, toNoticeView } from "../view";

/** A notice as it arrives with its person at this moment. */
export function toArrived(row: NumberedNotice, { user, unread, now }: { user: UserDocument; unread: number; now: Date }): ArrivedNotice {
  const is_quiet = row.is_urgent !== true && quietUntil(user, now) !== null;
  return { notice: toNoticeView(row), unread: Math.min(unread, counted_at_most), is_quiet };
}

/** The number behind what a browser says it saw last; null where it says nothing, or what is not this person's: then it begins now. */
export async function numberOf({ user_id, after }: { user_id: string; after: string | null }): Promise<number | null> {
  if (after === null) return null;
  if (after === noneYet) return 0;
  return (await findNotice({ id: after, user_id }))?.seq ?? null;
}

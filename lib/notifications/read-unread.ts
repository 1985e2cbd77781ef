import "server-only";
import type { NoticeKind } from "./schema";
import { countUnread, listKinds } from "./store";
import { counted_at_most } from "./view";

/** What the bell shows before its stream speaks; counted no further than it shows. */
export function readUnread(userId: string): Promise<number> {
  return countUnread(userId, counted_at_most);
}

/** How many are unread, and which kinds there are to choose from. */
export async function readOverview(userId: string): Promise<{ unread: number; kinds: NoticeKind[] }> {
  const [unread, kinds] = await Promise.all([readUnread(userId), listKinds(userId)]);
  return { unread, kinds };
}

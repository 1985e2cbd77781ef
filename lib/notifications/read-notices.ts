import "server-only";
import type { NoticeKind } from "./schema";
import { findNotice, listNotices } from "./store";
import { type NoticeView, toNoticeView } from "./view";

export interface NoticeList {
  notices: NoticeView[];
  /** The next page's `before`; null on the last. */
  next: string | null;
}

/** A page of a person's notices, the newest first. A `before` that is not theirs begins at the front. */
export async function readNotices(asked: { user_id: string; kind?: NoticeKind | undefined; before?: string | undefined; limit: number }): Promise<NoticeList> {
  const { user_id, kind, limit } = asked;
  const before = asked.before ? await findNotice({ id: asked.before, user_id }) : null;
  const found = await listNotices({ user_id, limit: limit + 1, ...(kind && { kind }), ...(before && { before }) });
  const notices = found.slice(0, limit).map(toNoticeView);
  return { notices, next: found.length > limit ? (notices.at(-1)?.id ?? null) : null };
}

import "server-only";
import { AppError } from "@/lib/core/errors";
import type { NoticeKind } from "./schema";
import { listUnreadNotices, markNoticeRead } from "./store";

export interface NoticeView {
  id: string;
  kind: NoticeKind;
  title: string;
  body: string;
  href: string;
  created_at: string;
}

const limit = 50;

/** A person's unread notices, the newest first. */
export async function readNotices(userId: string): Promise<NoticeView[]> {
  const notices = await listUnreadNotices(userId, limit);
  return notices.map(({ _id, kind, title, body, href, created_at }) => ({ id: _id, kind, title, body, href, created_at: created_at.toISOString() }));
}

/** Repeating it changes nothing; another's notice is 404. */
export async function setNoticeRead(order: { id: string; user_id: string; now: Date }): Promise<void> {
  if (!(await markNoticeRead(order))) throw new AppError("not_found", "There is no such notice.");
}

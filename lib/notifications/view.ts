import type { NoticeKind, NotificationDocument } from "./schema";

/** A line as its person sees it. */
export interface NoticeView {
  id: string;
  kind: NoticeKind;
  title: string;
  body: string;
  href: string;
  is_read: boolean;
  created_at: string;
}

export function toNoticeView({ _id, kind, title, body, href, read_at, created_at }: NotificationDocument): NoticeView {
  return { id: _id, kind, title, body, href, is_read: read_at !== null, created_at: created_at.toISOString() };
}

/** What a stream says. `id` of a notice is what a browser names when it comes back. */
export type LiveEvent =
  | { type: "state"; id: string; data: { unread: number } }
  | { type: "notice"; id: string; data: ArrivedNotice }
  /** Nothing has happened, and the line still stands. */
  | { type: "beat" }
  /** Coming back is of no use. */
  | { type: "end"; data: { reason: "signed_out" } };

export interface ArrivedNotice {
  notice: NoticeView;
  unread: number;
  /** The person has quiet hours: it is there, but it does not ring. */
  is_quiet: boolean;
}

/** GET /api/notices/news, for browsers that cannot hold a stream. */
export interface NoticeNews {
  unread: number;
  /** To ask with as `after` the next time. */
  last_id: string;
  notices: ArrivedNotice[];
}

/** Before a person's first notice. */
export const noneYet = "none";
/** Enough for "99+". */
export const counted_at_most = 100;

import { z } from "zod";
import { noticeKinds } from "./schema";

const noticeId = z.string().regex(/^notice_[0-9a-z]{10,40}$/);

export const noticeParams = z.object({ notice_id: noticeId });

/** GET /api/notices → { notices: NoticeView[], next: string | null }; `next` is the following page's `before`. */
export const listQuery = z.strictObject({
  kind: z.enum(noticeKinds, "There is no such kind of notice.").optional(),
  before: noticeId.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/**
 * GET /api/notices/news and …/stream. `user` is who the page was made for: a window that is left open while somebody else signs
 * in with the same browser is not told what is theirs.
 */
export const liveQuery = z.strictObject({
  user: z.string().max(60).optional(),
  after: z.union([noticeId, z.literal("none")]).optional(),
});

import "server-only";
import { AppError } from "@/lib/core/errors";
import { hubOfProcess } from "./live/hub-of-process";
import { readUnread } from "./read-unread";
import { markAllRead, markNoticeRead } from "./store";

/** Repeating it changes nothing; another's notice is 404. Gives how many are left. */
export async function readNotice(order: { id: string; user_id: string; now: Date }): Promise<{ unread: number }> {
  if (!(await markNoticeRead(order))) throw new AppError("not_found", "There is no such notice.");
  return left(order.user_id);
}

export async function readAllNotices(order: { user_id: string; now: Date }): Promise<{ unread: number }> {
  await markAllRead(order);
  return left(order.user_id);
}

async function left(userId: string): Promise<{ unread: number }> {
  hubOfProcess().recount(userId);
  return { unread: await readUnread(userId) };
}

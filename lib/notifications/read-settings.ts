import "server-only";
import { AppError } from "@/lib/core/errors";
import { findUser } from "@/lib/users/store";
import { noSettings } from "./rules";
import type { NoticeSettings } from "./schema";

export async function readSettings(userId: string): Promise<NoticeSettings> {
  const user = await findUser(userId);
  if (!user) throw new AppError("not_found", "There is no such account.");
  return user.notice_settings ?? noSettings;
}

import "server-only";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { changeUser, findUser } from "@/lib/users/store";
import { noSettings, withSwitches } from "./rules";
import type { NoticeSettings } from "./schema";
import type { SettingsChange } from "./settings-schema";

/** Turns the named switches and nothing else: two windows that change different ones both keep theirs. */
export async function changeSettings({ user_id, change, now }: { user_id: string; change: SettingsChange; now: Date }): Promise<NoticeSettings> {
  return withTransaction(async (session) => {
    const user = await findUser(user_id, session);
    if (!user || user.deleted_at) throw new AppError("not_found", "There is no such account.");
    const before = user.notice_settings ?? noSettings;
    const { quiet_hours = before.quiet_hours } = change;
    const notice_settings = withSwitches({ ...before, quiet_hours }, change.switches ?? []);
    await changeUser({ user_id, changes: { notice_settings }, now, session });
    return notice_settings;
  });
}

/** For the link in each announcement, without signing in. Repeating it changes nothing. */
export async function turnAnnouncements({ user_id, is_on, now }: { user_id: string; is_on: boolean; now: Date }): Promise<void> {
  await changeSettings({ user_id, change: { switches: [{ topic: "announcement", channel: "mail", is_on }] }, now });
}

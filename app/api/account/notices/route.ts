import { userRoute } from "@/lib/http/route";
import { changeSettings } from "@/lib/notifications/change-settings";
import { readSettings } from "@/lib/notifications/read-settings";
import { changeSettingsSchema } from "@/lib/notifications/settings-schema";

export const GET = userRoute({}, async ({ user }) => Response.json(await readSettings(user.id)));

export const PATCH = userRoute({ body: changeSettingsSchema }, async ({ user, body, now }) =>
  Response.json(await changeSettings({ user_id: user.id, change: body, now })),
);

import { userRoute } from "@/lib/http/route";
import { changeProfile } from "@/lib/users/change-profile";
import { accountProfileSchema } from "@/lib/users/profile-schema";

/** Each field is saved by itself as it is left. */
const rate = { name: "change-account-profile", limit: 120, window_seconds: 60 * 60 };

export const PATCH = userRoute({ body: accountProfileSchema, rate }, async ({ body, user, now }) =>
  Response.json({ profile: await changeProfile({ user_id: user.id, change: body, now }) }),
);

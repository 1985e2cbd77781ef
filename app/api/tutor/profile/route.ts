import { userRoute } from "@/lib/http/route";
import { changeProfile } from "@/lib/tutors/change-profile";
import { profileSchema } from "@/lib/tutors/profile-schema";
import { readOwnProfile } from "@/lib/tutors/read-own-profile";

export const GET = userRoute({}, async ({ user, now }) => Response.json(await readOwnProfile(user, now)));

/** Each field is saved by itself while one writes, so there are many. */
export const PATCH = userRoute({ body: profileSchema, rate: { name: "change-profile", limit: 600, window_seconds: 10 * 60 } }, async ({ user, body, now }) =>
  Response.json(await changeProfile({ user, change: body, now })),
);

import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { becomeCoach } from "@/lib/tutors/become-coach";
import { changeProfile } from "@/lib/tutors/change-profile";
import { profileSchema } from "@/lib/tutors/profile-schema";
import { readOwnProfile } from "@/lib/tutors/read-own-profile";

export const GET = userRoute({}, async ({ user, now }) => Response.json(await readOwnProfile(user, now)));

/** A consumer becomes a coach; who is one already gets the profile that is there. */
export const POST = userRoute({ body: z.strictObject({}), rate: { name: "become-coach", limit: 10, window_seconds: 60 * 60 } }, async ({ user, now }) => {
  await becomeCoach({ user_id: user.id, now });
  return Response.json(await readOwnProfile({ ...user, role: "tutor" }, now), { status: 201 });
});

/** Each field is saved by itself while one writes, so there are many. */
export const PATCH = userRoute({ body: profileSchema, rate: { name: "change-profile", limit: 600, window_seconds: 10 * 60 } }, async ({ user, body, now }) =>
  Response.json(await changeProfile({ user, change: body, now })),
);

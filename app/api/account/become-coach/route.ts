import { userRoute } from "@/lib/http/route";
import { becomeCoach } from "@/lib/tutors/become-coach";

const rate = { name: "become-coach", limit: 20, window_seconds: 60 * 60 };

/** For a consumer who wants to teach too; repeated, it answers the profile that is there. */
export const POST = userRoute({ rate }, async ({ user, now }) => {
  const { _id } = await becomeCoach({ user_id: user.id, now });
  return Response.json({ tutor_id: _id, role: "tutor" });
});

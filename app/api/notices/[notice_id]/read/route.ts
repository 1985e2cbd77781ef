import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { setNoticeRead } from "@/lib/notifications/read-notices";

const params = z.object({ notice_id: z.string().regex(/^notice_[0-9a-z]{10,40}$/) });

export const POST = userRoute({ params, body: z.strictObject({}) }, async ({ params, user, now }) => {
  await setNoticeRead({ id: params.notice_id, user_id: user.id, now });
  return new Response(null, { status: 204 });
});

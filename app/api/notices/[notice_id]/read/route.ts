import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { noticeParams } from "@/lib/notifications/params";
import { readNotice } from "@/lib/notifications/mark-read";

export const POST = userRoute({ params: noticeParams, body: z.strictObject({}) }, async ({ params, user, now }) =>
  Response.json(await readNotice({ id: params.notice_id, user_id: user.id, now })),
);

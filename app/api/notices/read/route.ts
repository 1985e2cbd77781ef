import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { readAllNotices } from "@/lib/notifications/mark-read";

export const POST = userRoute({ body: z.strictObject({}) }, async ({ user, now }) => Response.json(await readAllNotices({ user_id: user.id, now })));

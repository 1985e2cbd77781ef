import { userRoute } from "@/lib/http/route";
import { listQuery } from "@/lib/notifications/params";
import { readNotices } from "@/lib/notifications/read-notices";

export const GET = userRoute({ query: listQuery }, async ({ user, query }) => Response.json(await readNotices({ user_id: user.id, ...query })));

import { userRoute } from "@/lib/http/route";
import { readNews } from "@/lib/notifications/live/read-news";
import { requireSameUser } from "@/lib/notifications/live/require-same-user";
import { liveQuery } from "@/lib/notifications/params";

export const GET = userRoute({ query: liveQuery, rate: { name: "notices", limit: 60, window_seconds: 60 } }, async ({ user, query, now }) => {
  requireSameUser(query.user, user);
  return Response.json(await readNews({ user_id: user.id, after: query.after ?? null, now }));
});

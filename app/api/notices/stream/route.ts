import { findSessionId } from "@/lib/auth/session";
import { userRoute } from "@/lib/http/route";
import { hubOfProcess } from "@/lib/notifications/live/hub-of-process";
import { openStream } from "@/lib/notifications/live/open-stream";
import { requireSameUser } from "@/lib/notifications/live/require-same-user";
import { liveQuery } from "@/lib/notifications/params";

/** A browser that comes back by itself names the last event in the header; one that begins anew, in the address. */
export const GET = userRoute({ query: liveQuery, rate: { name: "notice-streams", limit: 60, window_seconds: 60 } }, async ({ request, user, query }) => {
  requireSameUser(query.user, user);
  const session_id = (await findSessionId(request.headers)) ?? "";
  const after = request.headers.get("last-event-id") ?? query.after ?? null;
  return openStream({ hub: hubOfProcess(), user_id: user.id, session_id, after, signal: request.signal });
});

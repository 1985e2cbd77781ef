import { announcementParams as params, sendSchema as body } from "@/lib/announcements/schema";
import { startSending } from "@/lib/announcements/start-sending";
import { toAnnouncementView } from "@/lib/announcements/view";
import { adminRoute } from "@/lib/http/route";

/** To everybody of the segment. What was confirmed is named: which version, and to how many. */
export const POST = adminRoute({ params, body }, async ({ params, body, user, now }) =>
  Response.json(toAnnouncementView(await startSending({ id: params.announcement_id, ...body, admin: user, now }))),
);

import { announcementParams as params } from "@/lib/announcements/schema";
import { pauseSending } from "@/lib/announcements/steer";
import { toAnnouncementView } from "@/lib/announcements/view";
import { adminRoute } from "@/lib/http/route";

export const POST = adminRoute({ params }, async ({ params, user, now }) =>
  Response.json(toAnnouncementView(await pauseSending({ id: params.announcement_id, admin: user, now }))),
);

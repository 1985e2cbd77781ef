import { previewAnnouncement } from "@/lib/announcements/read-announcements";
import { announcementParams as params } from "@/lib/announcements/schema";
import { adminRoute } from "@/lib/http/route";

export const GET = adminRoute({ params }, async ({ params, user }) => Response.json(await previewAnnouncement(params.announcement_id, user)));

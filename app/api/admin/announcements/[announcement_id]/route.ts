import { discardDraft, saveDraft } from "@/lib/announcements/drafts";
import { readProgress } from "@/lib/announcements/read-announcements";
import { announcementParams as params, changeDraftSchema as body } from "@/lib/announcements/schema";
import { toAnnouncementView } from "@/lib/announcements/view";
import { adminRoute } from "@/lib/http/route";

export const GET = adminRoute({ params }, async ({ params }) => Response.json(await readProgress(params.announcement_id)));

export const PATCH = adminRoute({ params, body }, async ({ params, body: { revision, ...changes }, now }) =>
  Response.json(toAnnouncementView(await saveDraft({ id: params.announcement_id, revision, changes, now }))),
);

export const DELETE = adminRoute({ params }, async ({ params, user, now }) => {
  await discardDraft({ id: params.announcement_id, admin: user, now });
  return new Response(null, { status: 204 });
});

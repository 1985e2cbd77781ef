import { createDraft } from "@/lib/announcements/drafts";
import { toAnnouncementView } from "@/lib/announcements/view";
import { adminRoute } from "@/lib/http/route";

/** An empty draft, to be written. */
export const POST = adminRoute({}, async ({ user, now }) => Response.json(toAnnouncementView(await createDraft({ admin: user, now })), { status: 201 }));

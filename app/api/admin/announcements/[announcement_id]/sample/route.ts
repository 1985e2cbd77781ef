import { sendSample } from "@/lib/announcements/drafts";
import { announcementParams as params, sampleSchema as body } from "@/lib/announcements/schema";
import { newId } from "@/lib/core/id";
import { adminRoute } from "@/lib/http/route";

const rate = { name: "announcement-samples", limit: 30, window_seconds: 3_600 };

/** To oneself. Each press is another mail. */
export const POST = adminRoute({ params, body, rate }, async ({ params, body, user, now }) => {
  await sendSample({ id: params.announcement_id, ...body, request_id: newId("request"), admin: user, now });
  return new Response(null, { status: 204 });
});

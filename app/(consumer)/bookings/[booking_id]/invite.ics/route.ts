import { requireOwnSessionFile } from "@/lib/calendar/own-session-file";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** The calendar entry of a session, for either of its two people; once it is cancelled, the one that takes it out again. */
export const GET = userRoute({ params }, async ({ params, user }) => {
  const { content, content_type, filename } = await requireOwnSessionFile({ ...params, user_id: user.id });
  return new Response(content, { headers: { "content-type": content_type, "content-disposition": `attachment; filename="${filename}"` } });
});

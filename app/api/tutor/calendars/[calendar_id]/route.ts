import { removeCalendar } from "@/lib/calendar-feeds/own-calendars";
import { calendarParams as params } from "@/lib/http/calendar-params";
import { userRoute } from "@/lib/http/route";

export const DELETE = userRoute({ params }, async ({ user, params }) => {
  await removeCalendar(params.calendar_id, user.id);
  return new Response(null, { status: 204 });
});

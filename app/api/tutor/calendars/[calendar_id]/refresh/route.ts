import { refreshCalendar } from "@/lib/calendar-feeds/own-calendars";
import { calendarParams as params } from "@/lib/http/calendar-params";
import { userRoute } from "@/lib/http/route";

const rate = { name: "refresh-calendar", limit: 10, window_seconds: 600 };

export const POST = userRoute({ params, rate }, async ({ user, params, now }) => Response.json(await refreshCalendar({ id: params.calendar_id, user_id: user.id, now })));

import { z } from "zod";
import { addCalendar } from "@/lib/calendar-feeds/add-calendar";
import { listCalendars } from "@/lib/calendar-feeds/own-calendars";
import { policy } from "@/lib/config/policy";
import { userRoute } from "@/lib/http/route";

const body = z.strictObject({
  url: z.string().trim().min(1, "Paste the calendar's ICS address.").max(policy.calendar_address_max_characters, "This address is too long."),
  label: z.string().trim().max(60, "At most 60 characters.").optional(),
});

/** Nobody has more than a few calendars, and each try makes us ask a server that somebody named. */
const rate = { name: "add-calendar", limit: 20, window_seconds: 3_600 };

export const GET = userRoute({}, async ({ user, now }) => Response.json({ calendars: await listCalendars(user.id, now), at_most: policy.calendar_feeds_per_coach }));

export const POST = userRoute({ body, rate }, async ({ user, body, now }) => Response.json(await addCalendar({ user_id: user.id, ...body }, now), { status: 201 }));

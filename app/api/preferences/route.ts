import { z } from "zod";
import { isTimeZone } from "@/lib/core/format-time";
import { publicRoute } from "@/lib/http/route";
import { zoneCookie } from "@/lib/http/zone-cookie";

const body = z.strictObject({ timezone: z.string().max(64).refine(isTimeZone, "Choose a time zone from the list.") });

/** What a visitor prefers, remembered in this browser. */
export const PUT = publicRoute({ body }, async ({ body: { timezone } }) =>
  Response.json({ timezone }, { headers: { "set-cookie": zoneCookie(timezone) } }),
);

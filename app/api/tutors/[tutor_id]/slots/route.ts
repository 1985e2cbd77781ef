import { z } from "zod";
import { listSlots } from "@/lib/availability/list-slots";
import { isTimeZone } from "@/lib/core/format-time";
import { publicRoute } from "@/lib/http/route";

const days_limit = 42;

export const GET = publicRoute(
  {
    params: z.strictObject({ tutor_id: z.string().max(60) }),
    query: z.strictObject({
      duration_minutes: z.coerce.number().int().positive().optional(),
      from: z.iso.date().regex(/^20/, "Choose a date of this century.").optional(),
      days: z.coerce.number().int().min(1).max(days_limit).default(7),
      timezone: z.string().refine(isTimeZone, "Not a time zone we know; write it as Area/City.").optional(),
    }),
    rate: { name: "slots", limit: 120, window_seconds: 60 },
  },
  async ({ params, query, now }) => Response.json(await listSlots({ ...params, ...query }, now)),
);

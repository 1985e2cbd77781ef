import { z } from "zod";

export const calendarParams = z.strictObject({ calendar_id: z.string().regex(/^cal_[0-9a-z]{24}$/) });

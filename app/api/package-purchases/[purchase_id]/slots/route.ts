import { z } from "zod";
import { isTimeZone } from "@/lib/core/format-time";
import { purchaseParams as params } from "@/lib/http/package-params";
import { userRoute } from "@/lib/http/route";
import { listPackageTimes } from "@/lib/packages/list-package-times";

const query = z.strictObject({
  from: z.iso.date().regex(/^20/, "Choose a date of this century.").optional(),
  timezone: z.string().refine(isTimeZone, "Not a time zone we know; write it as Area/City."),
});

/** A week of times that can be booked from one's own package. */
export const GET = userRoute({ params, query, rate: { name: "slots", limit: 120, window_seconds: 60 } }, async ({ params, query, user, now }) =>
  Response.json(await listPackageTimes({ ...params, ...query, user_id: user.id, now })),
);

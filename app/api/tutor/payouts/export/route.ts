import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { toEarningsCsv } from "@/lib/payouts/earnings-csv";
import { readEarnings } from "@/lib/payouts/read-earnings";

/** What each of one's own sessions brought, as a file for a spreadsheet. */
export const GET = userRoute({ query: z.strictObject({}), rate: { name: "payouts-export", limit: 20, window_seconds: 10 * 60 } }, async ({ user, now }) => {
  const { earnings, timezone } = await readEarnings({ user, now });
  const headers = { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="maestrohub-earnings.csv"' };
  return new Response(toEarningsCsv(earnings, timezone), { headers });
});

import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { openDashboard } from "@/lib/payout-accounts/open-dashboard";

/** Answers the address of one's own Express dashboard. It lets whoever has it in, so it is made for each visit and kept by nobody. */
export const GET = userRoute({ query: z.strictObject({}), rate: { name: "stripe-dashboard", limit: 30, window_seconds: 10 * 60 } }, async ({ user, now }) =>
  Response.json(await openDashboard({ user, now })),
);

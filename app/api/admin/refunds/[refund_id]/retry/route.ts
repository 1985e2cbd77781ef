import { z } from "zod";
import { adminRoute } from "@/lib/http/route";
import { retryRefund } from "@/lib/refunds/retry-refund";

const params = z.object({ refund_id: z.string().regex(/^ref_[0-9a-z]{10,40}$/) });

/** Orders a failed refund again, once. */
export const POST = adminRoute({ params, body: z.strictObject({}) }, async ({ params, user, now }) => {
  await retryRefund({ ...params, admin: user, now });
  return new Response(null, { status: 204 });
});

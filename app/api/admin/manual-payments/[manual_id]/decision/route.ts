import { z } from "zod";
import { adminRoute } from "@/lib/http/route";
import { decideManualPayment } from "@/lib/manual-payments/decide-manual-payment";

const params = z.object({ manual_id: z.string().regex(/^man_[0-9a-z]{10,40}$/) });
const body = z.strictObject({ outcome: z.enum(["approve", "reject"]) });

/** A second admin's word on a manual payment. */
export const POST = adminRoute({ params, body }, async ({ params, body, user, now }) => {
  await decideManualPayment({ ...params, ...body, admin: user, now });
  return new Response(null, { status: 204 });
});

import { z } from "zod";
import { adminRoute } from "@/lib/http/route";
import { makeDue } from "@/lib/jobs/recurring";
import { startReconciliation, workOnReconciliation } from "@/lib/reconciliation/reconcile";

/** Most books are compared while the admin waits; what takes longer is gone on with by the worker. */
const budget_ms = 4_000;

/** Compares our books with everything that Stripe has, now. */
export const POST = adminRoute({ body: z.strictObject({}) }, async ({ user, now }) => {
  await startReconciliation({ started_by: user.id, is_full: true, now });
  const run = await workOnReconciliation({ budget_ms, now }).catch(() => null);
  if (run?.status === "running") await makeDue("reconciliation", now);
  return Response.json({ status: run?.status ?? "failed", differences: run?.differences_count ?? 0 });
});

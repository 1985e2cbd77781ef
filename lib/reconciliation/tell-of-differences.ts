import "server-only";
import { createHash } from "node:crypto";
import { notify } from "@/lib/notifications/notify";
import { listAdminIds } from "@/lib/users/store";
import type { ReconciliationDocument } from "./schema";

/** Every admin is told of a set of differences once, however many nights it is found again. */
export async function tellOfDifferences({ status, differences, differences_count, done_at, started_at }: ReconciliationDocument): Promise<void> {
  if (status !== "done" || differences_count === 0) return;
  const what = createHash("sha256").update(differences.map(({ kind, object_id, amount }) => `${kind}:${object_id}:${amount}`).toSorted().join()).digest("hex").slice(0, 24);
  const title = differences_count === 1 ? "One difference between Stripe and our books" : `${differences_count} differences between Stripe and our books`;
  for (const user_id of await listAdminIds()) {
    await notify({ key: `reconciliation:${what}:${user_id}`, user_id, kind: "booking", title, body: "Each names its booking, the amount and what to do next.", href: "/admin/money", now: done_at ?? started_at });
  }
}

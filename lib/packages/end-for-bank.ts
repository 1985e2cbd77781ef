import "server-only";
import type { ClientSession } from "mongodb";
import { releaseFromPackage } from "@/lib/bookings/package-store";
import { end, findPurchase } from "./purchase-store";

/** The client's bank has given the whole charge back: nothing of the package is left to be booked or given back. Once, however often it is heard. */
export async function endForBank({ purchase_id, now, session }: { purchase_id: string; now: Date; session: ClientSession }): Promise<void> {
  const purchase = await findPurchase(purchase_id, session);
  if (purchase?.status !== "active") return;
  const ended = { by: "bank", at: now, sessions_left: purchase.remaining, refund_amount: 0, kept_amount: 0 } as const;
  await end({ purchase, from: "active", ended, now, session });
  await releaseFromPackage({ package_purchase_id: purchase_id, now, session });
}

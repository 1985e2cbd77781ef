import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument, CanceledBy } from "@/lib/bookings/schema";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { postSessionReturned } from "@/lib/ledger/post-package";
import { markReturned } from "@/lib/payments/store";
import { planPackageTasks } from "./plan-package-tasks";
import { findPurchase, giveBack } from "./purchase-store";

/**
 * Puts a session that was called off back into its package, with its part of the price, in the transaction that calls it off: whose
 * move of the booking counts, returns it, and nobody else. Where it was not the client who called it off, there is time left to
 * take it: the package is extended if it would run out too soon.
 */
export async function returnSession({ booking, by, now, session }: { booking: BookingDocument; by: CanceledBy; now: Date; session: ClientSession }): Promise<void> {
  const purchase = booking.package_purchase_id === undefined ? null : await findPurchase(booking.package_purchase_id, session);
  if (!purchase?.expires_at) throw new Error(`${booking._id} is from no package that runs`);
  const until = by === "client" ? null : new Date(now.getTime() + policy.packages.extension_days * 24 * 3_600_000);
  const isDone = (await giveBack({ id: purchase._id, part: booking.price, until, now, session })) && (await markReturned({ booking_id: booking._id, now, session }));
  if (!isDone) throw new AppError("conflict", "This session, or its package, has just changed. Look at it again.");
  await postSessionReturned({ purchase, booking, part: booking.price, now, session });
  if (until && until > purchase.expires_at) await planPackageTasks({ purchase: { ...purchase, expires_at: until }, now, session });
}

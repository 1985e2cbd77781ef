import "server-only";
import type { ClientSession } from "mongodb";
import { notify } from "@/lib/notifications/notify";
import { isPackage } from "@/lib/packages/rules";
import { listAdminIds } from "@/lib/users/store";
import type { RefundDocument } from "./schema";

/**
 * What happens when a refund fails. Stripe refused it, or the bank sent it back, perhaps days after it was called through.
 * - `recordRefund` has moved the row to `failed` with the cause and the payment back to `refund_pending`: the money is owed
 *   to the client again. It stays reserved, so nothing else (another refund, the coach's transfer) can take it.
 * - Every admin gets a notice, and the overview counts it among the problems until it is dealt with; the client reads that
 *   we are at it.
 * - An admin orders it again (retry-refund.ts): a new row with a new key, since Stripe answers the old key with the old failure.
 */
export async function tellOfFailure({ refund, now, session }: { refund: RefundDocument; now: Date; session: ClientSession }): Promise<void> {
  for (const user_id of await listAdminIds(session)) {
    const notice = { kind: "booking" as const, title: "A refund failed", body: "The money is owed to the client. See why, and order it again.", href: "/admin/problems" };
    await notify({ key: `refund-failed:${refund._id}:${user_id}`, user_id, ...notice, now, session });
  }
  const { consumer_id: user_id, booking_id } = refund;
  const notice = { kind: "payment" as const, title: "Your refund did not arrive yet", body: "It could not be delivered to your card. We are at it; you need not do anything.", href: `/${isPackage(booking_id) ? "packages" : "bookings"}/${booking_id}` };
  await notify({ key: `refund-failed:${refund._id}:${user_id}`, user_id, ...notice, now, session });
}

import { givenBack } from "@/lib/bookings/earnings";
import type { BookingDocument } from "@/lib/bookings/schema";
import { policy } from "@/lib/config/policy";
import { minorUnitDigits } from "@/lib/core/money";
import type { Statement } from "@/lib/ledger/statement";
import type { RefundDocument } from "@/lib/refunds/schema";
import type { Direction } from "./schema";

/** Whether a second admin must agree before it counts. */
export function needsSecondAdmin({ amount, currency }: { amount: number; currency: string }): boolean {
  return amount > policy.manual_payment_alone_max_major * 10 ** minorUnitDigits(currency);
}

/**
 * The most that may be recorded, in minor units. Received: what the client still has to pay of what the session costs now. Returned: what
 * is owed to the client and not on its way through Stripe. `waiting` (for a second admin, in the same direction) is taken off.
 */
export function mostToRecord(direction: Direction, money: { booking: BookingDocument; statement: Statement; refunds: Pick<RefundDocument, "status" | "amount">[]; waiting: number }): number {
  const { booking, statement, refunds, waiting } = money;
  const { charged, refunded } = statement;
  if (direction === "returned") {
    const underWay = refunds.filter(({ status }) => status === "ordered").reduce((sum, { amount }) => sum + amount, 0);
    return Math.max(0, statement.owed_to_client - underWay - waiting);
  }
  if (booking.status === "expired") return 0;
  return Math.max(0, booking.price - givenBack(booking) - (charged - refunded) - waiting);
}

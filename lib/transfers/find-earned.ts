import "server-only";
import type { ClientSession } from "mongodb";
import { findBooking, touchSettled } from "@/lib/bookings/store";
import { findPurchase, touchPurchase } from "@/lib/packages/purchase-store";
import { isPackage } from "@/lib/packages/rules";
import type { PaymentDocument } from "@/lib/payments/schema";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { asSettled, type Circumstances } from "./rules";

interface EarnedNow {
  booking: Circumstances["booking"] & { fee_basis_points: number };
  payment: PaymentDocument | null;
  /** A write that whoever changes it at the same moment conflicts with; false where it is not as it was read. */
  touch: (now: Date) => Promise<boolean>;
}

/** What a transfer is the coach's share of, as it stands now: a session, or what was kept of a package that ended. */
export async function findEarned(id: string, session: ClientSession): Promise<EarnedNow | null> {
  const payment = await findPaymentOfBooking(id, session);
  if (isPackage(id)) {
    const purchase = await findPurchase(id, session);
    return purchase?.ended ? { booking: asSettled(purchase, purchase.ended), payment: payment && keptOf(payment, purchase.ended), touch: (now) => touchPurchase(id, now, session) } : null;
  }
  const booking = await findBooking(id, session);
  return booking && { booking, payment, touch: (now) => touchSettled(booking, now, session) };
}

/** Of the package's payment, only what was kept when it ended: the rest was passed on to its sessions, or went back. */
function keptOf(payment: PaymentDocument, { kept_amount }: { kept_amount: number }): PaymentDocument {
  return { ...payment, amount: kept_amount, refund_amount: 0 };
}

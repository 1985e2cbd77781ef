import "server-only";
import type { ClientSession } from "mongodb";
import { releaseFromPackage } from "@/lib/bookings/package-store";
import { AppError } from "@/lib/core/errors";
import { postSessionSettled } from "@/lib/ledger/post-session";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { orderRefund } from "@/lib/refunds/order-refund";
import { planTransfer } from "@/lib/transfers/plan-transfer";
import { end } from "./purchase-store";
import { refundOfUnused, type UnusedQuote } from "./rules";
import type { EndedBy, PackagePurchaseDocument } from "./schema";
import { tellOfEnd } from "./tell-of-end";

interface Closing {
  /** As it was read in this transaction. */
  purchase: PackagePurchaseDocument;
  by: Exclude<EndedBy, "bank">;
  is_coach_gone?: boolean;
  /** False where the coach has never heard of it. */
  is_coach_told?: boolean;
  now: Date;
  session: ClientSession;
}

/**
 * Ends a running package in the caller's transaction, once: the unused value goes back as refundOfUnused says, what is kept of it is
 * earned and its share planned for the coach, both are told. Sessions that are booked stay booked; one that is called off
 * later comes back in money, since there is no package any more for it to go back into.
 */
export async function closePurchase({ purchase, by, is_coach_gone = false, is_coach_told = true, now, session }: Closing): Promise<UnusedQuote> {
  const { _id: id, tutor_id, tutor_user_id, currency, fee_basis_points } = purchase;
  const quote = refundOfUnused({ purchase, by, is_coach_gone });
  const ended = { by, at: now, sessions_left: quote.sessions_left, refund_amount: quote.refund, kept_amount: quote.kept };
  if (!(await end({ purchase, from: "active", ended, now, session }))) throw new AppError("conflict", "This package has just changed. Look at it again.");
  await releaseFromPackage({ package_purchase_id: id, now, session });

  if (quote.refund > 0) {
    const payment = await findPaymentOfBooking(id, session);
    if (!payment) throw new Error(`package ${id} was bought without a payment`);
    await orderRefund({ payment, amount: quote.refund, reason: "package_ended", source: `package:${id}`, now, session });
  }
  await postSessionSettled({ booking: purchase, by: "ended", now, session });
  await planTransfer({ booking: { _id: id, tutor_id, tutor_user_id, currency, fee_basis_points, price: quote.kept, ends_at: now, settled_at: now }, now, session });
  await tellOfEnd({ purchase: { ...purchase, status: "ended", ended }, is_coach_told, now, session });
  return quote;
}

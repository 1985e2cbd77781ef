import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { creditOf } from "@/lib/ledger/rules";
import { lockBookingAccount } from "@/lib/ledger/store";
import { wake } from "@/lib/jobs/wake";
import { findSale } from "@/lib/packages/find-sale";
import { touchPayment } from "@/lib/payments/store";
import type { Role } from "@/lib/users/schema";
import { executeRefund } from "./execute-refund";
import { addRefund } from "./order-refund";
import type { RefundDocument } from "./schema";
import { findRefund, replaceFailed } from "./store";

/**
 * Orders a failed refund again, once, however many admins press; one that Stripe has not answered is tried now. Throws 409
 * for one that is under way, has arrived or was ordered again.
 */
export async function retryRefund({ refund_id, admin, now }: { refund_id: string; admin: { id: string; role: Role }; now: Date }): Promise<void> {
  const refund = await findRefund(refund_id);
  if (!refund) throw new AppError("not_found", "There is no such refund.");
  if (refund.status === "ordered") return tryNow(refund_id, now);

  const again: RefundDocument = {
    ...{ ...refund, _id: newId("refund"), source: `retry:${refund_id}`, status: "ordered", stripe_refund_id: null },
    ...{ failure: null, replaced_by: null, done_at: null, created_at: now, updated_at: now },
  };
  await withTransaction(async (session) => {
    if (!(await replaceFailed({ id: refund_id, by: again._id, now, session }))) {
      throw new AppError("conflict", "This refund needs nothing: it is under way, has arrived, or was ordered again.", { details: { status: refund.status } });
    }
    await requireOwed(refund, session);
    await touchPayment({ id: refund.payment_id, now, session });
    await addRefund(again, session);
    const entry = { actor_id: admin.id, actor_role: admin.role, action: "refund.retry", subject_id: refund.booking_id, note: null };
    await addAuditEntry({ ...entry, before: { refund_id }, after: { refund_id: again._id, amount: again.amount }, now, session });
  });
  wake("outbox");
}

/** It may have been given back by hand meanwhile, or by the client's bank. Whoever does that at the same time conflicts at the lock. */
async function requireOwed({ booking_id, amount }: RefundDocument, session: ClientSession): Promise<void> {
  const booking = await findSale(booking_id, session);
  if (!booking) return;
  const { balances, version } = await lockBookingAccount(booking, session);
  const isOlderThanTheBooks = version === 1;
  if (isOlderThanTheBooks || creditOf(balances, "customer_clearing") >= amount) return;
  throw new AppError("conflict", "So much is not owed to the client any more: see the booking’s money. Nothing was ordered.", { details: { reason: "not_owed" } });
}

async function tryNow(refundId: string, now: Date): Promise<void> {
  await executeRefund(refundId, now).catch((error: unknown) => {
    if (toPaymentError(error) === error) throw error;
    throw new AppError("unavailable", "Stripe does not answer right now. Try again in a moment.");
  });
}

import "server-only";
import type { ClientSession } from "mongodb";
import { findBooking } from "@/lib/bookings/store";
import { newId } from "@/lib/core/id";
import { addTask } from "@/lib/outbox/store";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { insertReversal } from "./reversal-store";
import { shareDue } from "./rules";
import type { TransferReversalDocument } from "./schema";
import { findTransferOfBooking, reserveReversal } from "./store";

/**
 * Takes back what the coach was sent beyond the share that is due after a refund; called in the transaction that makes the
 * difference. Nothing happens where nothing was sent yet: then less is sent. A transfer on its way calls this when it is made.
 */
export async function planReversal({ booking_id, now, session }: { booking_id: string; now: Date; session: ClientSession }): Promise<void> {
  const transfer = await findTransferOfBooking(booking_id, session);
  if (transfer?.status !== "made") return;
  const booking = await findBooking(booking_id, session);
  const payment = await findPaymentOfBooking(booking_id, session);
  if (!booking || !payment) return;
  const share = shareDue(booking, payment);
  const amount = transfer.amount - transfer.reversal_amount - share;
  if (amount <= 0) return;
  if (!(await reserveReversal({ transfer, amount, now, session }))) throw new Error(`transfer ${transfer._id} has just changed`);
  const { _id: transfer_id, tutor_id, tutor_user_id, currency } = transfer;
  const nothingYet = { status: "ordered", refusal: null, round: 0, stripe_reversal_id: null, done_at: null } as const;
  const reversal: TransferReversalDocument = {
    ...{ _id: newId("transfer_reversal"), source: `share:${booking_id}:${share}`, transfer_id, booking_id, tutor_id, tutor_user_id },
    ...{ amount, currency, ...nothingYet, created_at: now, updated_at: now },
  };
  await insertReversal(reversal, session);
  await addReversalTask(reversal, now, session);
}

/** One task a round. */
export function addReversalTask({ _id, round }: Pick<TransferReversalDocument, "_id" | "round">, now: Date, session: ClientSession): Promise<void> {
  return addTask({ key: `reversal:${_id}:${round}`, task: { kind: "transfer-reversal", reversal_id: _id }, now, session });
}

import "server-only";
import type { ClientSession } from "mongodb";
import { payday } from "@/lib/bookings/deadlines";
import { earningsOf } from "@/lib/bookings/earnings";
import type { BookingDocument } from "@/lib/bookings/schema";
import { newId } from "@/lib/core/id";
import { addTask } from "@/lib/outbox/store";
import type { TransferDocument } from "./schema";
import { findTransferOfBooking, insertTransfer, planAnew } from "./store";

/** A session, or what was kept of a package that ended. */
export type Earned = Pick<BookingDocument, "_id" | "tutor_id" | "tutor_user_id" | "currency" | "price" | "fee_basis_points" | "ends_at" | "settled_at" | "cancellation" | "problem"> & Partial<Pick<BookingDocument, "status">>;

/**
 * Plans that the coach's share is sent a day after it was settled how the session ended, in the transaction that settles it: the
 * booking is passed as it is then. Whatever happens until that day is looked at on that day (execute-transfer.ts). A session
 * that is settled anew after a report gets another day.
 */
export async function planTransfer({ booking, now, session }: { booking: Earned; now: Date; session: ClientSession }): Promise<void> {
  const { _id: booking_id, tutor_id, tutor_user_id, currency } = booking;
  const due_at = payday(booking);
  const known = await findTransferOfBooking(booking_id, session);
  if (known) {
    if (await planAnew({ id: known._id, round: known.round, due_at, now, session })) await addTransferTask({ ...known, round: known.round + 1 }, { run_at: due_at, now, session });
    return;
  }
  const amount = earningsOf(booking).share;
  if (amount === 0) return;
  const nothingYet = { refusal: null, round: 0, stripe_account_id: null, stripe_transfer_id: null, destination_payment_id: null, payout_id: null, reversal_amount: 0, amount_reversed: 0, made_at: null };
  const transfer: TransferDocument = {
    ...{ _id: newId("transfer"), booking_id, tutor_id, tutor_user_id, amount, currency },
    ...{ status: "waiting", waiting_for: "before_time", due_at, ...nothingYet, created_at: now, updated_at: now },
  };
  await insertTransfer(transfer, session);
  await addTransferTask(transfer, { run_at: due_at, now, session });
}

/** One task a round. */
export function addTransferTask({ _id, round }: Pick<TransferDocument, "_id" | "round">, { run_at, now, session }: { run_at: Date; now: Date; session: ClientSession }): Promise<void> {
  return addTask({ key: `transfer:${_id}:${round}`, task: { kind: "transfer", transfer_id: _id }, now, run_at, session });
}

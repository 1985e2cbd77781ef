import "server-only";
import { withTransaction } from "@/lib/db/client";
import { findChargeDispute } from "@/lib/integrations/stripe/charge-claims";
import { createStripeTransfer, findStripeTransferOf, TransferRefused } from "@/lib/integrations/stripe/transfers";
import { NotYet, PermanentFailure } from "@/lib/jobs/failures";
import { findPaymentOfBooking, touchPayment } from "@/lib/payments/store";
import { findAccountOfTutor, touchAccount } from "@/lib/payout-accounts/store";
import { countOpenRefunds } from "@/lib/refunds/store";
import { recordRefusal, recordTransfer } from "./record-transfer";
import { findEarned } from "./find-earned";
import { shareDue, whyWaits } from "./rules";
import type { TransferDocument } from "./schema";
import { findTransfer, keepWaiting, orderWaiting, settleAsNotDue } from "./store";

/**
 * Sends a coach's share, or says why it waits. May run again after a crash at any line and in several processes at once: it is
 * decided once (waiting → ordered), Stripe is asked first whether it has it, the key makes it one transfer, and the
 * conditional move one effect. While Stripe is out of reach this throws, and the task stays due.
 */
export async function executeTransfer(transferId: string, now: Date): Promise<void> {
  const transfer = await findTransfer(transferId);
  if (!transfer) throw new PermanentFailure(`there is no transfer ${transferId}`);
  if (transfer.due_at > now) throw new NotYet(transfer.due_at, "it can still be contested");
  const ordered = transfer.status === "waiting" ? await order(transfer, now) : transfer;
  if (ordered?.status !== "ordered" || !ordered.stripe_account_id) return;

  const payment = await findPaymentOfBooking(ordered.booking_id);
  const charge_id = payment?.stripe_charge_id;
  if (!charge_id) throw new PermanentFailure(`transfer ${transferId} has no charge`);
  const { round, booking_id, amount, currency, stripe_account_id: account_id } = ordered;
  // Stripe keeps a transfer in the group of the charge that it comes out of.
  const group = payment.package_purchase_id ?? booking_id;
  try {
    const made = (await findStripeTransferOf({ transfer_id: transferId, group })) ?? (await createStripeTransfer({ transfer_id: transferId, round, booking_id, group, amount, currency, charge_id, account_id }));
    await recordTransfer({ transfer: ordered, made, now });
  } catch (error) {
    if (!(error instanceof TransferRefused)) throw error;
    await recordRefusal({ transfer: ordered, refused: error, now });
  }
}

/**
 * Decides, in one transaction, that this much goes to that account. It writes to the booking, the payment and the account, so that
 * a report, a refund or news of the account at the same moment comes before or after, and never unseen.
 */
async function order({ _id: id, booking_id, tutor_id }: TransferDocument, now: Date): Promise<TransferDocument | null> {
  const charge_id = (await findPaymentOfBooking(booking_id))?.stripe_charge_id;
  // Without an account nothing is sent, so Stripe need not be asked.
  const dispute = charge_id && (await findAccountOfTutor(tutor_id))?.stripe_account_id ? await findChargeDispute(charge_id) : undefined;
  return withTransaction(async (session) => {
    const transfer = await findTransfer(id, session);
    const earned = await findEarned(booking_id, session);
    if (transfer?.status !== "waiting" || !earned) return transfer;
    const { booking, payment } = earned;
    const account = await findAccountOfTutor(tutor_id, session);
    const open_refunds = payment ? await countOpenRefunds(payment._id, session) : 0;
    const amount = payment ? shareDue(booking, payment) : transfer.amount;
    const waiting_for = whyWaits({ booking, payment, open_refunds, account, dispute, now });
    if (account) await touchAccount(account._id, now, session);
    if (payment) await touchPayment({ id: payment._id, now, session });
    const at = { id, round: transfer.round, now, session };
    if (waiting_for || !account?.stripe_account_id) {
      await keepWaiting({ ...at, waiting_for: waiting_for ?? "no_account", amount });
      return null;
    }
    if (amount === 0) {
      await settleAsNotDue(at);
      return null;
    }
    if (!(await earned.touch(now))) throw new Error(`${booking_id} has just changed`);
    await orderWaiting({ ...at, amount, stripe_account_id: account.stripe_account_id });
    return findTransfer(id, session);
  });
}

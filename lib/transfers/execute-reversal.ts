import "server-only";
import { createStripeReversal, findStripeReversalOf, TransferRefused } from "@/lib/integrations/stripe/transfers";
import { PermanentFailure } from "@/lib/jobs/failures";
import { recordReversal, recordShortage } from "./record-reversal";
import { findReversal } from "./reversal-store";
import { findTransfer } from "./store";

/**
 * Takes an ordered part of a transfer back; as often as it is run, once. Stripe is asked first whether it has done so, since it
 * forgets keys after a day and a task is tried for three. Where the coach's balance is short, it is owed.
 */
export async function executeReversal(reversalId: string, now: Date): Promise<void> {
  const reversal = await findReversal(reversalId);
  if (!reversal) throw new PermanentFailure(`there is no reversal ${reversalId}`);
  if (reversal.status !== "ordered") return;
  const stripe_transfer_id = (await findTransfer(reversal.transfer_id))?.stripe_transfer_id;
  if (!stripe_transfer_id) throw new PermanentFailure(`reversal ${reversalId} is of a transfer that was never made`);
  const order = { reversal_id: reversalId, round: reversal.round, stripe_transfer_id, amount: reversal.amount };
  try {
    const made = (await findStripeReversalOf(order)) ?? (await createStripeReversal(order));
    await recordReversal({ reversal, made, now });
  } catch (error) {
    if (!(error instanceof TransferRefused)) throw error;
    await recordShortage({ reversal, refused: error, now });
  }
}

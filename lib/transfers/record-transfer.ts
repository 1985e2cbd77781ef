import "server-only";
import { withTransaction } from "@/lib/db/client";
import type { StripeTransfer, TransferRefused } from "@/lib/integrations/stripe/transfers";
import { wake } from "@/lib/jobs/wake";
import { postTransfer } from "@/lib/ledger/post-transfer";
import { notify } from "@/lib/notifications/notify";
import { findSale } from "@/lib/packages/find-sale";
import { syncAccount } from "@/lib/payout-accounts/sync-account";
import { listAdminIds } from "@/lib/users/store";
import { planReversal } from "./plan-reversal";
import { releaseReversals } from "./release-reversals";
import type { TransferDocument, TransferWait } from "./schema";
import { markMade, takeBackOrder } from "./store";

/**
 * THE fact "Stripe has sent the coach's share", written once, whoever heard it first: the worker that ordered it or an event.
 * Whatever belongs to that fact belongs into this transaction. A refund that came while it was being sent takes its part back;
 * what the coach owes from earlier may be covered now.
 */
export async function recordTransfer({ transfer, made, now }: { transfer: TransferDocument; made: StripeTransfer; now: Date }): Promise<void> {
  await withTransaction(async (session) => {
    if (!(await markMade({ id: transfer._id, made, now, session }))) return;
    const booking = await findSale(transfer.booking_id, session);
    if (booking) await postTransfer({ booking, amount: made.amount, stripe_transfer_id: made.id, now, session });
    await planReversal({ booking_id: transfer.booking_id, now, session });
    await releaseReversals({ tutor_id: transfer.tutor_id, now, session });
  });
  wake("outbox");
}

/** Stripe's words for "this account may not receive": https://docs.stripe.com/error-codes */
const accountCodes = ["insufficient_capabilities_for_transfer", "account_invalid", "resource_missing"];

/** Stripe refused, so no money has moved: the share waits again and says why. What only a person can mend, every admin reads once. */
export async function recordRefusal({ transfer, refused, now }: { transfer: TransferDocument; refused: TransferRefused; now: Date }): Promise<void> {
  const { _id: id, round, booking_id, stripe_account_id } = transfer;
  const waiting_for: TransferWait = accountCodes.includes(refused.code ?? "") ? "requirements_due" : refused.code === "balance_insufficient" ? "charge_pending" : "refused";
  await withTransaction(async (session) => {
    if (!(await takeBackOrder({ id, round, waiting_for, refusal: refused.message, now, session }))) return;
    if (waiting_for !== "refused") return;
    for (const user_id of await listAdminIds(session)) {
      const notice = { kind: "booking" as const, title: "Stripe refused to pay a coach", body: `Booking ${booking_id}: ${refused.message}`, href: "/admin/jobs" };
      await notify({ key: `transfer-refused:${id}:${user_id}`, user_id, ...notice, now, session });
    }
  });
  // What we believed of the account was not so.
  if (waiting_for === "requirements_due" && stripe_account_id) await syncAccount(stripe_account_id, now);
}

import "server-only";
import { findBooking } from "@/lib/bookings/store";
import { withTransaction } from "@/lib/db/client";
import { formatMoney } from "@/lib/core/money";
import type { StripeReversal, TransferRefused } from "@/lib/integrations/stripe/transfers";
import { postReversal } from "@/lib/ledger/post-transfer";
import { notify } from "@/lib/notifications/notify";
import { listAdminIds } from "@/lib/users/store";
import { moveReversal } from "./reversal-store";
import type { TransferReversalDocument } from "./schema";
import { countReversed, findTransfer } from "./store";

/** THE fact "Stripe has taken a part of the coach's share back", written once. Whatever belongs to it belongs into this transaction. */
export async function recordReversal({ reversal, made, now }: { reversal: TransferReversalDocument; made: StripeReversal; now: Date }): Promise<void> {
  await withTransaction(async (session) => {
    if (!(await moveReversal({ reversal, from: ["ordered"], to: "made", facts: { stripe_reversal_id: made.id, refusal: null, done_at: now }, now, session }))) return;
    await countReversed({ id: reversal.transfer_id, amount: reversal.amount, now, session });
    const booking = await findBooking(reversal.booking_id, session);
    const transfer = await findTransfer(reversal.transfer_id, session);
    if (booking && transfer?.stripe_transfer_id) await postReversal({ booking, amount: reversal.amount, stripe_transfer_id: transfer.stripe_transfer_id, stripe_reversal_id: made.id, now, session });
  });
}

/**
 * The coach's balance at Stripe does not hold it: the client has the money back all the same, and the coach owes us the part. It is
 * tried again when a share comes in, and every few hours. What Stripe refuses for another reason is for an admin.
 */
export async function recordShortage({ reversal, refused, now }: { reversal: TransferReversalDocument; refused: TransferRefused; now: Date }): Promise<void> {
  const { _id, tutor_user_id, booking_id } = reversal;
  const isShort = refused.code === "balance_insufficient";
  await withTransaction(async (session) => {
    if (!(await moveReversal({ reversal, from: ["ordered"], to: isShort ? "owed" : "refused", facts: { refusal: refused.message }, now, session }))) return;
    if (isShort) {
      const notice = { kind: "payout" as const, title: `${formatMoney(reversal)} is taken from your next payouts`, body: "A session was refunded after you were paid for it.", href: "/coach/payouts" };
      await notify({ key: `reversal-owed:${_id}`, user_id: tutor_user_id, ...notice, now, session });
      return;
    }
    for (const user_id of await listAdminIds(session)) {
      const notice = { kind: "booking" as const, title: "A coach’s share could not be taken back", body: `Booking ${booking_id}: ${refused.message}`, href: "/admin/jobs" };
      await notify({ key: `reversal-refused:${_id}:${user_id}`, user_id, ...notice, now, session });
    }
  });
}

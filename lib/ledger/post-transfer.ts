import "server-only";
import type { ClientSession } from "mongodb";
import { type BookedFor, postEntry } from "./post-entry";
import { creditOf, toCoach } from "./rules";

interface Transferring {
  booking: BookedFor;
  amount: number;
  now: Date;
  session: ClientSession;
}

/**
 * The coach's share went to the coach's account at Stripe (`tr_…`). Whatever was sent is booked: more than was
 * available is owed by the coach, and reads so on the admin's page.
 */
export function postTransfer({ booking, amount, stripe_transfer_id, now, session }: Transferring & { stripe_transfer_id: string }): Promise<boolean> {
  return postEntry({
    ...{ booking, kind: "transfer_sent", source: `transfer:${stripe_transfer_id}:sent`, now, session },
    lines: (balances) => {
      const available = Math.min(amount, creditOf(balances, "coach_available"));
      return [
        { account: "coach_available", amount: available },
        { account: "receivable", amount: amount - available },
        { account: "stripe_balance", amount: 0 - amount },
      ];
    },
    stripe: { key: `${stripe_transfer_id}:transfer`, amount: 0 - amount, fee: 0 },
  });
}

/** Some of a transfer, or all, came back (`trr_…`): what the coach owes is paid with it first. */
export function postReversal({ booking, amount, stripe_transfer_id, stripe_reversal_id, now, session }: Transferring & { stripe_transfer_id: string; stripe_reversal_id: string }): Promise<boolean> {
  return postEntry({
    ...{ booking, kind: "transfer_reversed", source: `transfer:${stripe_transfer_id}:reversed:${stripe_reversal_id}`, now, session },
    lines: (balances) => [{ account: "stripe_balance", amount }, ...toCoach(balances, amount)],
    stripe: { key: `${stripe_reversal_id}:transfer_reversal`, amount, fee: 0 },
  });
}

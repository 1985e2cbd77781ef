import "server-only";
import type { ClientSession } from "mongodb";
import type { PaymentDocument } from "@/lib/payments/schema";
import { postEntry, type Sale } from "./post-entry";
import { creditOf, fromEarned } from "./rules";
import type { Balances, Line } from "./schema";

interface Disputing {
  dispute: { id: string; amount: number };
  booking: Sale;
  now: Date;
  session: ClientSession;
}

/** The client's bank has taken the money, and Stripe its fee for that. */
export function postDisputeOpened({ dispute, fee, booking, now, session }: Disputing & { fee: number }): Promise<boolean> {
  return postEntry({
    ...{ booking, kind: "dispute_opened", source: `dispute:${dispute.id}:opened`, now, session },
    lines: () => [
      { account: "disputes", amount: dispute.amount },
      { account: "stripe_fees", amount: fee },
      { account: "stripe_balance", amount: 0 - dispute.amount - fee },
    ],
    stripe: { key: `${dispute.id}:dispute`, amount: 0 - dispute.amount, fee },
  });
}

/** The bank gives it back (Stripe keeps its fee). */
export function postDisputeWon({ dispute, booking, now, session }: Disputing): Promise<boolean> {
  return postEntry({
    ...{ booking, kind: "dispute_won", source: `dispute:${dispute.id}:won`, now, session },
    lines: () => [
      { account: "stripe_balance", amount: dispute.amount },
      { account: "disputes", amount: 0 - dispute.amount },
    ],
    stripe: { key: `${dispute.id}:dispute_reversal`, amount: dispute.amount, fee: 0 },
  });
}

/** The client keeps it. It is lost as a refund would be: fee and share, what was paid out already owed by the coach. */
export function postDisputeLost({ dispute, payment, booking, now, session }: Disputing & { payment: Pick<PaymentDocument, "amount" | "refund_amount"> }): Promise<boolean> {
  return postEntry({
    ...{ booking, kind: "dispute_lost", source: `dispute:${dispute.id}:lost`, now, session },
    lines: (balances) => [...lostLines(balances, { amount: dispute.amount, kept: payment.amount - (payment.refund_amount ?? 0), fee_basis_points: booking.fee_basis_points }), { account: "disputes", amount: 0 - dispute.amount }],
  });
}

/** What we owe the client anyway comes first; the rest was kept of the price. */
function lostLines(balances: Balances, { amount, kept, fee_basis_points }: { amount: number; kept: number; fee_basis_points: number }): Line[] {
  const owed = Math.min(amount, creditOf(balances, "customer_clearing"));
  const going = amount - owed;
  return [{ account: "customer_clearing", amount: owed }, ...fromEarned(balances, { kept: Math.max(kept, going), going, fee_basis_points })];
}

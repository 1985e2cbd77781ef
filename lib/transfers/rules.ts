import { payday } from "@/lib/bookings/deadlines";
import type { BookingDocument } from "@/lib/bookings/schema";
import { splitPrice } from "@/lib/core/money";
import { freezesPayout } from "@/lib/disputes/rules";
import type { ChargeDispute } from "@/lib/integrations/stripe/charge-claims";
import type { PackagePurchaseDocument } from "@/lib/packages/schema";
import { canReceive } from "@/lib/payout-accounts/rules";
import type { PayoutAccountDocument } from "@/lib/payout-accounts/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { TransferWait } from "./schema";

type Paid = Pick<PaymentDocument, "amount" | "refund_amount" | "stripe_charge_id" | "status">;

/**
 * The coach's share of what the client has paid and not got back: as if the session had cost that much, so that
 * fee + share = paid − refunded, always, and with nothing refunded it is the booking's `tutor_amount`.
 */
export function shareDue({ fee_basis_points }: Pick<BookingDocument, "fee_basis_points">, { amount, refund_amount = 0 }: Pick<PaymentDocument, "amount" | "refund_amount">): number {
  return splitPrice(amount - refund_amount, fee_basis_points).share;
}

export interface Circumstances {
  booking: Pick<BookingDocument, "status" | "ends_at" | "settled_at" | "chargeback">;
  payment: Paid | null;
  open_refunds: number;
  account: PayoutAccountDocument | null;
  /** Undefined where nobody has asked Stripe. */
  dispute: ChargeDispute | undefined;
  now: Date;
}

/** What was kept of a package that ended, as a session that was settled when it ended. */
export function asSettled({ fee_basis_points, chargeback }: Pick<PackagePurchaseDocument, "fee_basis_points" | "chargeback">, { at }: { at: Date }): Circumstances["booking"] & { ends_at: Date; fee_basis_points: number } {
  return { status: "completed", ends_at: at, settled_at: at, fee_basis_points, ...(chargeback && { chargeback }) };
}

/** Why the coach's share cannot be sent now, the most serious reason first; null where it can. */
export function whyWaits({ booking, payment, open_refunds, account, dispute, now }: Circumstances): TransferWait | null {
  if (booking.status === "disputed") return "reported";
  if (dispute || freezesPayout(booking.chargeback)) return "disputed";
  if (!booking.settled_at || payday(booking) > now) return "before_time";
  if (open_refunds > 0 || payment?.status === "refund_pending") return "refund_open";
  if (!payment?.stripe_charge_id || payment.status === "created" || payment.status === "failed") return "charge_pending";
  if (!account?.stripe_account_id || account.disconnected_at) return "no_account";
  return canReceive(account) ? null : "requirements_due";
}

import { payday } from "@/lib/bookings/deadlines";
import type { BookingDocument } from "@/lib/bookings/schema";
import { splitPrice } from "@/lib/core/money";
import { packageTitle } from "@/lib/packages/package-words";
import type { PackagePurchaseDocument, PurchaseEnd } from "@/lib/packages/schema";
import type { PayoutAccountDocument } from "@/lib/payout-accounts/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import { asSettled, whyWaits } from "@/lib/transfers/rules";
import type { TransferDocument, TransferWait } from "@/lib/transfers/schema";
import type { PayoutDocument } from "./schema";

/**
 * `waiting`: it says for what · `sending`: due, and being sent · `sent`: in the coach's Stripe account · `paid_out`: at the
 * bank · `returned`: everything went back to the client.
 */
export type EarningState = "waiting" | "sending" | "sent" | "paid_out" | "returned";

/** What one session (or what was kept of a package that ended) brings its coach, and where that is. Amounts in minor units: gross − refund − fee = net. */
export interface EarningView {
  booking_id: string;
  subject: string;
  /** First name only. */
  client_name: string;
  starts_at: string;
  currency: string;
  gross: number;
  refund: number;
  fee: number;
  net: number;
  state: EarningState;
  waiting_for: TransferWait | null;
  /** When the share is due, or was sent; at the bank, when it arrived. */
  at: string;
  /** Of what was sent: what a later refund takes back, and how much of that Stripe has not got yet. */
  taken_back: number;
  owed: number;
}

type Earning = Pick<BookingDocument, "_id" | "subject" | "starts_at" | "ends_at" | "settled_at" | "status" | "chargeback" | "currency" | "price" | "fee_basis_points">;

export interface EarningFacts {
  booking: Earning;
  client_name: string;
  payment: PaymentDocument | null;
  transfer: TransferDocument | null;
  payout: PayoutDocument | null;
  account: PayoutAccountDocument | null;
  now: Date;
}

/** The same figures and the same reason as when it is sent: both come from lib/transfers/rules.ts. */
export function toEarningView({ booking, client_name, payment, transfer, payout, account, now }: EarningFacts): EarningView {
  const gross = booking.price;
  const refund = payment?.refund_amount ?? 0;
  const { fee, share: net } = splitPrice(gross - refund, booking.fee_basis_points);
  const known = { booking_id: booking._id, subject: booking.subject, client_name, starts_at: booking.starts_at.toISOString(), currency: booking.currency, gross, refund, fee, net };
  const taken_back = transfer?.reversal_amount ?? 0;
  const owed = taken_back - (transfer?.amount_reversed ?? 0);
  const place = placeOf({ booking, payment, transfer, payout, account, now });
  return { ...known, ...place, at: place.at.toISOString(), taken_back, owed };
}

/** The same of a package that ended early: what was kept of it, because its sessions were had at the price of single ones. */
export function toKeptEarningView({ purchase, ended, ...facts }: Omit<EarningFacts, "booking"> & { purchase: PackagePurchaseDocument; ended: PurchaseEnd }): EarningView {
  const { _id, currency } = purchase;
  const payment = facts.payment && { ...facts.payment, amount: ended.kept_amount, refund_amount: 0 };
  const subject = `Rest of a package: ${packageTitle(purchase)}`;
  const booking = { _id, currency, subject, price: ended.kept_amount, starts_at: ended.at, ...asSettled(purchase, ended) };
  return toEarningView({ ...facts, payment, booking });
}

function placeOf({ booking, payment, transfer, payout, account, now }: Omit<EarningFacts, "client_name">): { state: EarningState; waiting_for: TransferWait | null; at: Date } {
  const due_at = payday(booking);
  if (transfer?.status === "made") {
    if (payout?.status === "paid") return { state: "paid_out", waiting_for: null, at: payout.arrives_on };
    return { state: "sent", waiting_for: null, at: transfer.made_at ?? due_at };
  }
  if (transfer?.status === "not_due") return { state: "returned", waiting_for: null, at: transfer.updated_at };
  if (transfer?.status === "ordered") return { state: "sending", waiting_for: null, at: due_at };
  const dispute = transfer?.waiting_for === "disputed" ? "open" : undefined;
  // What only Stripe knows stands on the row; everything else is as it is now.
  const reason = whyWaits({ booking, payment, open_refunds: 0, account, dispute, now }) ?? (transfer?.waiting_for === "refused" || transfer?.waiting_for === "charge_pending" ? transfer.waiting_for : null);
  return { state: reason ? "waiting" : "sending", waiting_for: reason, at: due_at };
}

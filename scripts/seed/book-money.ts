import type { BookingDocument } from "@/lib/bookings/schema";
import { newId } from "@/lib/core/id";
import { splitPrice } from "@/lib/core/money";
import { collections } from "@/lib/db/collections";
import { chainEntries } from "@/lib/ledger/chain-entries";
import { fromCoach, moveCredit, shareOfGoing } from "@/lib/ledger/rules";
import type { Balances, EntryKind, LedgerEntry, Line } from "@/lib/ledger/schema";
import { balancesOf } from "@/lib/ledger/statement";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { RefundDocument } from "@/lib/refunds/schema";

interface Sold {
  booking: BookingDocument;
  payment: PaymentDocument;
  refund: RefundDocument | undefined;
}

/**
 * Books the demonstration's money as the product itself would have booked it, each fact once. Whatever somebody did with one of
 * its sessions meanwhile stays in the books as well.
 */
export async function bookMoney(sold: Sold[]): Promise<void> {
  const ids = sold.map(({ booking }) => booking._id);
  const known = new Map<string, LedgerEntry[]>();
  for (const entry of await collections().ledger_entries.find({ booking_id: { $in: ids } }).toArray()) known.set(entry.booking_id, [...(known.get(entry.booking_id) ?? []), entry]);
  const missing = sold.flatMap((sale) => missingEntries(sale, known.get(sale.booking._id) ?? []));
  if (missing.length > 0) {
    await collections().ledger_entries.insertMany(missing);
    const accounts = [...Map.groupBy(missing, ({ booking_id }) => booking_id)].map(([_id, added]) => {
      const entries = [...(known.get(_id) ?? []), ...added];
      const replacement = { currency: entries[0]?.currency ?? "usd", version: entries.length, balances: balancesOf(entries) };
      return { replaceOne: { filter: { _id }, replacement, upsert: true } };
    });
    await collections().booking_accounts.bulkWrite(accounts, { ordered: false });
  }
  await chainEntries();
}

/** Forgets the money of sessions that the demonstration takes back. It alone may write history anew: the rest is numbered again. */
export async function forgetMoney(bookingIds: string[]): Promise<void> {
  const { deletedCount } = await collections().ledger_entries.deleteMany({ booking_id: { $in: bookingIds } });
  await collections().booking_accounts.deleteMany({ _id: { $in: bookingIds } });
  if (deletedCount === 0) return;
  await collections().ledger_head.deleteMany({});
  await collections().ledger_entries.updateMany({ seq: { $exists: true } }, { $set: { is_unnumbered: true }, $unset: { seq: "", hash: "", previous_hash: "" } });
}

function missingEntries({ booking, payment, refund }: Sold, known: LedgerEntry[]): LedgerEntry[] {
  const entries = [...known];
  const book = (kind: EntryKind, fact: { source: string; at: Date; lines: (balances: Balances) => Line[]; stripe?: LedgerEntry["stripe"] }) => {
    if (entries.some(({ source }) => source === fact.source)) return;
    const lines = fact.lines(balancesOf(entries)).filter(({ amount }) => amount !== 0);
    if (lines.length === 0) return;
    const { _id: booking_id, tutor_id, market_id, currency } = booking;
    entries.push({ _id: newId("ledger"), source: fact.source, kind, booking_id, tutor_id, market_id, currency, lines, ...(fact.stripe && { stripe: fact.stripe }), day: fact.at.toISOString().slice(0, 10), created_at: fact.at, is_unnumbered: true });
  };

  const { amount, paid_at, stripe_charge_id } = payment;
  const { fee, share } = splitPrice(amount, booking.fee_basis_points);
  const captured = (): Line[] => [{ account: "stripe_balance", amount }, { account: "platform_revenue", amount: 0 - fee }, { account: "coach_pending", amount: 0 - share }];
  const stripe = stripe_charge_id ? { stripe: { key: `${stripe_charge_id}:charge`, amount, fee: 0 } } : {};
  book("payment_captured", { source: `payment:${payment._id}:captured`, at: paid_at ?? payment.created_at, lines: captured, ...stripe });
  if (refund) {
    const going = shareOfGoing({ kept: amount, going: refund.amount, fee_basis_points: booking.fee_basis_points });
    const owed: Line = { account: "customer_clearing", amount: 0 - refund.amount };
    book("refund_ordered", { source: `refund:${refund._id}:ordered`, at: refund.created_at, lines: (balances) => [{ account: "platform_revenue", amount: going.fee }, ...fromCoach(balances, going.share), owed] });
    book("refund_sent", { source: `refund:${refund._id}:sent`, at: refund.created_at, lines: () => [{ account: "customer_clearing", amount: refund.amount }, { account: "stripe_balance", amount: 0 - refund.amount }] });
  }
  if (booking.status === "completed") book("session_settled", { source: `session:${booking._id}:completed`, at: booking.settled_at ?? booking.ends_at, lines: (balances) => moveCredit(balances, "coach_pending", "coach_available") });
  return entries.slice(known.length);
}

import "server-only";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import { findStripeDispute, type StripeDispute } from "@/lib/integrations/stripe/disputes";
import { postDisputeLost, postDisputeOpened, postDisputeWon } from "@/lib/ledger/post-dispute";
import { creditOf } from "@/lib/ledger/rules";
import { lockBookingAccount } from "@/lib/ledger/store";
import { findSale } from "@/lib/packages/find-sale";
import { isPackage } from "@/lib/packages/rules";
import { PermanentFailure } from "@/lib/jobs/queue";
import { endForBank } from "@/lib/packages/end-for-bank";
import type { PaymentDocument } from "@/lib/payments/schema";
import { countLoss, findPaymentOfIntent } from "@/lib/payments/store";
import { findSponsorCharge } from "@/lib/sponsorships/find-sponsor-charge";
import type { DisputeDocument } from "./schema";
import { findDispute, insertDispute, markDisputed, moveDispute } from "./store";
import { tellAdmins } from "./tell-admins";

/**
 * An event said something of a dispute: looks at it as it is now and writes that down, once, in whatever order events come. The booking
 * and its payment are marked, which keeps the coach's share where it is; the money is booked as Stripe moved it; every admin
 * is told when it is opened and when it is decided.
 */
export async function followDispute(disputeId: string, now: Date): Promise<void> {
  const atStripe = await findStripeDispute(disputeId);
  if (!atStripe) return;
  const payment = (atStripe.intent_id === null ? null : await findPaymentOfIntent(atStripe.intent_id)) ?? (await findSponsorPayment(atStripe, now));
  if (!payment) throw new PermanentFailure(`the dispute ${disputeId} is about a charge (${atStripe.charge_id}) that is none of ours`);
  await withTransaction(async (session) => {
    if (!(await record({ atStripe, payment, now, session }))) return;
    await bookMoney({ atStripe, payment, now, session });
  });
}

/** What a dispute reads of a payment. */
type Disputed = Pick<PaymentDocument, "_id" | "booking_id" | "amount" | "refund_amount">;

/** A sponsorship's invoice is paid like a booking, as far as a bank is concerned. */
async function findSponsorPayment(atStripe: StripeDispute, now: Date): Promise<Disputed | null> {
  const charge = await findSponsorCharge(atStripe, now);
  return charge && { _id: charge.invoice_id, booking_id: charge.sale._id, amount: charge.amount, refund_amount: 0 };
}

interface Following {
  atStripe: StripeDispute;
  payment: Disputed;
  now: Date;
  session: ClientSession;
}

/** False where we know it as decided: what is decided stays so. */
async function record({ atStripe, payment, now, session }: Following): Promise<boolean> {
  const { id, charge_id, amount, currency, reason, status, due_at, withdrawn } = atStripe;
  const facts = { amount: withdrawn?.amount ?? amount, fee: withdrawn?.fee ?? 0, due_at };
  const dispute: DisputeDocument = { _id: id, payment_id: payment._id, booking_id: payment.booking_id, charge_id, ...facts, currency, reason, status, created_at: now, updated_at: now };
  const isNews = (await insertDispute(dispute, session)) || (await moveDispute({ id, to: status, facts, now, session }));
  if (isNews) {
    await markDisputed({ payment_id: payment._id, booking_id: payment.booking_id, chargeback: { dispute_id: id, status }, now, session });
    await tellAdmins({ dispute, now, session });
    return true;
  }
  return (await findDispute(id))?.status === status;
}

/** Money may move a moment after the state has: each movement is booked when Stripe shows it. */
async function bookMoney({ atStripe, payment, now, session }: Following): Promise<void> {
  const { id, status, withdrawn, reinstated } = atStripe;
  const booking = await findSale(payment.booking_id, session);
  if (!booking) throw new Error(`payment ${payment._id} is for a booking that is not there`);
  if (!withdrawn) return;
  const posting = { dispute: { id, amount: withdrawn.amount }, booking, now, session };
  await postDisputeOpened({ ...posting, fee: withdrawn.fee });
  if (reinstated) await postDisputeWon(posting);
  else if (status === "lost") await bookLoss({ ...posting, payment });
}

/** What the bank has given to the client is not given once more: from now on it counts as given back. What we owed to the client anyway had been counted before. */
async function bookLoss({ payment, ...posting }: Parameters<typeof postDisputeLost>[0] & { payment: Disputed }): Promise<void> {
  const { dispute, booking, now, session } = posting;
  const owed = creditOf((await lockBookingAccount(booking, session)).balances, "customer_clearing");
  if (!(await postDisputeLost({ ...posting, payment }))) return;
  if (dispute.amount > owed) await countLoss({ id: payment._id, amount: dispute.amount - owed, now, session });
  if (isPackage(payment.booking_id)) await endForBank({ purchase_id: payment.booking_id, now, session });
}

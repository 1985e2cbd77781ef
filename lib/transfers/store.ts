import "server-only";
import type { ClientSession, Filter, UpdateFilter } from "mongodb";
import { collections } from "@/lib/db/collections";
import type { StripeTransfer } from "@/lib/integrations/stripe/transfers";
import type { TransferDocument, TransferWait } from "./schema";

export function findTransfer(id: string, session?: ClientSession): Promise<TransferDocument | null> {
  return collections().transfers.findOne({ _id: id }, session && { session });
}

export function findTransferOfBooking(bookingId: string, session?: ClientSession): Promise<TransferDocument | null> {
  return collections().transfers.findOne({ booking_id: bookingId }, session && { session });
}

/** Throws MongoDB's duplicate key error (11000) where the booking has its transfer already. */
export async function insertTransfer(transfer: TransferDocument, session: ClientSession): Promise<void> {
  await collections().transfers.insertOne(transfer, { session });
}

interface Move {
  id: string;
  round: number;
  now: Date;
  session: ClientSession;
}

/** Each move is one conditional update, and false where somebody else was quicker. `round` is part of every condition. */
export function keepWaiting({ id, round, waiting_for, amount, now, session }: Move & { waiting_for: TransferWait; amount: number }): Promise<boolean> {
  return move({ _id: id, round, status: "waiting" }, { $set: { waiting_for, amount, updated_at: now } }, session);
}

export function settleAsNotDue({ id, round, now, session }: Move): Promise<boolean> {
  return move({ _id: id, round, status: "waiting" }, { $set: { status: "not_due", waiting_for: null, amount: 0, updated_at: now } }, session);
}

/** waiting → ordered, for this amount to this account; nothing of the two changes any more unless Stripe refuses. */
export function orderWaiting({ id, round, amount, stripe_account_id, now, session }: Move & { amount: number; stripe_account_id: string }): Promise<boolean> {
  return move({ _id: id, round, status: "waiting" }, { $set: { status: "ordered", waiting_for: null, refusal: null, amount, stripe_account_id, updated_at: now } }, session);
}

/** ordered → waiting, since Stripe refused: the next try is another round with another key. */
export function takeBackOrder({ id, round, waiting_for, refusal, now, session }: Move & { waiting_for: TransferWait; refusal: string }): Promise<boolean> {
  const change = { status: "waiting" as const, waiting_for, refusal, stripe_account_id: null, updated_at: now };
  return move({ _id: id, round, status: "ordered" }, { $set: change, $inc: { round: 1 } }, session);
}

/** ordered → made, with what Stripe says of it. False where it was known: the guard against a second effect. */
export function markMade({ id, made, now, session }: { id: string; made: StripeTransfer; now: Date; session: ClientSession }): Promise<boolean> {
  const facts = { stripe_transfer_id: made.id, destination_payment_id: made.destination_payment_id, made_at: now, updated_at: now };
  return move({ _id: id, status: "ordered" }, { $set: { status: "made", waiting_for: null, refusal: null, ...facts } }, session);
}

/** One round more for what waits, so that it can be tried again; false where it does not wait any more. */
export function nextRound({ id, round, now, session }: Move): Promise<boolean> {
  return move({ _id: id, round, status: "waiting" }, { $set: { updated_at: now }, $inc: { round: 1 } }, session);
}

/** It was settled anew how the session ended: the share is due at another moment. */
export function planAnew({ id, round, due_at, now, session }: Move & { due_at: Date }): Promise<boolean> {
  const change = { status: "waiting" as const, waiting_for: "before_time" as const, due_at, updated_at: now };
  return move({ _id: id, round, status: { $in: ["waiting", "not_due"] } }, { $set: change, $inc: { round: 1 } }, session);
}

/** Sets an amount aside for a reversal: of parallel ones those get through that fit into what was sent. */
export function reserveReversal({ transfer, amount, now, session }: { transfer: TransferDocument; amount: number; now: Date; session: ClientSession }): Promise<boolean> {
  const fits = { status: "made" as const, reversal_amount: transfer.reversal_amount };
  if (transfer.reversal_amount + amount > transfer.amount) return Promise.resolve(false);
  return move({ _id: transfer._id, ...fits }, { $inc: { reversal_amount: amount }, $set: { updated_at: now } }, session);
}

export function countReversed({ id, amount, now, session }: { id: string; amount: number; now: Date; session: ClientSession }): Promise<boolean> {
  return move({ _id: id }, { $inc: { amount_reversed: amount }, $set: { updated_at: now } }, session);
}

/** A payout brings these payments of the connected account to the bank. */
export async function rememberPayout({ payout_id, stripe_account_id, destination_payment_ids, now, session }: { payout_id: string; stripe_account_id: string; destination_payment_ids: string[]; now: Date; session: ClientSession }): Promise<void> {
  await collections().transfers.updateMany({ stripe_account_id, destination_payment_id: { $in: destination_payment_ids } }, { $set: { payout_id, updated_at: now } }, { session });
}

/** It did not arrive: what it was to bring waits for the next. */
export async function forgetPayout(payoutId: string, now: Date, session: ClientSession): Promise<void> {
  await collections().transfers.updateMany({ payout_id: payoutId }, { $set: { payout_id: null, updated_at: now } }, { session });
}

export function listTransfersIn(payoutId: string, session?: ClientSession): Promise<TransferDocument[]> {
  return collections().transfers.find({ payout_id: payoutId }, session && { session }).sort({ made_at: 1, _id: 1 }).toArray();
}

export function listTransfersOf(tutorId: string): Promise<TransferDocument[]> {
  return collections().transfers.find({ tutor_id: tutorId }).toArray();
}

/** What waits for one of these reasons and is due, the longest waiting first. */
export function listWaiting({ waiting_for, now, limit, tutor_id, session }: { waiting_for: TransferWait[]; now: Date; limit: number; tutor_id: string; session: ClientSession }): Promise<TransferDocument[]> {
  return collections().transfers.find({ tutor_id, status: "waiting", waiting_for: { $in: waiting_for }, due_at: { $lte: now } }, { session }).sort({ due_at: 1 }).limit(limit).toArray();
}

/** What is due, waits, and was not looked at since: after an hour what may pass by itself, after a day the rest. */
export function listUnlooked(now: Date, limit: number): Promise<TransferDocument[]> {
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const passing: TransferWait[] = ["disputed", "refund_open", "charge_pending", "refused"];
  const unlooked = [{ waiting_for: { $in: passing }, updated_at: { $lt: before(1) } }, { updated_at: { $lt: before(24) } }];
  return collections().transfers.find({ status: "waiting", due_at: { $lte: now }, $or: unlooked }).sort({ due_at: 1 }).limit(limit).toArray();
}

async function move(filter: Filter<TransferDocument>, update: UpdateFilter<TransferDocument>, session: ClientSession): Promise<boolean> {
  const { modifiedCount } = await collections().transfers.updateOne(filter, update, { session });
  return modifiedCount === 1;
}

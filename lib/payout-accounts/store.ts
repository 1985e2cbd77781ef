import "server-only";
import type { ClientSession, Filter, UpdateFilter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { ConnectedState } from "@/lib/integrations/stripe/accounts";
import type { PayoutAccountDocument } from "./schema";

export function findAccountOfTutor(tutorId: string, session?: ClientSession): Promise<PayoutAccountDocument | null> {
  return collections().payout_accounts.findOne({ tutor_id: tutorId }, session && { session });
}

export function findAccountAtStripe(stripeAccountId: string): Promise<PayoutAccountDocument | null> {
  return collections().payout_accounts.findOne({ stripe_account_id: stripeAccountId });
}

/** The coach's one row: the given draft, or whatever an earlier or a simultaneous call stored. */
export async function findOrInsertAccount(draft: PayoutAccountDocument): Promise<PayoutAccountDocument> {
  const find = () => findAccountOfTutor(draft.tutor_id);
  const existing = await find();
  if (existing) return existing;
  try {
    await collections().payout_accounts.insertOne(draft);
    return draft;
  } catch (error) {
    const winner = duplicateKeyFields(error) ? await find() : null;
    if (!winner) throw error;
    return winner;
  }
}

type Connection = Pick<PayoutAccountDocument, "_id" | "connection">;

/** Keeps Stripe's id of what this connection ordered; false where it is known, or another connection was begun. */
export function rememberAccount({ _id, connection }: Connection, stripe_account_id: string, now: Date): Promise<boolean> {
  return change({ _id, connection, stripe_account_id: { $exists: false } }, { $set: { stripe_account_id, updated_at: now } });
}

/** Begins anew after the account was cut off, once however many ask; the old account's id goes, and with it everything that is told of it. */
export function beginAnew({ _id, connection }: Connection, now: Date): Promise<boolean> {
  const blank = { state: null, synced_at: null, disconnected_at: null, ordered_at: now, updated_at: now };
  return change({ _id, connection, disconnected_at: { $ne: null } }, { $set: blank, $inc: { connection: 1 }, $unset: { stripe_account_id: "" } });
}

interface Seen {
  stripe_account_id: string;
  /** Null: we may not see it any more. */
  state: ConnectedState | null;
  /** Before it was asked for. */
  asked_at: Date;
  now: Date;
  session: ClientSession;
}

/** Farther ahead than any two processes are apart: the emulators' clock was moved back. */
const clockMovedMs = 3_600_000;

/** Writes what Stripe said, unless something that was asked for later is known: a slow answer never replaces a newer one. */
export function keepState({ stripe_account_id, state, asked_at, now, session }: Seen): Promise<boolean> {
  const isNews = { $or: [{ synced_at: null }, { synced_at: { $lte: asked_at } }, { synced_at: { $gt: new Date(asked_at.getTime() + clockMovedMs) } }] };
  const facts = state ? { state, disconnected_at: null } : { disconnected_at: now };
  return change({ stripe_account_id, ...isNews }, { $set: { ...facts, synced_at: asked_at, updated_at: now } }, session);
}

/** A write without news: whoever learns something of this account at the same time comes before or after. */
export async function touchAccount(id: string, now: Date, session: ClientSession): Promise<void> {
  await change({ _id: id }, { $set: { updated_at: now } }, session);
}

/** Whose state may have changed without our hearing of it: those not in order for an hour, the others for a day. */
export function listStaleAccounts(now: Date, limit: number): Promise<PayoutAccountDocument[]> {
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const stale = [{ synced_at: null }, { synced_at: { $lt: before(24) } }, { synced_at: { $lt: before(1) }, "state.payouts_enabled": false }];
  return collections().payout_accounts.find({ stripe_account_id: { $exists: true }, disconnected_at: null, $or: stale }).sort({ synced_at: 1 }).limit(limit).toArray();
}

async function change(filter: Filter<PayoutAccountDocument>, update: UpdateFilter<PayoutAccountDocument>, session?: ClientSession): Promise<boolean> {
  const { modifiedCount } = await collections().payout_accounts.updateOne(filter, update, session && { session });
  return modifiedCount === 1;
}

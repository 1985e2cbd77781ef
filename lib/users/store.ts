import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { UserDocument } from "./schema";

export async function findUser(userId: string, session?: ClientSession): Promise<UserDocument | null> {
  return collections().users.findOne({ _id: userId }, session ? { session } : {});
}

export async function findUserByEmail(email: string, session?: ClientSession): Promise<UserDocument | null> {
  return collections().users.findOne({ email: email.trim().toLowerCase() }, session ? { session } : {});
}

export function findUsers(userIds: string[]): Promise<UserDocument[]> {
  return collections().users.find({ _id: { $in: userIds } }).toArray();
}

/** consumer → tutor; anybody else's role stays, and the answer is false. */
export async function giveTutorRole({ user_id, now, session }: { user_id: string; now: Date; session: ClientSession }): Promise<boolean> {
  const { modifiedCount } = await collections().users.updateOne({ _id: user_id, role: "consumer" }, { $set: { role: "tutor", updated_at: now } }, { session });
  return modifiedCount === 1;
}

/** Changes what the person is shown by; with `expected`, only where that is the uploaded picture now. */
export async function changeUserPicture(order: {
  user_id: string;
  expected?: string;
  image: string | null;
  picture_public_id: string | null;
  now: Date;
  session: ClientSession;
}): Promise<void> {
  const { user_id, expected, image, picture_public_id, now, session } = order;
  const filter = { _id: user_id, ...(expected && { picture_public_id: expected }) };
  await collections().users.updateOne(filter, { $set: { image, picture_public_id, updated_at: now } }, { session });
}

/** Writes the named fields and nothing else of the user. */
export async function changeUser({ user_id, changes, now, session }: { user_id: string; changes: Partial<UserDocument>; now: Date; session: ClientSession }): Promise<void> {
  await collections().users.updateOne({ _id: user_id }, { $set: { ...changes, updated_at: now } }, { session });
}

/**
 * Gives the person this id for statistics where they have none, and answers the one they have now; null where somebody else
 * has it already: `users {analytics_id}` is unique.
 */
export async function giveAnalyticsId({ user_id, analytics_id }: { user_id: string; analytics_id: string }): Promise<string | null> {
  try {
    await collections().users.updateOne({ _id: user_id, analytics_id: { $exists: false }, deleted_at: { $exists: false } }, { $set: { analytics_id } });
  } catch (error) {
    if (duplicateKeyFields(error)?.includes("analytics_id")) return null;
    throw error;
  }
  return (await findUser(user_id))?.analytics_id ?? null;
}

export async function hasAnalyticsId(analyticsId: string): Promise<boolean> {
  return (await collections().users.findOne({ analytics_id: analyticsId }, { projection: { _id: 1 } })) !== null;
}

/** True where the user is an admin; writes the row, so that a transaction that changes their role meanwhile conflicts with this one. */
export async function touchAdmin({ user_id, now, session }: { user_id: string; now: Date; session: ClientSession }): Promise<boolean> {
  const { matchedCount } = await collections().users.updateOne({ _id: user_id, role: "admin" }, { $set: { updated_at: now } }, { session });
  return matchedCount === 1;
}

export async function listAdminIds(session?: ClientSession): Promise<string[]> {
  const rows = await collections().users.find({ role: "admin", deleted_at: { $exists: false } }, { ...(session && { session }), projection: { _id: 1 } }).toArray();
  return rows.map(({ _id }) => _id);
}

export function findUserByCalendarToken(token: string): Promise<UserDocument | null> {
  return collections().users.findOne({ calendar_token: token, deleted_at: { $exists: false } });
}

/** Gives the person this token where they have none, or in place of the old one with `renew`; the answer is the one they have now. */
export async function giveCalendarToken({ user_id, token, renew }: { user_id: string; token: string; renew: boolean }): Promise<string> {
  await collections().users.updateOne({ _id: user_id, ...(!renew && { calendar_token: { $exists: false } }) }, { $set: { calendar_token: token } });
  return (await findUser(user_id))?.calendar_token ?? token;
}

export async function takeCalendarToken(userId: string): Promise<void> {
  await collections().users.updateOne({ _id: userId }, { $unset: { calendar_token: "" } });
}

/** Whoever runs the marketplace, to be told when something is wrong. */
export function listAdmins(session?: ClientSession): Promise<UserDocument[]> {
  return collections().users.find({ role: "admin", deleted_at: { $exists: false } }, session ? { session } : {}).toArray();
}

/** Keeps who the person is at Stripe where they have nobody there yet; the answer is who they are there now. */
export async function giveStripeCustomer({ user_id, customer_id }: { user_id: string; customer_id: string }): Promise<string> {
  await collections().users.updateOne({ _id: user_id, stripe_customer_id: { $exists: false }, deleted_at: { $exists: false } }, { $set: { stripe_customer_id: customer_id } });
  return (await findUser(user_id))?.stripe_customer_id ?? customer_id;
}

/** Keeps which saved card is offered first. */
export async function keepDefaultCard({ user_id, card_id, now }: { user_id: string; card_id: string; now: Date }): Promise<void> {
  await collections().users.updateOne({ _id: user_id, deleted_at: { $exists: false } }, { $set: { default_payment_method_id: card_id, updated_at: now } });
}

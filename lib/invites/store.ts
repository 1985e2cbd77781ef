import "server-only";
import type { ClientSession, Filter } from "mongodb";
import { collections } from "@/lib/db/collections";
import type { InviteDocument, InviteStatus } from "./schema";

export function findInvite(id: string): Promise<InviteDocument | null> {
  return collections().invites.findOne({ _id: id });
}

export function findInviteByToken(token: string): Promise<InviteDocument | null> {
  return collections().invites.findOne({ token });
}

/** The newest first. */
export function listInvitesOf(tutorId: string, limit: number): Promise<InviteDocument[]> {
  return collections().invites.find({ tutor_id: tutorId }).sort({ created_at: -1, _id: -1 }).limit(limit).toArray();
}

export async function hasWaiting(of: { tutor_id: string; waiting_for: string }): Promise<boolean> {
  return (await collections().invites.findOne(of, { projection: { _id: 1 } })) !== null;
}

/** Throws the driver's duplicate error on `waiting_for` where the coach has one for this address that waits. */
export async function insertInvite(invite: InviteDocument, session: ClientSession): Promise<void> {
  await collections().invites.insertOne(invite, { session });
}

/** waiting → another state, for all that the filter finds; true where one moved. */
export async function endWaiting(order: {
  filter: Filter<InviteDocument>;
  to: Exclude<InviteStatus, "waiting">;
  changes?: Partial<InviteDocument>;
  now: Date;
  session?: ClientSession;
}): Promise<boolean> {
  const { filter, to, changes, now, session } = order;
  const unset = { waiting_for: "" as const, ...(to === "joined" && { forget_at: "" as const }) };
  const { modifiedCount } = await collections().invites.updateMany(
    { ...filter, status: "waiting" },
    { $set: { ...changes, status: to, updated_at: now }, $unset: unset },
    session ? { session } : {},
  );
  return modifiedCount > 0;
}

/** Takes the address out of every invite that has it. */
export async function forgetAddress({ email, now, session }: { email: string; now: Date; session: ClientSession }): Promise<void> {
  await collections().invites.updateMany({ email }, { $set: { email: null, updated_at: now } }, { session });
}

import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { ClientSession } from "mongodb";
import { newId } from "@/lib/core/id";
import { type AddressLinkKind, collections, type SessionDocument } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";

/** What our own verbs do to better-auth's rows: where one transaction must hold several of them, or no token may come along. */

export async function findPasswordHash(userId: string): Promise<string | null> {
  const row = await collections().credentials.findOne({ user_id: userId, provider_id: "credential" });
  const hash: unknown = row?.password;
  return typeof hash === "string" ? hash : null;
}

/** False when the password is not the one that was looked at any more: another change came first. */
export async function replacePasswordHash(change: { user_id: string; from: string; to: string; now: Date; session: ClientSession }): Promise<boolean> {
  const { user_id, from, to, now, session } = change;
  const filter = { user_id, provider_id: "credential", password: from };
  const { matchedCount } = await collections().credentials.updateOne(filter, { $set: { password: to, updated_at: now } }, { session });
  return matchedCount === 1;
}

export type SessionRow = Omit<SessionDocument, "token">;

/** The person's sessions that still open something, the newest first. */
export function listSessions(userId: string, now: Date): Promise<SessionRow[]> {
  return collections()
    .sessions.find({ user_id: userId, expires_at: { $gt: now } })
    .project<SessionRow>({ token: 0 })
    .sort({ created_at: -1, _id: -1 })
    .toArray();
}

/** Which of these sessions still open something: for what stays open longer than a request. */
export async function findOpenSessionIds(sessionIds: string[], now: Date): Promise<Set<string>> {
  const rows = await collections().sessions.find({ _id: { $in: sessionIds }, expires_at: { $gt: now } }).project<{ _id: string }>({ _id: 1 }).toArray();
  return new Set(rows.map(({ _id }) => _id));
}

/** False where the person has no such session. */
export async function endSession({ id, user_id }: { id: string; user_id: string }): Promise<boolean> {
  const { deletedCount } = await collections().sessions.deleteOne({ _id: id, user_id });
  return deletedCount === 1;
}

/** Signs the person out everywhere, but not on the device that asks. Gives how many sessions that were. */
export async function endSessions(order: { user_id: string; except: string | null; session?: ClientSession }): Promise<number> {
  const { user_id, except, session } = order;
  const filter = { user_id, ...(except && { _id: { $ne: except } }) };
  const { deletedCount } = await collections().sessions.deleteMany(filter, session ? { session } : {});
  return deletedCount;
}

/** Both of the person's addresses: of the account, and of the password. Throws the driver's duplicate error where it has an account. */
export async function replaceAddress(change: { user_id: string; email: string; now: Date; session: ClientSession }): Promise<void> {
  const { user_id, email, now, session } = change;
  await collections().users.updateOne({ _id: user_id }, { $set: { email, email_verified: true, updated_at: now } }, { session });
  await collections().credentials.updateOne({ user_id }, { $set: { email, updated_at: now } }, { session });
}

/** A link for one address, good once and until `expires_at`, which like all links' is the machine's time (docs/clock.md). Gives its id and the token, which is kept as a hash only. */
export async function insertAddressLink(link: { kind: AddressLinkKind; user_id: string; email: string; expires_at: Date; now: Date; session: ClientSession }): Promise<{ id: string; token: string }> {
  const { kind, user_id, email, expires_at, now, session } = link;
  const token = randomBytes(32).toString("base64url");
  const _id = newId("verification");
  const row = { _id, kind, user_id, identifier: hashOf(kind, token), value: email, expires_at, created_at: now, updated_at: now };
  await collections().verifications.insertOne(row, { session });
  return { id: _id, token };
}

/** Uses the link up; null for one that is unknown, used or too old by the machine's time. */
export async function takeAddressLink(link: { kind: AddressLinkKind; token: string; now: Date; session: ClientSession }): Promise<{ id: string; user_id: string; email: string } | null> {
  const { kind, token, now, session } = link;
  const row = await collections().verifications.findOneAndDelete({ identifier: hashOf(kind, token), kind, expires_at: { $gt: now } }, { session });
  return row?.user_id ? { id: row._id, user_id: row.user_id, email: row.value } : null;
}

/** The address that waits for its link to be opened, and until when; of several links only the last is kept. */
export async function findWaitingAddress(userId: string, now: Date): Promise<{ email: string; expires_at: Date } | null> {
  const row = await collections().verifications.findOne({ user_id: userId, kind: "address-change", expires_at: { $gt: now } });
  return row && { email: row.value, expires_at: row.expires_at };
}

export async function removeAddressLinks(order: { user_id: string; kinds: AddressLinkKind[]; session?: ClientSession }): Promise<void> {
  const { user_id, kinds, session } = order;
  await collections().verifications.deleteMany({ user_id, kind: { $in: kinds } }, session ? { session } : {});
}

/** What better-auth mailed or began for the person: links for a new password, sign-ins that wait for a code. */
export async function removeOpenVerifications(userId: string, session: ClientSession): Promise<void> {
  await collections().verifications.deleteMany({ value: userId }, { session });
}

/** Makes a code worthless for as long as it could still be right (a step before, its own, a step after). False when it was used. */
export async function claimCode({ user_id, code, now }: { user_id: string; code: string; now: Date }): Promise<boolean> {
  const expires_at = new Date(now.getTime() + 2 * 60_000);
  const _id = `two-factor-code:${user_id}:${code}`;
  return collections()
    .rate_limits.insertOne({ _id, count: 1, expires_at })
    .then(() => true)
    .catch((error: unknown) => (duplicateKeyFields(error) ? false : Promise.reject(error)));
}

function hashOf(kind: AddressLinkKind, token: string): string {
  return createHash("sha256").update(`${kind}:${token}`).digest("hex");
}

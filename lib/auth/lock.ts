import "server-only";
import { createHash } from "node:crypto";
import { machineNow } from "@/lib/clock/clock";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";

/**
 * Takes one of the address's attempts before the password is looked at, so that parallel tries cannot pass the limit
 * together. Throws while the address is locked. An address nobody registered counts alike: the lock tells nothing.
 */
export function takeSignInAttempt(email: string, now: Date): Promise<void> {
  return takeAttempt(signInLock(email), now);
}

/** After a right password or a reset the person starts afresh. */
export async function clearSignInAttempts(email: string): Promise<void> {
  await collections().rate_limits.deleteOne({ _id: signInLock(email)._id });
}

/** The same for codes of the authenticator app and recovery codes: six digits are guessed in a day without it. */
export function takeCodeAttempt(userId: string, now: Date): Promise<void> {
  return takeAttempt(codeLock(userId), now);
}

export async function clearCodeAttempts(userId: string): Promise<void> {
  await collections().rate_limits.deleteOne({ _id: codeLock(userId)._id });
}

interface Lock {
  _id: string;
  /** The sentence of a locked person, around "in 15 minutes". */
  sentence: (when: string) => string;
}

async function takeAttempt(lock: Lock, now: Date): Promise<void> {
  const { sign_in_failures_before_lock, sign_in_lock_minutes } = policy;
  const { _id } = lock;
  const lock_ms = sign_in_lock_minutes * 60_000;
  await collections().rate_limits.deleteOne({ _id, locked_until: { $lte: now } });
  try {
    // With the row at its limit the filter finds nothing, and the insert then meets the row's own id.
    await collections().rate_limits.updateOne(
      { _id, count: { $lt: sign_in_failures_before_lock } },
      // The TTL index that clears rows away goes by the machine's time (docs/clock.md).
      { $inc: { count: 1 }, $set: { locked_until: new Date(now.getTime() + lock_ms), expires_at: new Date(machineNow().getTime() + lock_ms) } },
      { upsert: true },
    );
  } catch (error) {
    if (!duplicateKeyFields(error)) throw error;
    const row = await collections().rate_limits.findOne({ _id });
    // Two first attempts may both insert: the one that lost takes the next attempt.
    if (!row || row.count < sign_in_failures_before_lock) return takeAttempt(lock, now);
    throw locked(lock, row.locked_until ?? row.expires_at, now);
  }
}

function locked({ sentence }: Lock, until: Date, now: Date): AppError {
  const minutes = Math.min(policy.sign_in_lock_minutes, Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000)));
  const when = minutes === 1 ? "in a minute" : `in ${minutes} minutes`;
  return new AppError("rate_limited", sentence(when), { details: { locked_until: until.toISOString() } });
}

/** Addresses of strangers are counted too; their hash is enough for that. */
function signInLock(email: string): Lock {
  const _id = `sign-in:${createHash("sha256").update(email).digest("hex")}`;
  return { _id, sentence: (when) => `Too many attempts with this address. Try again ${when}, or reset the password.` };
}

function codeLock(userId: string): Lock {
  return { _id: `two-factor:${userId}`, sentence: (when) => `Too many wrong codes. Try again ${when}.` };
}

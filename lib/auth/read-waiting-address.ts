import "server-only";
import { findWaitingAddress } from "./store";

/** For the account's page: the address that was asked for and whose link was not opened yet, or null. */
export async function readWaitingAddress(userId: string, now: Date): Promise<{ email: string; expires_at: string } | null> {
  const waiting = await findWaitingAddress(userId, now);
  return waiting && { email: waiting.email, expires_at: waiting.expires_at.toISOString() };
}

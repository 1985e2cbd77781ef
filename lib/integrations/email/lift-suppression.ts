import "server-only";
import { log } from "@/lib/log/log";
import { provider, toMailError } from "./resend-client";

/**
 * Takes the address from Resend's own list, so that a mail by which its owner proves it is delivered at all. An address that
 * is not on the list is fine; a key that may only send leaves the list to whoever runs the account, and the mail is tried all the same.
 */
export async function liftSuppression(address: string): Promise<void> {
  const { error, headers } = await provider().resend.suppressions.remove(address);
  if (!error || error.statusCode === 404) return;
  const refusal = toMailError(error, headers);
  if (refusal.status !== 401 && refusal.status !== 403) throw refusal;
  log().warn({ reason: refusal.reason }, "Resend's list of suppressed addresses may not be changed with this key");
}

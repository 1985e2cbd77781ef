import "server-only";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { hashOfAddress, markAddress } from "@/lib/email-suppressions/store";
import { endWaiting, findInviteByToken, forgetAddress } from "./store";

/**
 * The person behind the link wants no invitation of any coach: none is sent from now on, those that wait end, and no invite
 * keeps the address. Repeating it changes nothing.
 */
export async function stopInvites(token: string, now: Date): Promise<void> {
  const invite = await findInviteByToken(token);
  if (!invite) throw new AppError("not_found", "This link is not one of ours, or is older than three months.");
  const { email } = invite;
  // Said before.
  if (!email) return;
  await withTransaction(async (session) => {
    await markAddress({ address: email, marks: { no_invites_at: now }, now, session });
    await endWaiting({ filter: { waiting_for: hashOfAddress(email) }, to: "stopped", now, session });
    await forgetAddress({ email, now, session });
  });
}

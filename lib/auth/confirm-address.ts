import "server-only";
import type { ClientSession } from "mongodb";
import { machineNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { maskAddress } from "@/lib/core/mask-address";
import { withTransaction } from "@/lib/db/client";
import { duplicateKeyFields } from "@/lib/db/errors";
import { proveAddress } from "@/lib/email-suppressions/prove-address";
import { addTask } from "@/lib/outbox/store";
import { findUser } from "@/lib/users/store";
import { auth } from "./auth";
import { endSessions, insertAddressLink, removeAddressLinks, removeOpenVerifications, replaceAddress, takeAddressLink } from "./store";

const undo_days = 7;

/**
 * Makes the address that the link was mailed to the person's own, signs out every device but the one that confirms, and
 * mails the old address a link that undoes it for a week. Needs no session: the link is often opened on another device.
 */
export async function confirmAddress({ token, session_id, now }: { token: string; session_id: string | null; now: Date }): Promise<{ email: string }> {
  return moveAddress(async (session) => {
    const link = await takeAddressLink({ kind: "address-change", token, now: machineNow(), session });
    const user = link && (await findUser(link.user_id, session));
    if (!link || !user) throw new AppError("invalid", "This link was used already or is older than a day. Ask for a new one.", { details: { reason: "link_spent" } });
    const { email } = link;
    await replaceAddress({ user_id: user._id, email, now, session });
    await proveAddress({ address: email, now, session });
    // It was the person's already, and only had to show that it works.
    if (email === user.email) return { email };
    await removeOpenVerifications(user._id, session);
    await endSessions({ user_id: user._id, except: session_id, session });

    const expires_at = new Date(machineNow().getTime() + undo_days * 24 * 60 * 60_000);
    const undo = await insertAddressLink({ kind: "address-undo", user_id: user._id, email: user.email, expires_at, now, session });
    const secret_url = `${env().app_url}/account/undo-address?token=${undo.token}`;
    const notice = { kind: "mail", template: "address-change-notice", recipient_id: user._id, to: user.email, stage: "done", new_address_masked: maskAddress(email), secret_url } as const;
    await addTask({ key: `mail:address-change-notice:done:${link.id}`, task: notice, now, session });
    return { email };
  });
}

/**
 * Gives the account back to the address that it was taken from. Somebody knew the password then: everybody is signed out,
 * every other link is void, and a mail asks for a new password.
 */
export async function undoAddressChange({ token, now }: { token: string; now: Date }): Promise<{ email: string }> {
  const undone = await moveAddress(async (session) => {
    const link = await takeAddressLink({ kind: "address-undo", token, now: machineNow(), session });
    if (!link) throw new AppError("invalid", "This link was used already or is older than a week. Write to us, and we will look into it.", { details: { reason: "link_spent" } });
    const { user_id, email } = link;
    await replaceAddress({ user_id, email, now, session });
    await removeAddressLinks({ user_id, kinds: ["address-change", "address-undo"], session });
    await removeOpenVerifications(user_id, session);
    await endSessions({ user_id, except: null, session });
    return { email };
  });
  await auth().api.requestPasswordReset({ body: undone });
  return undone;
}

/** One transaction, so that a link that ends in a conflict is not used up by it. */
function moveAddress(work: (session: ClientSession) => Promise<{ email: string }>): Promise<{ email: string }> {
  return withTransaction(work).catch((error: unknown) => {
    if (!duplicateKeyFields(error)) throw error;
    throw new AppError("conflict", "There is another account with this address. Nothing was changed.");
  });
}

import "server-only";
import { createHash } from "node:crypto";
import type { ClientSession } from "mongodb";
import { machineNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { maskAddress } from "@/lib/core/mask-address";
import { withTransaction } from "@/lib/db/client";
import { addTask } from "@/lib/outbox/store";
import { takeFromRate } from "@/lib/rate-limits/take";
import { findSuppression } from "@/lib/email-suppressions/store";
import { requirePassword } from "./require-password";
import type { SessionUser } from "./session";
import { insertAddressLink, removeAddressLinks } from "./store";

const day = 24 * 60 * 60_000;
/** Nobody's mailbox is to be filled through our form. */
const mailsPerAddress = { name: "address-mail", limit: 3, window_seconds: 60 * 60 };

/**
 * Leaves a link for the new address and a notice for the old one; nothing changes before the link is opened. Whether the
 * address is somebody else's is not looked at here: the answer must not tell.
 */
export async function requestAddressChange({ user, email, password, now }: { user: SessionUser; email: string; password: string; now: Date }): Promise<void> {
  await requirePassword({ user, password, field: "password", now });
  if (email === user.email) throw new AppError("invalid", "That is your address already.", { fields: { email: "That is your address already." } });
  if (!(await takeFromRate(mailsPerAddress, createHash("sha256").update(email).digest("hex"), now))) return;

  await withTransaction(async (session) => {
    const { id, secret_url } = await newLink({ user_id: user.id, email, now, session });
    const link = { kind: "mail", template: "address-change", recipient_id: user.id, to: email, secret_url } as const;
    const notice = { kind: "mail", template: "address-change-notice", recipient_id: user.id, to: user.email, stage: "requested", new_address_masked: maskAddress(email) } as const;
    await addTask({ key: `mail:address-change:${id}`, task: link, now, session });
    await addTask({ key: `mail:address-change-notice:requested:${id}`, task: notice, now, session });
  });
}

/**
 * Leaves a link for the person's own address, of which mails came back: opening it proves that they arrive again. Asks for no
 * password, since nothing changes hands.
 */
export async function requestAddressCheck({ user, now }: { user: SessionUser; now: Date }): Promise<void> {
  const known = await findSuppression(user.email);
  if (!known?.undeliverable && !known?.complained_at) throw new AppError("conflict", "Your mails arrive: there is nothing to confirm.");
  if (!(await takeFromRate(mailsPerAddress, createHash("sha256").update(user.email).digest("hex"), now))) {
    throw new AppError("rate_limited", "We have just sent some. Look for them, or try again in an hour.");
  }
  await withTransaction(async (session) => {
    const { id, secret_url } = await newLink({ user_id: user.id, email: user.email, now, session });
    await addTask({ key: `mail:address-change:${id}`, task: { kind: "mail", template: "address-change", recipient_id: user.id, to: user.email, secret_url: `${secret_url}&check=1`, is_check: true }, now, session });
  });
}

/** Of several links only the last one works: the person has changed their mind about the others. */
async function newLink({ user_id, email, now, session }: { user_id: string; email: string; now: Date; session: ClientSession }): Promise<{ id: string; secret_url: string }> {
  await removeAddressLinks({ user_id, kinds: ["address-change"], session });
  const expires_at = new Date(machineNow().getTime() + day);
  const { id, token } = await insertAddressLink({ kind: "address-change", user_id, email, expires_at, now, session });
  return { id, secret_url: `${env().app_url}/account/confirm-address?token=${token}` };
}

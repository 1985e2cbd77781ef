import "server-only";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import type { MailReport } from "@/lib/integrations/email/mail-report";
import { noteUndelivered } from "@/lib/invites/note-undelivered";
import { notify } from "@/lib/notifications/notify";
import type { UserDocument } from "@/lib/users/schema";
import { findUserByEmail } from "@/lib/users/store";
import { findSuppression, insertMailEvent, markAddress } from "./store";

/**
 * Acts on a report about a mail, once: the report and what follows from it are one transaction, so that a report that was
 * stored has been acted on, and one that was not comes again. A report older than the last proof of the address changes nothing.
 */
export async function receiveMailReport(report: MailReport, now: Date): Promise<void> {
  const { id: _id, type, email_id, occurred_at, finding, addresses } = report;
  await withTransaction(async (session) => {
    if (!(await insertMailEvent({ _id, type, email_id, occurred_at, received_at: now }, session))) return;
    if (!finding) return;
    for (const address of new Set(addresses)) await takeNote({ address, finding, occurred_at, now, session });
  });
}

interface Note {
  address: string;
  finding: NonNullable<MailReport["finding"]>;
  occurred_at: Date;
  now: Date;
  session: ClientSession;
}

async function takeNote({ address, finding, occurred_at, now, session }: Note): Promise<void> {
  const known = await findSuppression(address, session);
  if (known?.proved_at && known.proved_at >= occurred_at) return;
  const user = await findUserByEmail(address, session);
  const belongsTo = { user_id: user?._id ?? known?.user_id ?? null };
  if (finding === "complained") {
    if (known?.complained_at) return;
    await markAddress({ address, marks: { ...belongsTo, complained_at: occurred_at }, now, session });
  } else {
    await noteUndelivered({ address, now, session });
    if (known?.undeliverable) return;
    await markAddress({ address, marks: { ...belongsTo, undeliverable: { since: occurred_at, cause: finding } }, now, session });
  }
  if (user && !user.deleted_at) await tell(user, finding === "complained" ? "complained" : "undeliverable", { occurred_at, now, session });
}

async function tell(user: UserDocument, what: keyof typeof words, { occurred_at, now, session }: Pick<Note, "occurred_at" | "now" | "session">): Promise<void> {
  const key = `mail-${what}:${user._id}:${occurred_at.getTime()}`;
  await notify({ key, user_id: user._id, kind: "mail_problem", ...words[what], href: "/account#address", now, session });
}

const words = {
  undeliverable: {
    title: "Mails to you come back",
    body: "Confirmations and reminders do not reach your address, so we have stopped sending them. Check the address: correct it, or confirm that it works.",
  },
  complained: {
    title: "One of our mails was marked as spam",
    body: "From now on you get only what concerns your account and your sessions. Was it a slip? Confirm your address, and everything is as before.",
  },
};

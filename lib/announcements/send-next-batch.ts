import "server-only";
import { MailError } from "@/lib/integrations/email/mail-error";
import { mailTrouble } from "@/lib/integrations/email/mail-trouble";
import { type BatchMail, sendBatch } from "@/lib/integrations/email/send-batch";
import { NoLongerNeeded, PermanentFailure } from "@/lib/jobs/failures";
import type { AnnouncementTask } from "@/lib/outbox/schema";
import { formBatch } from "./form-batch";
import { addressed } from "./render-announcement";
import type { AnnouncementDocument, AnnouncementMail, Batch } from "./schema";
import { asAnswered, asTaken, asUncertain, settleBatch } from "./settle-batch";
import { dropBatch, findAnnouncement, markTried } from "./store";
import { unsubscribeHeaders, unsubscribeToken } from "./unsubscribe-token";

/** Resend knows a batch again by its key for 24 hours: https://resend.com/docs/dashboard/emails/idempotency-keys */
const key_lives_ms = 23 * 3_600_000;

/**
 * Hands the next hundred mails of an announcement to Resend. Whom they are for and under which key is written down before,
 * and closed in one transaction after: a worker that died in between is succeeded by one that sends the very same again,
 * which Resend knows by its key. Each call looks first whether sending goes on, so pausing and canceling stop it within a batch.
 */
export async function sendNextBatch({ announcement_id, leg }: Extract<AnnouncementTask, { kind: "announcement-batch" }>, now: Date): Promise<void> {
  const announcement = await findAnnouncement(announcement_id);
  if (announcement?.status === "canceled") await giveUpBatch(announcement, now);
  if (announcement?.status !== "sending" || announcement.leg !== leg) throw stopped(announcement_id, announcement);
  const batch = announcement.batch ?? (await formBatch(announcement, now));
  if (batch) await handOver(announcement, batch, now);
}

async function handOver({ _id: id, mail }: AnnouncementDocument, { key, maybe_since }: Batch, now: Date): Promise<void> {
  if (!mail) throw new PermanentFailure(`announcement ${id} has nothing to say`);
  const settle = (batch: Batch, endOf: Parameters<typeof settleBatch>[0]["endOf"]) => settleBatch({ announcement_id: id, batch, endOf, now });
  const batch = await markTried({ id, key, now });
  if (!batch) return requireSettled(id, key);
  // Too long ago to ask again safely.
  if (maybe_since && now.getTime() - maybe_since.getTime() > key_lives_ms) return settle(batch, asUncertain);
  try {
    const answer = await sendBatch(
      batch.recipients.map((recipient) => toMail(mail, recipient)),
      key,
    );
    await settle(batch, asAnswered(answer));
  } catch (error) {
    // Resend has this key with other mails: it took them, and an account was deleted since.
    if (error instanceof MailError && error.reason === "invalid_idempotent_request") return settle(batch, asTaken);
    if (isRefusal(error)) await dropBatch({ id, key, tries: 1 });
    throw error instanceof MailError && !error.should_retry ? new PermanentFailure(error.message) : error;
  }
}

function toMail({ subject, html, text, from, reply_to }: AnnouncementMail, { user_id, to }: Batch["recipients"][number]): BatchMail {
  const token = unsubscribeToken(user_id);
  return { to, from, reply_to, ...addressed({ subject, html, text }, token), headers: unsubscribeHeaders(token) };
}

/** Resend said no, so that none of it was taken; silence and breakdowns say nothing. */
function isRefusal(error: unknown): boolean {
  const kind = mailTrouble(error)?.kind;
  return error instanceof MailError && kind !== "away" && kind !== "busy";
}

/** Whoever finds the batch gone has nothing left to do; whoever finds sending stopped, neither. */
async function requireSettled(id: string, key: string): Promise<void> {
  const announcement = await findAnnouncement(id);
  if (announcement?.batch?.key === key) throw stopped(id, announcement);
}

/** What was under way when it was canceled may have been taken, and is not asked about again. */
async function giveUpBatch({ _id: announcement_id, batch }: AnnouncementDocument, now: Date): Promise<void> {
  if (!batch) return;
  if (batch.tries === 0) await dropBatch({ id: announcement_id, key: batch.key, tries: 0 });
  else await settleBatch({ announcement_id, batch, endOf: asUncertain, now });
}

function stopped(id: string, announcement: AnnouncementDocument | null): NoLongerNeeded {
  return new NoLongerNeeded(`announcement ${id} is ${announcement?.status ?? "gone"}`);
}

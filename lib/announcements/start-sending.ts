import "server-only";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { requireSender } from "@/lib/integrations/email/resend-client";
import { wake } from "@/lib/jobs/wake";
import { countAudience } from "./count-audience";
import { type ByAdmin, requireDraft } from "./drafts";
import { addExpandTask } from "./expand-audience";
import { renderAnnouncement, requireWords } from "./render-announcement";
import { isSameCrowd } from "./rules";
import type { AnnouncementDocument } from "./schema";
import { moveTo } from "./store";

/**
 * Begins to send what was confirmed: this revision, to about as many people. From here on neither words nor audience change.
 * Of two presses one begins; the other gets "conflict", as whoever confirmed another text or crowd than there is now.
 */
export async function startSending({ id, revision, people, admin, now }: ByAdmin & { revision: number; people: number }): Promise<AnnouncementDocument> {
  const draft = await requireDraft({ id, revision });
  requireWords(draft);
  const mail = { ...(await renderAnnouncement(draft)), ...requireSender() };
  const audience = await countAudience(draft.segment, now);
  if (!isSameCrowd(people, audience.people)) {
    const count = audience.people.toLocaleString("en-US");
    throw new AppError("conflict", `It would go to ${count} people now. Look at the number again, and confirm that.`, { details: { people: audience.people } });
  }
  const started = await withTransaction(async (session) => {
    const changes = { mail, people: audience.people, started_by: admin.id, started_at: now };
    const announcement = await moveTo({ id, to: "sending", only: { status: "draft", revision }, changes, and: { $inc: { leg: 1 } }, now, session });
    if (!announcement) throw new AppError("conflict", "Sending has begun already.");
    const { subject, segment } = draft;
    await addAuditEntry({
      actor_id: admin.id,
      actor_role: admin.role,
      action: "announcement.send",
      subject_id: id,
      before: { status: "draft" },
      after: { status: "sending", subject, segment, people: audience.people },
      note: null,
      now,
      session,
    });
    await addExpandTask({ announcement, now, session });
    return announcement;
  });
  wake("outbox");
  return started;
}

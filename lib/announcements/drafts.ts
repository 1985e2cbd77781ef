import "server-only";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { fallbackLanguage } from "@/lib/core/language";
import { withTransaction } from "@/lib/db/client";
import { wake } from "@/lib/jobs/wake";
import { addTask } from "@/lib/outbox/store";
import type { Role } from "@/lib/users/schema";
import { renderAnnouncement, requireWords } from "./render-announcement";
import { type AnnouncementDocument, type DraftChange, everybody, noneLeftOut } from "./schema";
import { changeDraft, deleteDraft, findAnnouncement, insertAnnouncement, noteSample } from "./store";

export interface ByAdmin {
  id: string;
  admin: { id: string; role: Role };
  now: Date;
}

export async function createDraft({ admin, now }: Omit<ByAdmin, "id">): Promise<AnnouncementDocument> {
  const draft: AnnouncementDocument = {
    _id: newId("announcement"),
    ...{ subject: "", body: "", language: fallbackLanguage, segment: everybody },
    ...{ status: "draft", revision: 0, sampled_revision: null, created_by: admin.id, started_by: null, started_at: null, ended_at: null },
    ...{ cursor: "", expanded_at: null, leg: 0, people: 0, counts: { total: 0, sent: 0, refused: 0, uncertain: 0, left_out: noneLeftOut } },
    ...{ mail: null, batch: null, batches: 0, created_at: now, updated_at: now },
  };
  await insertAnnouncement(draft);
  return draft;
}

/** Writes the named fields over the revision that was read; throws "conflict" where another window was quicker. */
export async function saveDraft({
  id,
  revision,
  changes,
  now,
}: {
  id: string;
  revision: number;
  changes: DraftChange;
  now: Date;
}): Promise<AnnouncementDocument> {
  const saved = await changeDraft({ id, revision, changes, now });
  return saved ?? Promise.reject(await whyNot(id));
}

export async function discardDraft({ id, admin, now }: ByAdmin): Promise<void> {
  await withTransaction(async (session) => {
    const draft = await findAnnouncement(id, session);
    if (!draft || !(await deleteDraft(id, session))) throw await whyNot(id);
    await addAuditEntry({
      actor_id: admin.id,
      actor_role: admin.role,
      action: "announcement.discard",
      subject_id: id,
      before: { subject: draft.subject },
      after: null,
      note: null,
      now,
      session,
    });
  });
}

/** The mail as everybody would get it, to the admin alone: once for each press, by `request_id`. */
export async function sendSample({ id, revision, request_id, admin, now }: ByAdmin & { revision: number; request_id: string }): Promise<void> {
  const draft = await requireDraft({ id, revision });
  requireWords(draft);
  await renderAnnouncement(draft);
  await withTransaction(async (session) => {
    if (!(await noteSample({ id, revision, session }))) throw await whyNot(id);
    await addTask({
      key: `mail:announcement:${id}:${request_id}`,
      task: { kind: "mail", template: "announcement", recipient_id: admin.id, announcement_id: id },
      now,
      session,
    });
  });
  wake("outbox");
}

export async function requireAnnouncement(id: string): Promise<AnnouncementDocument> {
  const found = await findAnnouncement(id);
  if (!found) throw new AppError("not_found", "There is no such announcement.");
  return found;
}

export async function requireDraft({ id, revision }: { id: string; revision: number }): Promise<AnnouncementDocument> {
  const draft = await requireAnnouncement(id);
  if (draft.status !== "draft" || draft.revision !== revision) throw await whyNot(id);
  return draft;
}

async function whyNot(id: string): Promise<AppError> {
  const { status, revision } = await requireAnnouncement(id);
  if (status !== "draft") return new AppError("conflict", "Sending has begun, so it cannot be changed any more.");
  return new AppError("conflict", "It was changed in another window. Load the page again to see that version.", { details: { revision } });
}

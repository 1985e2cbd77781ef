import "server-only";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { wake } from "@/lib/jobs/wake";
import { leaseMs } from "@/lib/jobs/queue";
import { addBatchTask } from "./add-batch-task";
import { type ByAdmin, requireAnnouncement } from "./drafts";
import type { AnnouncementDocument, AnnouncementStatus } from "./schema";
import { addExpandTask } from "./expand-audience";
import { moveTo } from "./store";

type Move = Pick<Parameters<typeof moveTo>[0], "to" | "only" | "changes" | "and">;

/** Nothing is handed over after the batch that is under way, until it is resumed. Repeating it changes nothing. */
export function pauseSending(order: ByAdmin): Promise<AnnouncementDocument> {
  return steer(order, "announcement.pause", { to: "paused" });
}

export function resumeSending(order: ByAdmin): Promise<AnnouncementDocument> {
  // A draft cannot be resumed, though sending may follow it.
  return steer(order, "announcement.resume", { to: "sending", only: { started_at: { $ne: null } }, and: { $inc: { leg: 1 } } });
}

/** For good. Whoever has it keeps it; nobody else gets it. */
export function cancelSending(order: ByAdmin): Promise<AnnouncementDocument> {
  return steer(order, "announcement.cancel", { to: "canceled", changes: { ended_at: order.now } });
}

async function steer({ id, admin, now }: ByAdmin, action: string, move: Move): Promise<AnnouncementDocument> {
  const before = await requireAnnouncement(id);
  if (before.status === move.to) return before;
  const after = await withTransaction(async (session) => {
    const announcement = await moveTo({ id, ...move, now, session });
    if (!announcement) return null;
    const { sent } = announcement.counts;
    await addAuditEntry({
      actor_id: admin.id,
      actor_role: admin.role,
      action,
      subject_id: id,
      before: { status: before.status },
      after: { status: move.to, sent },
      note: null,
      now,
      session,
    });
    if (move.to === "sending") await (announcement.expanded_at ? addBatchTask : addExpandTask)({ announcement, now, session });
    // After whoever is at a batch now is done or dead: it looks what became of that.
    if (move.to === "canceled")
      await addBatchTask({ announcement: { ...announcement, batches: -1 }, now, run_at: new Date(now.getTime() + 2 * leaseMs), session });
    return announcement;
  });
  wake("outbox");
  if (after) return after;
  const { status } = await requireAnnouncement(id);
  if (status === move.to) return requireAnnouncement(id);
  throw new AppError("conflict", refusals[status]);
}

const refusals: Record<AnnouncementStatus, string> = {
  draft: "Sending has not begun.",
  sending: "It is being sent.",
  paused: "It is paused.",
  canceled: "It was cancelled, and that is for good.",
  sent: "All of it was sent already.",
};

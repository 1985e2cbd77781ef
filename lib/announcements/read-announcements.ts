import "server-only";
import { collections } from "@/lib/db/collections";
import { readLane } from "@/lib/jobs/lanes";
import { requireAnnouncement } from "./drafts";
import { addressed, renderAnnouncement } from "./render-announcement";
import type { AnnouncementDocument } from "./schema";
import { listAnnouncements } from "./store";
import { unsubscribeToken } from "./unsubscribe-token";
import { type AnnouncementView, toAnnouncementView } from "./view";

const shown_at_most = 100;

export async function readAnnouncements(): Promise<AnnouncementView[]> {
  return (await listAnnouncements(shown_at_most)).map(toAnnouncementView);
}

/** With why it does not move, where it should. */
export interface AnnouncementProgress extends AnnouncementView {
  trouble: { kind: "given_up" | "away"; reason: string } | null;
}

export async function readProgress(id: string): Promise<AnnouncementProgress> {
  const announcement = await requireAnnouncement(id);
  return { ...toAnnouncementView(announcement), trouble: announcement.status === "sending" ? await findTrouble(announcement) : null };
}

async function findTrouble({ _id, leg }: AnnouncementDocument): Promise<AnnouncementProgress["trouble"]> {
  // By the index on `key`: its tasks all begin alike. What was given up before the last resuming is made up for.
  const givenUp = await collections().outbox.findOne({
    $or: ["expand", "batch"].map((kind) => ({ key: { $gte: `announcement:${_id}:${kind}:${leg}:`, $lt: `announcement:${_id}:${kind}:${leg};` } })),
    status: { $in: ["failed", "discarded"] },
  });
  if (givenUp) return { kind: "given_up", reason: givenUp.last_error ?? "" };
  const { down_since, reason } = await readLane("resend");
  return down_since ? { kind: "away", reason: reason ?? "Resend does not answer." } : null;
}

/** The mail as this admin would get it; of a draft without words, as far as it goes. */
export async function previewAnnouncement(id: string, admin: { id: string }): Promise<{ subject: string; html: string; text: string }> {
  return addressed(await renderAnnouncement(await requireAnnouncement(id)), unsubscribeToken(admin.id));
}

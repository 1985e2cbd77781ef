import "server-only";
import { addressed, renderAnnouncement } from "@/lib/announcements/render-announcement";
import { findAnnouncement } from "@/lib/announcements/store";
import { unsubscribeHeaders, unsubscribeToken } from "@/lib/announcements/unsubscribe-token";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import type { MailTask } from "@/lib/outbox/schema";
import type { ComposedMail } from "./account-mail";
import { requireRecipient } from "./recipient";

/** The sample of an announcement, to the admin who asked for it: to the letter what everybody would get. */
export async function announcementMail({ announcement_id, recipient_id }: Extract<MailTask, { template: "announcement" }>): Promise<ComposedMail> {
  const admin = await requireRecipient(recipient_id);
  const announcement = await findAnnouncement(announcement_id);
  if (!announcement) throw new NoLongerNeeded(`announcement ${announcement_id} is gone`);
  const token = unsubscribeToken(admin._id);
  return { to: admin.email, content: addressed(await renderAnnouncement(announcement), token), headers: unsubscribeHeaders(token) };
}

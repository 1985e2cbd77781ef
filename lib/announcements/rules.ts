import { policy } from "@/lib/config/policy";
import { refusalOf } from "@/lib/email-suppressions/rules";
import type { EmailSuppression } from "@/lib/email-suppressions/schema";
import { wants } from "@/lib/notifications/rules";
import type { UserDocument } from "@/lib/users/schema";
import type { AnnouncementCounts, AnnouncementStatus, LeftOutReason } from "./schema";

/** What may become of an announcement. Sending ends by itself; what was canceled or sent stays so. */
export const transitions: Record<AnnouncementStatus, readonly AnnouncementStatus[]> = {
  draft: ["sending"],
  sending: ["paused", "canceled", "sent"],
  paused: ["sending", "canceled"],
  canceled: [],
  sent: [],
};

export function comesFrom(to: AnnouncementStatus): AnnouncementStatus[] {
  return (Object.keys(transitions) as AnnouncementStatus[]).filter((from) => transitions[from].includes(to));
}

export type Reader = Pick<UserDocument, "_id" | "email" | "email_verified" | "notice_settings" | "timezone" | "deleted_at">;

/** Why this person gets no announcement, or null; asked for the count before sending, and again of each at the moment of sending. */
export function leftOutBecause(
  reader: Reader,
  marks: Pick<EmailSuppression, "undeliverable" | "complained_at" | "no_invites_at"> | null,
): LeftOutReason | null {
  if (reader.deleted_at) return "deleted";
  if (!wants(reader, "announcement", "mail")) return "unsubscribed";
  if (!reader.email_verified) return "unverified";
  if (!refusalOf("announcement", marks)) return null;
  return marks?.undeliverable ? "undeliverable" : "complained";
}

/** Whether the number that was confirmed is still what it is about. */
export function isSameCrowd(confirmed: number, counted: number): boolean {
  const { people, percent } = policy.announcement_count_slack;
  return Math.abs(confirmed - counted) <= Math.max(people, (confirmed * percent) / 100);
}

/** How many of the segment it has been decided about. */
export function decidedOf({ sent, refused, uncertain, left_out }: AnnouncementCounts): number {
  return sent + refused + uncertain + leftOutOf(left_out);
}

export function leftOutOf(left_out: AnnouncementCounts["left_out"]): number {
  return Object.values(left_out).reduce((sum, count) => sum + count, 0);
}

import type { LanguageId } from "@/lib/core/language";
import { decidedOf } from "./rules";
import type { AnnouncementCounts, AnnouncementDocument, AnnouncementStatus, Segment } from "./schema";

/** An announcement as admins see it. Instants are ISO strings. */
export interface AnnouncementView {
  id: string;
  subject: string;
  body: string;
  language: LanguageId;
  segment: Segment;
  status: AnnouncementStatus;
  revision: number;
  /** The version that stands now was sent to an admin. */
  is_sampled: boolean;
  people: number;
  counts: AnnouncementCounts;
  /** Of the segment, about whom it is not decided yet; known once all are written down. */
  waiting: number;
  /** Who gets it is still being written down. */
  is_preparing: boolean;
  started_at: string | null;
  ended_at: string | null;
  updated_at: string;
}

export function toAnnouncementView(announcement: AnnouncementDocument): AnnouncementView {
  const {
    _id: id,
    subject,
    body,
    language,
    segment,
    status,
    revision,
    sampled_revision,
    people,
    counts,
    started_at,
    ended_at,
    expanded_at,
    updated_at,
  } = announcement;
  return {
    ...{ id, subject, body, language, segment, status, revision, people, counts },
    is_sampled: sampled_revision === revision,
    waiting: counts.total - decidedOf(counts),
    is_preparing: started_at !== null && expanded_at === null && ended_at === null,
    started_at: started_at?.toISOString() ?? null,
    ended_at: ended_at?.toISOString() ?? null,
    updated_at: updated_at.toISOString(),
  };
}

import type { AuditEntry } from "@/lib/audit-log/schema";
import type { WeeklyRange } from "@/lib/availability/schema";
import type { UserDocument } from "@/lib/users/schema";
import { reviewReasons, type ReviewReasonId, type TutorStatus } from "./catalogue";
import { type DocumentView, toDocumentViews } from "./own-view";
import { proposalDifferences, type Difference } from "./proposal";
import { missingParts, weeklyMinutes, type MissingPart } from "./rules";
import type { TutorDocument } from "./schema";
import { toCoachProfile, type CoachProfile } from "./view";
import { waitingSince, type Waiting } from "./waiting";

/** A coach as an admin decides about them. Instants are ISO strings. */
export interface ReviewView {
  id: string;
  status: TutorStatus;
  is_published: boolean;
  is_paused: boolean;
  /** To be sent back with the decision. */
  revision: number;
  person: { id: string; name: string; email: string; email_verified: boolean; registered_at: string };
  /** As the page shows it, or will. */
  profile: CoachProfile;
  market_id: string;
  weekly_hours: WeeklyRange[];
  weekly_minutes: number;
  meeting_url: string | null;
  documents: DocumentView[];
  missing: MissingPart[];
  /** Null where nothing waits for a decision. */
  waiting: (Waiting & { kind: "profile" | "proposal" }) | null;
  /** Empty where nothing is proposed. */
  differences: Difference[];
  /** The newest first. */
  history: HistoryEntry[];
  /** Paid sessions that have not begun. */
  future_sessions: number;
}

export interface HistoryEntry {
  /** "tutor.approve", as in `audit_log`. */
  action: string;
  actor_name: string;
  at: string;
  reasons: { id: ReviewReasonId; sentence: string }[];
  note: string | null;
}

export function toReviewView(parts: {
  tutor: TutorDocument;
  user: UserDocument;
  entries: AuditEntry[];
  actors: Map<string, Pick<UserDocument, "name">>;
  future_sessions: number;
  now: Date;
}): ReviewView {
  const { tutor, user, entries, actors, future_sessions, now } = parts;
  const { availability } = tutor;
  return {
    id: tutor._id,
    status: tutor.status,
    is_published: tutor.is_published,
    is_paused: availability.is_paused,
    revision: tutor.revision,
    person: { id: user._id, name: user.name, email: user.email, email_verified: user.email_verified, registered_at: user.created_at.toISOString() },
    profile: toCoachProfile(tutor),
    market_id: tutor.market_id,
    weekly_hours: availability.weekly_hours,
    weekly_minutes: weeklyMinutes(availability),
    meeting_url: tutor.meeting_url,
    documents: toDocumentViews(tutor),
    missing: missingParts(tutor, user),
    waiting: waitingOf(tutor, now),
    differences: proposalDifferences(tutor),
    history: entries.map((entry) => toHistoryEntry(entry, actors.get(entry.actor_id)?.name ?? "Somebody who left")),
    future_sessions,
  };
}

function waitingOf(tutor: TutorDocument, now: Date): ReviewView["waiting"] {
  if (tutor.status === "submitted" && tutor.submitted_at) return { kind: "profile", ...waitingSince(tutor.submitted_at, now) };
  if (tutor.status === "approved" && tutor.proposal) return { kind: "proposal", ...waitingSince(tutor.proposal.submitted_at, now) };
  return null;
}

function toHistoryEntry({ action, created_at, after, note }: AuditEntry, actor_name: string): HistoryEntry {
  const decision = after?.decision as { reasons?: ReviewReasonId[] } | null | undefined;
  const reasons = (decision?.reasons ?? []).map((id) => ({ id, sentence: reviewReasons[id] }));
  return { action, actor_name, at: created_at.toISOString(), reasons, note };
}

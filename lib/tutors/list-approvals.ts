import "server-only";
import type { Filter } from "mongodb";
import { policy } from "@/lib/config/policy";
import type { TutorDocument } from "./schema";
import { countTutors, listWaiting, type WaitingPlace } from "./store";
import { waitingSince, type Waiting } from "./waiting";

const page_size = 20;

export interface ApprovalEntry {
  tutor_id: string;
  kind: "profile" | "proposal";
  name: string;
  headline: string;
  portrait_url: string | null;
  market_id: string;
  subjects: string[];
  /** It was looked at before and comes back changed. */
  is_again: boolean;
  waiting: Waiting;
}

export interface ApprovalPage {
  entries: ApprovalEntry[];
  /** Of all pages. */
  total: number;
  /** For `after` of the next page; null on the last one. */
  next: string | null;
}

const isSubmitted: Filter<TutorDocument> = { status: "submitted" };
const isProposing: Filter<TutorDocument> = { status: "approved", "proposal.submitted_at": { $exists: true } };

/** Who waits for a decision, the longest waiting first. A page begins behind the place that `after` names, whoever left the queue meanwhile. */
export async function listApprovals({ after, now }: { after?: string | undefined; now: Date }): Promise<ApprovalPage> {
  const [found, submitted, proposing] = await Promise.all([
    listWaiting({ after: decodePlace(after), limit: page_size + 1 }),
    countTutors(isSubmitted),
    countTutors(isProposing),
  ]);
  const shown = found.slice(0, page_size);
  const last = shown.at(-1);
  return {
    entries: shown.map(({ tutor, since }) => toEntry(tutor, since, now)),
    total: submitted + proposing,
    next: found.length > page_size && last ? `${last.since.toISOString()}~${last.tutor._id}` : null,
  };
}

export interface ApprovalCounts {
  submitted: number;
  proposals: number;
  /** Of both, those that have waited longer than we promise. */
  late: number;
  approved: number;
  suspended: number;
}

export async function countApprovals(now: Date): Promise<ApprovalCounts> {
  const due = new Date(now.getTime() - policy.approval_target_hours * 3_600_000);
  const [submitted, proposals, lateSubmitted, lateProposals, approved, suspended] = await Promise.all([
    countTutors(isSubmitted),
    countTutors(isProposing),
    countTutors({ ...isSubmitted, submitted_at: { $lt: due } }),
    countTutors({ status: "approved", "proposal.submitted_at": { $lt: due } }),
    countTutors({ status: "approved" }),
    countTutors({ status: "suspended" }),
  ]);
  return { submitted, proposals, late: lateSubmitted + lateProposals, approved, suspended };
}

function toEntry(tutor: TutorDocument, since: Date, now: Date): ApprovalEntry {
  return {
    tutor_id: tutor._id,
    kind: tutor.status === "submitted" ? "profile" : "proposal",
    name: tutor.name,
    headline: tutor.headline,
    portrait_url: tutor.portrait_url,
    market_id: tutor.market_id,
    subjects: tutor.subjects,
    is_again: tutor.status === "submitted" && tutor.decision !== null,
    waiting: waitingSince(since, now),
  };
}

/** A place that nobody of ours wrote is the beginning. */
function decodePlace(after: string | undefined): WaitingPlace | null {
  const [since = "", id = ""] = after?.split("~") ?? [];
  const instant = new Date(since);
  return Number.isNaN(instant.getTime()) || id === "" ? null : { since: instant, id };
}

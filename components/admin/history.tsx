import { formatClock, formatDay } from "@/lib/core/format-time";
import type { HistoryEntry } from "@/lib/tutors/review-view";

/** "tutor.request_changes" as people say it. */
const words: Record<string, string> = {
  "tutor.submit": "Submitted",
  "tutor.approve": "Approved",
  "tutor.request_changes": "Asked for changes",
  "tutor.reject": "Rejected",
  "tutor.suspend": "Suspended",
  "tutor.reinstate": "Reinstated",
  "tutor.approve_proposal": "Agreed to a change",
  "tutor.decline_proposal": "Declined a change",
  "tutor.cancel_sessions": "Cancelled the coming sessions",
};

export function History({ history, zone }: { history: HistoryEntry[]; zone: string }) {
  if (history.length === 0) return <p className="text-quiet">Nothing was decided yet.</p>;
  return (
    <ol className="flex flex-col gap-3">
      {history.map((entry) => (
        <li key={`${entry.at} ${entry.action}`} className="border-l-2 border-hairline pl-4">
          <p>
            <span className="font-medium">{words[entry.action] ?? entry.action}</span> by {entry.actor_name}
            <span className="figures ml-2 text-sm text-quiet">
              {formatDay(new Date(entry.at), zone)}, {formatClock(new Date(entry.at), zone)}
            </span>
          </p>
          {entry.reasons.map(({ id, sentence }) => (
            <p key={id} className="text-sm text-quiet">
              {sentence}
            </p>
          ))}
          {entry.note && <p className="text-sm whitespace-pre-line text-quiet">“{entry.note}”</p>}
        </li>
      ))}
    </ol>
  );
}

import { formatClock, formatDay } from "@/lib/core/format-time";
import type { DeadLetterGroup } from "@/lib/jobs/read-dead-letters";
import { DeedButton } from "./deed-button";
import { Discard } from "./discard";
import { laneWords } from "./lane-words";

/** What was given up, by cause: what it means, and one press that has all of it tried again. */
export function DeadLetters({ groups, zone }: { groups: DeadLetterGroup[]; zone: string }) {
  return (
    <ul className="flex flex-col gap-4">
      {groups.map((group) => (
        <li key={`${group.queue} ${group.lane} ${group.cause}`} className="rounded-card border border-hairline bg-card p-4 sm:p-6">
          <Group group={group} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function Group({ group, zone }: { group: DeadLetterGroup; zone: string }) {
  const { queue, lane, cause, count, rows } = group;
  const all = { queue, lane, cause };
  const when = (instant: string) => `${formatDay(new Date(instant), zone)}, ${formatClock(new Date(instant), zone)}`;
  return (
    <div className="flex flex-col gap-3">
      <div>
        <h3 className="text-h4 break-words">{cause ?? "The reason was not kept"}</h3>
        <p className="figures mt-1 text-sm text-danger">
          {count === 1 ? "1 given up" : `${count.toLocaleString("en-US")} given up`}, the last on {when(group.newest_at)}. {laneWords[lane].loss}
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-2">
        <DeedButton path="/api/admin/jobs/replay" body={all} done={count === 1 ? "It is tried again." : "They are tried again."} size="small">
          {count === 1 ? "Try again" : `Try all ${count.toLocaleString("en-US")} again`}
          <span className="sr-only">: {cause}</span>
        </DeedButton>
        <Discard choice={all} count={count} loss={laneWords[lane].loss} />
      </div>
      <details>
        <summary className="cursor-pointer text-sm font-medium">{count > rows.length ? `The last ${rows.length} of them` : count === 1 ? "Which one" : "Each of them"}</summary>
        <ul className="mt-2 divide-y divide-hairline">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-start justify-between gap-2 py-2">
              <div className="min-w-0">
                <p>{row.what}</p>
                <p className="figures text-sm break-all text-quiet">
                  {row.about && `${row.about} · `}
                  {row.attempts === 1 ? "1 attempt" : `${row.attempts} attempts`} · {when(row.given_up_at)} · {row.id}
                </p>
              </div>
              {count > 1 && (
                <DeedButton path="/api/admin/jobs/replay" body={{ queue, id: row.id }} done="It is tried again." variant="secondary" size="small">
                  Try again<span className="sr-only">: {row.id}</span>
                </DeedButton>
              )}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

import { CircleAlert, CircleCheck, CirclePause } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { formatClock } from "@/lib/core/format-time";
import type { LaneView } from "@/lib/jobs/read-jobs";
import { agoWords, ageWords } from "./age-words";
import { DeedButton } from "./deed-button";
import { laneWords } from "./lane-words";

/** Each provider's queue: whether it moves, and if not why, what that means and what to do. */
export function LaneList({ lanes, readAt, zone }: { lanes: LaneView[]; readAt: string; zone: string }) {
  return (
    <ul className="grid gap-4 md:grid-cols-2">
      {lanes.map((lane) => (
        <li key={lane.lane} className="flex flex-col gap-3 rounded-card border border-hairline bg-card p-4 sm:p-6">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="text-h4">{laneWords[lane.lane].name}</h3>
            <LaneState state={lane.state} />
          </div>
          <dl className="figures grid grid-cols-4 gap-2 text-sm">
            <Count name="Due" count={lane.due} />
            <Count name="Later" count={lane.planned} />
            <Count name="Given up" count={lane.failed} />
            <Count name="Done, 24 h" count={lane.done_today} />
          </dl>
          <p className="text-sm text-quiet">{asideOf(lane, readAt)}</p>
          {lane.state === "down" && <Outage lane={lane} readAt={readAt} zone={zone} />}
        </li>
      ))}
    </ul>
  );
}

function Outage({ lane: { lane, reason, down_since, next_try_at }, readAt, zone }: { lane: LaneView; readAt: string; zone: string }) {
  const { impact, mend } = laneWords[lane];
  return (
    <div className="rounded-control bg-danger-tint px-4 py-3 text-sm">
      <p className="font-semibold">
        {reason ?? "It does not work."} {down_since && `Down since ${formatClock(new Date(down_since), zone)}, ${ageWords((Date.parse(readAt) - Date.parse(down_since)) / 60_000)}.`}
      </p>
      <p className="mt-1">
        {impact} It is tried by itself every half minute{next_try_at && `, next at ${formatClock(new Date(next_try_at), zone)}`}; with the first success everything that waited goes out. {mend}
      </p>
      <DeedButton path={`/api/admin/jobs/lanes/${lane}/try`} done="It is tried with the next row." variant="secondary" size="small" className="mt-3">
        Try now
      </DeedButton>
    </div>
  );
}

function Count({ name, count }: { name: string; count: number }) {
  return (
    <div>
      <dt className="text-quiet">{name}</dt>
      <dd className="text-lg">{count.toLocaleString("en-US")}</dd>
    </div>
  );
}

function LaneState({ state }: { state: LaneView["state"] }) {
  const { word, tone, Icon } = states[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" className="size-4" />
      {word}
    </Badge>
  );
}

const states = {
  works: { word: "Works", tone: "brand", Icon: CircleCheck },
  pauses: { word: "Pauses", tone: "warning", Icon: CirclePause },
  down: { word: "Down", tone: "danger", Icon: CircleAlert },
} as const;

function asideOf({ oldest_minutes, retrying, last_success_at, lane }: LaneView, readAt: string): string {
  const parts = [
    oldest_minutes === null ? "Nothing waits" : `The oldest waits for ${ageWords(oldest_minutes)}`,
    ...(retrying > 0 ? [`${retrying} to be tried again`] : []),
    ...(last_success_at ? [`last success ${agoWords(last_success_at, readAt)}`] : lane === "none" ? [] : ["no success yet"]),
  ];
  return `${parts.join(" · ")}.`;
}

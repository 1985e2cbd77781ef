import { Check, Minus, X } from "lucide-react";
import { formatClock, formatDay } from "@/lib/core/format-time";
import type { ServiceRow } from "@/lib/probes/read-status";
import { DayStrip } from "./day-strip";
import { agoWords } from "./status-words";

const marks = {
  good: { Icon: Check, style: "text-brand", word: "Holds" },
  bad: { Icon: X, style: "text-danger", word: "Does not hold" },
  skipped: { Icon: Minus, style: "text-quiet", word: "Not looked at" },
} as const;

/** What was looked at, the last thirty days, and what has happened in them. */
export function ServiceDetails({ row, now, zone }: { row: ServiceRow; now: string; zone: string }) {
  const { checks, days, incidents, is_for, affects, last_failure_at } = row;
  const at = (instant: string) => `${formatDay(new Date(instant), zone)}, ${formatClock(new Date(instant), zone)}`;
  return (
    <div className="grid gap-8 border-t border-hairline px-4 py-6 sm:px-5 sm:pl-15 lg:grid-cols-2 lg:gap-10">
      <div className="flex flex-col gap-6">
        <div>
          <h3 className="text-h4">What was looked at</h3>
          {checks.length === 0 ? (
            <p className="mt-2 text-sm text-quiet">
              {row.state === "not_configured" ? "Nothing: it is not set up. docs/integrations says where its keys come from." : "Nothing yet."}
            </p>
          ) : (
            <ul className="mt-2 flex flex-col gap-1.5">
              {checks.map(({ name, outcome, words }) => {
                const { Icon, style, word } = marks[outcome];
                return (
                  <li key={name} className="flex gap-2 text-sm">
                    <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${style}`} />
                    <span>
                      <span className="sr-only">{word}: </span>
                      {name}
                      {words && <span className="text-quiet"> · {words}</span>}
                    </span>
                  </li>
                );
              })}
            </ul>
          )}
        </div>
        <div>
          <h3 className="text-h4">If it is away</h3>
          <p className="mt-2 text-sm">
            {is_for} {affects}
          </p>
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <div>
          <h3 className="text-h4">Thirty days</h3>
          <DayStrip days={days} />
          <p className="mt-2 text-sm text-quiet">
            {last_failure_at ? `Last failure ${agoWords(new Date(last_failure_at), new Date(now))}` : "No failure on record"}
          </p>
        </div>
        {incidents.length > 0 && (
          <ol className="flex flex-col gap-3">
            {incidents.map(({ id, started_at, ended_at, cause }) => (
              <li key={id} className="border-l-2 border-hairline pl-4 text-sm">
                <p>{cause}</p>
                <p className="figures text-quiet">
                  {at(started_at)} {ended_at ? `to ${at(ended_at)}` : "until now"}
                </p>
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

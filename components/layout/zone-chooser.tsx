"use client";

import { useMemo, useState } from "react";
import { useNow } from "@/components/clock/use-now";
import { TextField } from "@/components/ui/text-field";
import { formatClock, zoneLabel } from "@/lib/core/format-time";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import { allZones, browserZone, searchZones } from "./zone-names";

const shown_at_most = 8;

export function ZoneChooser({ zone, onChosen }: { zone: string; onChosen: () => void }) {
  const zones = useMemo(() => allZones(), []);
  const [search, setSearch] = useState("");
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState<string>();
  const found = searchZones(search, zones);
  const offered = search.trim() ? found.slice(0, shown_at_most) : [...new Set([zone, browserZone()])];

  async function choose(timezone: string) {
    setPending(timezone);
    setError(undefined);
    await fetchJson("/api/preferences", { method: "PUT", body: { timezone } }).then(onChosen, (failure: RequestFailed) => setError(failure.message));
    setPending(undefined);
  }

  return (
    <div className="flex flex-col gap-4">
      <TextField
        label="Search a city"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder="Chicago, London, Kolkata"
        autoComplete="off"
        spellCheck={false}
        error={error}
      />
      <ul className="flex flex-col gap-1" aria-label="Time zones">
        {offered.map((name) => (
          <ZoneRow key={name} name={name} isCurrent={name === zone} isPending={name === pending} onChoose={() => choose(name)} />
        ))}
      </ul>
      <p role="status" className="text-sm text-quiet">
        {search.trim() && found.length === 0 && "No place of that name. Try the largest city near you."}
        {found.length > shown_at_most && `${found.length - shown_at_most} more: type a little further.`}
      </p>
    </div>
  );
}

function ZoneRow({ name, isCurrent, isPending, onChoose }: { name: string; isCurrent: boolean; isPending: boolean; onChoose: () => void }) {
  const now = useNow();
  return (
    <li>
      <button
        type="button"
        onClick={onChoose}
        aria-current={isCurrent || undefined}
        aria-busy={isPending || undefined}
        className="flex min-h-11 w-full items-center justify-between gap-3 rounded-control border border-hairline px-3 text-left hover:border-brand aria-[current]:border-brand aria-[current]:bg-brand-tint aria-[current]:text-brand"
      >
        <span>{zoneLabel(name, now)}</span>
        <span className="figures shrink-0 text-sm">{formatClock(now, name)}</span>
      </button>
    </li>
  );
}

"use client";

import { Globe } from "lucide-react";
import { useMemo, useState } from "react";
import { useNow } from "@/components/clock/use-now";
import { allZones, browserZone, searchZones } from "@/components/layout/zone-names";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { formatClock, zoneLabel } from "@/lib/core/format-time";

/** The zone whose wall clock the hours are meant by. */
export function ZoneField({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const now = useNow();
  return (
    <>
      <Button variant="quiet" size="small" className="-ml-3" onClick={() => setOpen(true)}>
        <Globe aria-hidden="true" className="size-4" />
        <span>
          Times in {zoneLabel(zone, now)}
          <span className="sr-only">, change</span>
        </span>
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Your hours are meant in" shape="sheet">
        <ZoneList
          zone={zone}
          onChoose={(chosen) => {
            onChange(chosen);
            setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
}

function ZoneList({ zone, onChoose }: { zone: string; onChoose: (zone: string) => void }) {
  const zones = useMemo(() => allZones(), []);
  const [search, setSearch] = useState("");
  const now = useNow();
  const found = search.trim() ? searchZones(search, zones).slice(0, 8) : [...new Set([zone, browserZone()])];
  return (
    <div className="flex flex-col gap-4">
      <p className="text-quiet">The hours keep their clock times; the moments that clients see move along. Booked sessions stay where they are.</p>
      <TextField label="Search a city" value={search} onChange={(event) => setSearch(event.target.value)} placeholder="Chicago, London, Kolkata" autoComplete="off" spellCheck={false} />
      <ul aria-label="Time zones" className="flex flex-col gap-1">
        {found.map((name) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => onChoose(name)}
              aria-current={name === zone || undefined}
              className="flex min-h-11 w-full items-center justify-between gap-3 rounded-control border border-hairline px-3 text-left hover:border-brand aria-[current]:border-brand aria-[current]:bg-brand-tint aria-[current]:text-brand"
            >
              <span>{zoneLabel(name, now)}</span>
              <span className="figures shrink-0 text-sm">{formatClock(now, name)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-quiet">
        {search.trim() && found.length === 0 && "No place of that name. Try the largest city near you."}
      </p>
    </div>
  );
}

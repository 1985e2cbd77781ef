"use client";

import { useMemo, useState } from "react";
import { allZones } from "@/components/layout/zone-names";
import { Select } from "@/components/ui/select";
import { enabledMarketIds } from "@/lib/config/markets";
import { zonePlace } from "@/lib/core/format-time";
import { marketLabel, type MarketId, type Place } from "./place";

interface PlaceLineProps {
  /** Begins the line: "You book as a client". */
  lead: string;
  place: Place | null;
  onChange: (place: Place) => void;
  errors: { market_id?: string | undefined; timezone?: string | undefined };
}

/** Region and time zone as one sentence, since the guess is nearly always right; the two lists open on demand. */
export function PlaceLine({ lead, place, onChange, errors }: PlaceLineProps) {
  const [isOpened, setOpened] = useState(false);
  const isOpen = isOpened || Boolean(errors.market_id ?? errors.timezone);
  if (!place) return <p className="min-h-6 text-sm text-quiet">{lead}</p>;
  if (!isOpen) {
    return (
      <p className="min-h-6 text-sm text-quiet">
        {lead} · {marketLabel(place.market_id)} · {zonePlace(place.timezone)} time{" "}
        <button type="button" aria-label="Change region or time zone" onClick={() => setOpened(true)} className="link min-h-6 px-1">
          Change
        </button>
      </p>
    );
  }
  return <PlaceLists place={place} onChange={onChange} errors={errors} />;
}

function PlaceLists({ place, onChange, errors }: Omit<PlaceLineProps, "lead"> & { place: Place }) {
  const zones = useMemo(() => [...new Set([place.timezone, ...allZones()])].sort(), [place.timezone]);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label="Region"
        value={place.market_id}
        onChange={(event) => onChange({ ...place, market_id: event.target.value as MarketId })}
        options={enabledMarketIds.map((value) => ({ value, label: marketLabel(value) }))}
        error={errors.market_id}
      />
      <Select
        label="Time zone"
        value={place.timezone}
        onChange={(event) => onChange({ ...place, timezone: event.target.value })}
        options={zones.map((value) => ({ value, label: value.replaceAll("_", " ").replaceAll("/", " / ") }))}
        error={errors.timezone}
      />
    </div>
  );
}

"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { Vacation } from "@/lib/availability/schema";
import { dateWords } from "./date-words";

interface VacationsProps {
  vacations: readonly Vacation[];
  today: string;
  onChange: (vacations: Vacation[]) => void;
}

/** Stretches of whole days in which nothing can be booked. */
export function Vacations({ vacations, today, onChange }: VacationsProps) {
  const [first_date, setFirst] = useState("");
  const [last_date, setLast] = useState("");
  const coming = vacations.filter((each) => each.last_date >= today);
  const isBackwards = last_date !== "" && first_date > last_date;

  function add() {
    onChange([...vacations, { first_date, last_date: last_date || first_date }].sort((a, b) => a.first_date.localeCompare(b.first_date)));
    setFirst("");
    setLast("");
  }

  return (
    <div className="flex flex-col gap-4">
      {coming.length > 0 && (
        <ul className="flex flex-col divide-y divide-hairline border-y border-hairline">
          {coming.map((vacation) => (
            <li key={`${vacation.first_date} ${vacation.last_date}`} className="flex items-center justify-between gap-3 py-2">
              <span className="figures">
                {dateWords(vacation.first_date)}
                {vacation.last_date !== vacation.first_date && ` – ${dateWords(vacation.last_date)}`}
              </span>
              <Button variant="quiet" size="small" onClick={() => onChange(vacations.filter((each) => each !== vacation))}>
                <Trash2 aria-hidden="true" className="size-4" />
                Remove<span className="sr-only"> the vacation from {dateWords(vacation.first_date)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-start gap-3">
        <TextField label="First day" type="date" min={today} value={first_date} onChange={(event) => setFirst(event.target.value)} className="max-w-48" />
        <TextField
          label="Last day"
          type="date"
          min={first_date || today}
          value={last_date}
          onChange={(event) => setLast(event.target.value)}
          error={isBackwards ? "The last day is before the first." : undefined}
          className="max-w-48"
        />
        <Button variant="secondary" className="sm:mt-6.5" disabled={!first_date || isBackwards} onClick={add}>
          Add vacation
        </Button>
      </div>
    </div>
  );
}

"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { weekdayName, weekdays } from "./weekly-hours";

/** Copies a day's hours over those of the days that one ticks. */
export function CopyDay({ weekday, onCopy }: { weekday: number; onCopy: (to: number[]) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<number[]>([]);
  const others = weekdays.filter((each) => each !== weekday);

  function toggle(day: number) {
    setChosen(chosen.includes(day) ? chosen.filter((each) => each !== day) : [...chosen, day]);
  }

  return (
    <>
      <Button variant="quiet" size="small" onClick={() => (setChosen([]), setOpen(true))}>
        <Copy aria-hidden="true" className="size-4" />
        <span aria-hidden="true" className="max-sm:hidden">
          Copy
        </span>
        <span className="sr-only">Copy {weekdayName(weekday)} to other days</span>
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={`Copy ${weekdayName(weekday)} to`} shape="sheet">
        <div className="flex flex-col gap-4">
          {others.map((day) => (
            <Checkbox key={day} label={weekdayName(day)} checked={chosen.includes(day)} onChange={() => toggle(day)} />
          ))}
          <div className="flex flex-wrap gap-3">
            <Button variant="secondary" size="small" onClick={() => setChosen(others.filter((day) => day <= 5))}>
              Weekdays
            </Button>
            <Button variant="secondary" size="small" onClick={() => setChosen([...others])}>
              Every day
            </Button>
          </div>
          <Button
            disabled={chosen.length === 0}
            onClick={() => {
              onCopy(chosen);
              setOpen(false);
            }}
          >
            Copy
          </Button>
        </div>
      </Dialog>
    </>
  );
}

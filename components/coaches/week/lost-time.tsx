"use client";

import { useNow } from "@/components/clock/use-now";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatSoon } from "@/lib/core/format-time";
import type { HoldProblem } from "../use-hold";

interface LostTimeProps {
  problem: HoldProblem | undefined;
  zone: string;
  onChoose: (start: string) => void;
  onReload: () => void;
}

/** Why the time could not be held, and the way on: times close to it, or a fresh look at the week. */
export function LostTime({ problem, zone, onChoose, onReload }: LostTimeProps) {
  const now = useNow();
  if (!problem) return null;
  return (
    <Alert tone="danger" title={problem.nearest.length > 0 ? "That time was just taken" : undefined}>
      <p>{problem.nearest.length > 0 ? "These are free close to it:" : problem.message}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {problem.nearest.map((start) => (
          <Button key={start} variant="secondary" size="small" className="figures" onClick={() => onChoose(start)}>
            {formatSoon(new Date(start), zone, now)}
          </Button>
        ))}
        {problem.nearest.length === 0 && (
          <Button variant="secondary" size="small" onClick={onReload}>
            Look at the week again
          </Button>
        )}
      </div>
    </Alert>
  );
}

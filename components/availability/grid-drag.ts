import type { DayRange } from "@/lib/availability/schema";

/** A pull on the week's page: what was taken hold of, where, and where the pointer is now (minutes of the day, unrounded). */
export interface Drag {
  weekday: number;
  range: DayRange | undefined;
  kind: "draw" | "start" | "end" | "move";
  from: number;
  minute: number;
}

export const grid_minutes = 15;

export function draggedFrom(grip: { weekday: number; range: DayRange | undefined; edge: string | undefined; minute: number }): Drag {
  const { weekday, range, edge, minute } = grip;
  const kind = !range ? "draw" : edge === "start" || edge === "end" ? edge : "move";
  return { weekday, range, kind, from: minute, minute };
}

/** The range that the pull makes, on the quarter hours and inside the day; null for a press that drew nothing. */
export function dragged({ range, kind, from, minute }: Drag): DayRange | null {
  if (!range) return drawn(from, minute);
  const length = range.end_minute - range.start_minute;
  switch (kind) {
    case "start":
      return { ...range, start_minute: Math.min(snapped(minute), range.end_minute - grid_minutes) };
    case "end":
      return { ...range, end_minute: Math.max(snapped(minute), range.start_minute + grid_minutes) };
    default: {
      const start_minute = Math.min(Math.max(range.start_minute + snappedStep(minute - from), 0), 1_440 - length);
      return { start_minute, end_minute: start_minute + length };
    }
  }
}

/** At least half an hour, which no session is shorter than. */
const shortest_minutes = 30;

function drawn(from: number, minute: number): DayRange | null {
  const [first, last] = [Math.min(from, minute), Math.max(from, minute)];
  const start_minute = Math.min(Math.floor(Math.max(first, 0) / grid_minutes) * grid_minutes, 1_440 - shortest_minutes);
  if (last - first < grid_minutes / 3) return null;
  return { start_minute, end_minute: Math.max(snapped(last), start_minute + shortest_minutes) };
}

function snapped(minute: number): number {
  return Math.min(Math.max(snappedStep(minute), 0), 1_440);
}

function snappedStep(minutes: number): number {
  return Math.round(minutes / grid_minutes) * grid_minutes;
}

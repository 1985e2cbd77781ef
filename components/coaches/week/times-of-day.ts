/** The free starts of one day as the picker lays them out: a group for each part of the day, in rows. */
export interface PartOfDay {
  name: string;
  rows: string[][];
}

export const columns = 4;

export function partsOfDay(starts: readonly string[], zone: string): PartOfDay[] {
  return parts
    .map(({ name, from, until }) => ({ name, starts: starts.filter((start) => isBetween(hourOf(start, zone), from, until)) }))
    .filter((part) => part.starts.length > 0)
    .map((part) => ({ name: part.name, rows: inRows(part.starts) }));
}

/** The start that an arrow key leads to, or null at the edge. The groups follow on from each other as one grid. */
export function neighbour(groups: readonly PartOfDay[], start: string, key: string): string | null {
  const rows = groups.flatMap((group) => group.rows);
  const flat = rows.flat();
  const index = flat.indexOf(start);
  if (key === "ArrowLeft") return flat[index - 1] ?? null;
  if (key === "ArrowRight") return flat[index + 1] ?? null;
  if (key === "Home") return flat[0] ?? null;
  if (key === "End") return flat.at(-1) ?? null;
  const row = rows.findIndex((cells) => cells.includes(start));
  const column = rows[row]?.indexOf(start) ?? 0;
  const next = rows[key === "ArrowDown" ? row + 1 : row - 1];
  return next?.[column] ?? next?.at(-1) ?? null;
}

const parts = [
  { name: "Early hours", from: 0, until: 5 },
  { name: "Morning", from: 5, until: 12 },
  { name: "Afternoon", from: 12, until: 17 },
  { name: "Evening", from: 17, until: 24 },
];

function isBetween(hour: number, from: number, until: number): boolean {
  return hour >= from && hour < until;
}

function hourOf(start: string, zone: string): number {
  return Number(new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(new Date(start)));
}

function inRows(starts: string[]): string[][] {
  const rows: string[][] = [];
  for (let i = 0; i < starts.length; i += columns) rows.push(starts.slice(i, i + columns));
  return rows;
}

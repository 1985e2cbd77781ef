import type { Market } from "./market.ts";
import { day_ms, endOf, type Setup } from "./setup.ts";

/** One line that grows where somebody looks, else a line for each day. */
export function createProgress(setup: Setup) {
  const isLive = process.stdout.isTTY === true;
  let shown = -1;
  return {
    show(now: Date, { story }: Market): void {
      const day = Math.floor((now.getTime() - setup.starts.getTime()) / day_ms);
      if (day === shown) return;
      shown = day;
      const share = (now.getTime() - setup.starts.getTime()) / (endOf(setup).getTime() - setup.starts.getTime());
      const booked = story.sessions.filter(({ booked_at }) => booked_at).length;
      const line = `${now.toISOString().slice(0, 10)}  ${bar(share)}  ${story.errands.length} have looked, ${booked} sessions booked`;
      process.stdout.write(isLive ? `\r${line}   ` : `${line}\n`);
    },
    end: () => void (isLive && process.stdout.write("\n\n")),
  };
}

function bar(share: number): string {
  const width = 24;
  const full = Math.min(width, Math.round(share * width));
  return "█".repeat(full) + "░".repeat(width - full);
}

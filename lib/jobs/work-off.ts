import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import { giveBack } from "./outcome";
import { runTaken, takeRow } from "./queue";
import type { Outcome, QueueRow, Taken, WorkQueue } from "./schema";
import { type Bell, onWake } from "./wake";

const idleMs = 1_000;

/** How many rows ended in which way. */
export type Tally = Partial<Record<Outcome, number>>;

export interface Shift {
  bell: Bell;
  at_once: number;
  /** No further row is taken once this is aborted; what is in hand is finished. */
  over: AbortSignal;
  /** `end`: when nothing is due; otherwise it waits for more. */
  whenIdle: "wait" | "end";
  /** What is in hand, so that it can be given back where nobody may wait for it. */
  inHand?: Set<() => Promise<unknown>>;
}

/** Works off one queue, several rows at once, until the shift is over. Any number of processes may do so: the leases keep them apart. */
export async function workOff<Row extends QueueRow>(queue: WorkQueue<Row>, { bell, at_once, over, whenIdle, inHand = new Set() }: Shift): Promise<Tally> {
  const tally: Tally = {};
  const running = new Set<Promise<Outcome | null>>();

  async function work(taken: Taken<Row>): Promise<Outcome | null> {
    const leave = () => giveBack(queue, taken, "waits", true);
    inHand.add(leave);
    const outcome = await runTaken(queue, taken).catch(reportDatabase);
    inHand.delete(leave);
    if (outcome) tally[outcome] = (tally[outcome] ?? 0) + 1;
    return outcome;
  }

  while (!over.aborted) {
    const taken = running.size < at_once ? await takeRow(queue, clockNow()).catch(reportDatabase) : null;
    if (taken) {
      const working: Promise<Outcome | null> = work(taken).finally(() => running.delete(working));
      running.add(working);
      continue;
    }
    if (running.size === 0 && whenIdle === "end") break;
    // Whatever ends may have let others go: look again then, and at the latest after a second.
    const pause = pauseFor({ bell, over });
    const ended = await Promise.race([...running, pause.done]);
    // Where the rate is used up, asking again at once would be in vain.
    if (ended === "no_turn") await pause.done;
    pause.cancel();
  }
  await Promise.all(running);
  return tally;
}

/** Over after a second, when the bell rings, or with the shift. */
function pauseFor({ bell, over }: Pick<Shift, "bell" | "over">): { done: Promise<null>; cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<null>();
  const end = () => {
    clearTimeout(timer);
    forget();
    over.removeEventListener("abort", end);
    resolve(null);
  };
  const timer = setTimeout(end, idleMs);
  const forget = onWake(bell, end);
  over.addEventListener("abort", end);
  return { done: promise, cancel: end };
}

/** The database is away: what was in hand is due again when its lease ends. */
function reportDatabase(error: unknown): null {
  reportError(error, { area: "worker" });
  return null;
}

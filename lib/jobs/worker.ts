import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { clockNow } from "@/lib/clock/clock";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import { forEachQueue } from "./queues";
import { runDueJobs } from "./recurring";
import { schedule } from "./schedule";
import { workOff } from "./work-off";

/** No period is shorter than a minute. */
const lookEveryMs = 5_000;
/** Less than those who end processes usually allow. */
const patienceMs = 4_000;

export interface Worker {
  /** Takes nothing more, finishes what is in hand, and gives back what takes too long. */
  stop(): Promise<void>;
}

/** Works off the outbox, the inbox and the schedule in this process until it is stopped. Any number of processes may do so on one database. */
export function startWorker(): Worker {
  const over = new AbortController();
  const inHand = new Set<() => Promise<unknown>>();
  const shifts = [...forEachQueue((queue, about) => workOff(queue, { ...about, over: over.signal, whenIdle: "wait", inHand })), followSchedule(over.signal)];

  return {
    async stop() {
      over.abort();
      await Promise.race([Promise.all(shifts), sleep(patienceMs, null, { ref: false })]);
      await Promise.all([...inHand].map((leave) => leave()));
    },
  };
}

async function followSchedule(over: AbortSignal): Promise<void> {
  const running = new Set<string>();
  while (!over.aborted) {
    // A job that takes long holds up no other.
    for (const job of schedule.filter(({ name }) => !running.has(name))) {
      running.add(job.name);
      void runDueJobs([job], clockNow())
        .catch((error: unknown) => reportError(error, { area: "worker" }))
        .finally(() => running.delete(job.name));
    }
    await sleep(lookEveryMs, null, { signal: over }).catch(() => null);
  }
}

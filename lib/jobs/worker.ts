import "server-only";
import { readDueFeed } from "@/lib/calendar-feeds/read-due-feed";
import { collections } from "@/lib/db/collections";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import { runTask } from "@/lib/outbox/run-task";
import { pollStripeEvents } from "@/lib/webhook-events/poll-stripe-events";
import { processEvent } from "@/lib/webhook-events/process-event";
import { runNextRow } from "./queue";
import { onWake, type Queue } from "./wake";

const idleMs = 1_000;
const pollMs = 5 * 60_000;
/** At once, so that a server that lets us wait for five seconds keeps no other calendar waiting. */
const calendarReaders = 4;

/**
 * Works off the inbox, the outbox and the calendars that are due in this process until the process ends. Any number of processes may do so on one
 * database; the leases in queue.ts keep them apart.
 */
export function startWorker(): void {
  void loop("inbox", () => runNextRow(collections().webhook_events, processEvent, report));
  void loop("outbox", () => runNextRow(collections().outbox, runTask, report));
  for (let reader = 0; reader < calendarReaders; reader += 1) void loop("calendars", () => readDueFeed(new Date()));
  const poll = () => void pollStripeEvents(new Date()).catch((error: unknown) => report(error));
  poll();
  setInterval(poll, pollMs).unref();
}

async function loop(queue: Queue, runNext: () => Promise<boolean>): Promise<never> {
  for (;;) {
    const worked = await runNext().catch((error: unknown) => {
      report(error);
      return false;
    });
    if (!worked) await pause(queue);
  }
}

function pause(queue: Queue): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, idleMs);
    const forget = onWake(queue, done);
    function done() {
      clearTimeout(timer);
      forget();
      resolve();
    }
  });
}

function report(error: unknown): void {
  reportError(error, { area: "worker" });
}

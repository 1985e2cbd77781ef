import { collections } from "@/lib/db/collections";
import { inboxQueue, outboxQueue } from "@/lib/jobs/queues";
import { runTaken, takeRow } from "@/lib/jobs/queue";
import type { QueueRow, Taken, WorkQueue } from "@/lib/jobs/schema";
import type { Lane, OutboxDocument } from "@/lib/outbox/schema";

/** The worker's part: the real queue, its leases, lanes and orders, driven by the simulation's clock instead of by waiting. */
export interface Work {
  /** Does everything that is due by now; answers when something is due next, null where nothing waits. */
  drain(now: Date): Promise<Date | null>;
  /** Events came in: the inbox is worth a look. */
  expectEvents(): void;
}

/** Rows of one moment at once; how many decides about no outcome, as long as every provider answers. */
const at_once = 10;
/** Resend's rate for a small account, in the simulation's seconds. */
const mails_per_second = 10;
/** A worker that has found its lane closed, or its provider's rate used up, looks again then. */
const look_again_ms = 2_000;

export async function createWork(): Promise<Work> {
  // The workers ask lane by lane; the simulation asks over all of them when the next row is due.
  await collections().outbox.createIndex({ status: 1, run_at: 1 });
  const inbox = inboxQueue();
  const turns = createTurns();
  let hasEvents = false;

  function queueOf(lane: Lane, now: Date): WorkQueue<OutboxDocument> {
    const queue = outboxQueue(lane);
    // The app's own turns are real seconds.
    return queue.waitForTurn ? { ...queue, waitForTurn: async () => turns.take(now) } : queue;
  }
  const roomOf = (lane: Lane, now: Date) => (lane === "resend" ? turns.left(now) : at_once);

  return {
    async drain(now) {
      if (hasEvents) hasEvents = (await workOff(inbox, now, () => at_once)) === "blocked" || (await isWaiting(inbox));
      const closed: Lane[] = [];
      const soon = new Date(now.getTime() + look_again_ms);
      for (;;) {
        const open = closed.length > 0 ? { lane: { $nin: closed } } : {};
        const first = await collections().outbox.findOne({ status: "pending", ...open }, { sort: { run_at: 1 }, projection: { lane: 1, run_at: 1 } });
        const isDue = first && first.run_at <= now;
        if (!isDue) return closed.length > 0 || hasEvents ? earlier(soon, first?.run_at) : (first?.run_at ?? null);
        if ((await workOff(queueOf(first.lane, now), now, () => roomOf(first.lane, now))) === "blocked") closed.push(first.lane);
      }
    },
    expectEvents: () => void (hasEvents = true),
  };
}

function earlier(moment: Date, other: Date | undefined): Date {
  return other && other < moment ? other : moment;
}

/** Until nothing is due in this queue; `blocked` where rows are due that may not be taken now. */
async function workOff<Row extends QueueRow>(queue: WorkQueue<Row>, now: Date, room: () => number): Promise<"done" | "blocked"> {
  let width = at_once;
  for (;;) {
    const taken: Taken<Row>[] = [];
    while (taken.length < Math.min(width, room())) {
      const next = await takeRow(queue, now);
      if (!next) break;
      taken.push(next);
      // Where a provider has failed, who comes after whom decides who is tried: one after another then.
      if (next.isProbe || next.lane.failures + next.lane.throttles > 0) width = 1;
    }
    if (taken.length === 0) break;
    const outcomes = await Promise.all(taken.map((one) => runTaken(queue, one)));
    if (outcomes.some((outcome) => outcome === "retries" || outcome === "waits")) width = 1;
  }
  const due = { ...queue.only, status: "pending", run_at: { $lte: now } };
  return (await queue.rows.findOne(due as never, { projection: { _id: 1 } })) ? "blocked" : "done";
}

async function isWaiting<Row extends QueueRow>({ rows, only }: WorkQueue<Row>): Promise<boolean> {
  return (await rows.findOne({ ...only, status: "pending" } as never, { projection: { _id: 1 } })) !== null;
}

function createTurns() {
  let second = 0;
  let count = 0;
  const left = (now: Date) => {
    const current = Math.floor(now.getTime() / 1_000);
    if (current !== second) [second, count] = [current, 0];
    return mails_per_second - count;
  };
  return {
    left,
    take(now: Date): boolean {
      if (left(now) <= 0) return false;
      count += 1;
      return true;
    },
  };
}

import { collections } from "@/lib/db/collections";
import { inboxQueue, outboxQueue } from "@/lib/jobs/queues";
import { readLane } from "@/lib/jobs/lanes";
import { runTaken, takeRow } from "@/lib/jobs/queue";
import type { QueueRow, Taken, WorkQueue } from "@/lib/jobs/schema";
import type { Lane, OutboxDocument } from "@/lib/outbox/schema";
import type { WebhookEventDocument } from "@/lib/webhook-events/schema";

/** The worker's part: the real queue, its leases, lanes and orders, driven by the simulation's clock instead of by waiting. */
export interface Work {
  /**
   * Does everything that is due by now; answers when something is due next, null where nothing waits. `hasActed`: somebody did
   * something since the last time, so that what waits is not what it was.
   */
  drain(now: Date, hasActed: boolean): Promise<Date | null>;
  /** Events came in: the inbox is worth a look. */
  expectEvents(): void;
}

/** Rows of one moment at once; how many decides about no outcome, as long as every provider answers. */
const at_once = 10;
/** How far ahead the queue is read in one question: whoever knows what is due need not ask in vain until nothing comes. */
const seen_ahead = at_once + 1;
/** Resend's rate for a small account, in the simulation's seconds. */
const mails_per_second = 10;
/** A worker that has found its lane closed, or its provider's rate used up, looks again every so often. */
const look_again_ms = 2_000;

export async function createWork(): Promise<Work> {
  // The workers ask lane by lane; the simulation asks over all of them when the next row is due.
  await collections().outbox.createIndex({ status: 1, run_at: 1 });
  const inbox = inboxQueue();
  const turns = createTurns();
  let hasEvents = false;
  /** What waits, as it was when the last drain ended. */
  let left: Waiting[] | null = null;

  function queueOf(lane: Lane, now: Date): WorkQueue<OutboxDocument> {
    const queue = outboxQueue(lane);
    // The app's own turns are real seconds.
    return queue.waitForTurn ? { ...queue, waitForTurn: async () => turns.take(now) } : queue;
  }
  const roomOf = (lane: Lane, now: Date) => (lane === "resend" ? turns.left(now) : at_once);

  /** What waits in the lanes that are open, the longest due first. */
  function waiting(closed: Lane[]): Promise<Waiting[]> {
    const open = closed.length > 0 ? { lane: { $nin: closed } } : {};
    return collections().outbox.find({ status: "pending", ...open }, { sort: { run_at: 1 }, projection: { _id: 0, lane: 1, run_at: 1 }, limit: seen_ahead }).toArray();
  }

  return {
    async drain(now, hasActed) {
      const closed: Lane[] = [];
      let again: Date | null = null;
      if (hasEvents) left = null;
      if (hasEvents) hasEvents = await workOffEvents(inbox, now);
      if (hasEvents) again = await lookAgainAt(inbox.lane, now);
      let shift = null as Shift<OutboxDocument> | null;
      for (let known = hasActed ? null : left; ; known = null) {
        const rows = known ?? (await waiting(closed));
        left = closed.length === 0 ? rows : null;
        const due = rows.filter(({ run_at }) => run_at <= now);
        const [first] = due;
        if (!first) return earlier(again, rows[0]?.run_at ?? null);
        // One lane to its end, then the next.
        const lane: Lane = due.find((row) => row.lane === shift?.queue.lane)?.lane ?? first.lane;
        if (shift?.queue.lane !== lane) shift = { queue: queueOf(lane, now), now, width: at_once };
        const done = await workSome(shift, Math.min(due.filter((row) => row.lane === lane).length, roomOf(lane, now)));
        if (done > 0) continue;
        closed.push(lane);
        again = earlier(again, await lookAgainAt(lane, now));
      }
    },
    expectEvents: () => void (hasEvents = true),
  };
}

type Waiting = Pick<OutboxDocument, "lane" | "run_at">;

function earlier(moment: Date | null, other: Date | null): Date | null {
  if (!moment || !other) return moment ?? other;
  return other < moment ? other : moment;
}

/** When a worker will look at this lane again and not in vain: those looks at which it must still be closed are left out. */
async function lookAgainAt(lane: Lane, now: Date): Promise<Date> {
  const { down_since, probe_at, paused_until } = await readLane(lane);
  const opens = down_since ? probe_at : paused_until;
  const looks = opens ? Math.ceil((opens.getTime() - now.getTime()) / look_again_ms) : 0;
  return new Date(now.getTime() + Math.max(1, looks) * look_again_ms);
}

/** True where events are left for later. */
async function workOffEvents(inbox: WorkQueue<WebhookEventDocument>, now: Date): Promise<boolean> {
  const shift: Shift<WebhookEventDocument> = { queue: inbox, now, width: at_once };
  for (;;) {
    const rows = await inbox.rows.find({ status: "pending" }, { sort: { run_at: 1 }, projection: { _id: 0, run_at: 1 }, limit: at_once }).toArray();
    const due = rows.filter(({ run_at }) => run_at <= now).length;
    if (due === 0 || (await workSome(shift, due)) === 0) return rows.length > 0;
  }
}

/** One queue at one moment. */
interface Shift<Row extends QueueRow> {
  queue: WorkQueue<Row>;
  now: Date;
  /** How many rows are in hand at once. */
  width: number;
}

/** Takes so many rows of those that are due and carries them out; answers how many there were, none where they may not be taken now. */
async function workSome<Row extends QueueRow>(shift: Shift<Row>, count: number): Promise<number> {
  const { queue, now } = shift;
  const taken: Taken<Row>[] = [];
  while (taken.length < Math.min(shift.width, count)) {
    const next: Taken<Row> | null = await takeRow(queue, now, taken[0]?.lane);
    if (!next) break;
    taken.push(next);
    // Where a provider has failed, who comes after whom decides who is tried: one after another then.
    if (next.isProbe || next.lane.failures + next.lane.throttles > 0) shift.width = 1;
  }
  const outcomes = await Promise.all(taken.map((one) => runTaken(queue, one)));
  if (outcomes.some((outcome) => outcome === "retries" || outcome === "waits")) shift.width = 1;
  return taken.length;
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

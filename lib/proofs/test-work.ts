import { stopClockAt } from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import { listEventsSince } from "@/lib/integrations/stripe/events";
import { leaseMs } from "@/lib/jobs/queue";
import { inboxQueue, outboxQueue } from "@/lib/jobs/queues";
import { runDueJobs } from "@/lib/jobs/recurring";
import { schedule } from "@/lib/jobs/schedule";
import { workOff } from "@/lib/jobs/work-off";
import type { Lane } from "@/lib/outbox/schema";
import { pollStripeEvents } from "@/lib/webhook-events/poll-stripe-events";
import { receiveEvent } from "@/lib/webhook-events/receive-event";
import { endOfLife } from "./test-break-off";

/** Which news of Stripe's come through. `since`: from when on nothing of payments did. */
export interface Ears {
  hears: boolean;
  since: number | null;
}

const jobs = schedule.filter(({ name }) => name === "payouts" || name === "ledger-chain");

/** What a worker does that looks at this moment: asks Stripe for news, and works off inbox, outbox and schedule until nothing is due. */
export async function work(at: Date, ears: Ears): Promise<void> {
  stopClockAt(at);
  await listen(at, ears);
  await workQueues(["none", "stripe"]);
  await runDueJobs(jobs, at);
}

/** The same without the schedule, by a worker that hears of everything. */
export async function workOnce(at: Date): Promise<void> {
  stopClockAt(at);
  await pollStripeEvents(at, null);
  await workQueues(["none", "stripe"]);
}

/** Until nothing is due. */
export async function workQueues(lanes: readonly Lane[]): Promise<void> {
  const over = endOfLife();
  for (let tasks = 1; tasks > 0; ) {
    // One after another: of two who paid for one time it is the first who gets it.
    const inbox = await workOff(inboxQueue(), { bell: "inbox", at_once: 1, over, whenIdle: "end" });
    const outbox = await Promise.all(lanes.map((lane) => workOff(outboxQueue(lane), { bell: "outbox", at_once: 4, over, whenIdle: "end" })));
    tasks = [inbox, ...outbox].reduce((sum, { done = 0, not_needed = 0 }) => sum + done + not_needed, 0);
  }
}

async function listen(at: Date, ears: Ears): Promise<void> {
  if (ears.hears && ears.since === null) return void (await pollStripeEvents(at, null));
  const hints = await listEventsSince(new Date((ears.since ?? at.getTime()) - 60_000));
  for (const hint of hints) if (ears.hears || !hint.type.startsWith("payment_intent.")) await receiveEvent(hint, at);
  if (ears.hears) ears.since = null;
}

/** The rows of a worker that died are due when their lease ends; here it has ended. */
export async function endLeases(at: Date): Promise<void> {
  const leased = { status: "pending" as const, attempts: { $gt: 0 }, run_at: { $gt: at, $lte: new Date(at.getTime() + leaseMs) } };
  await collections().outbox.updateMany(leased, { $set: { run_at: at } });
  await collections().webhook_events.updateMany(leased, { $set: { run_at: at } });
}

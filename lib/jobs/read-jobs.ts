import "server-only";
import { collections } from "@/lib/db/collections";
import { lanes, type Lane } from "@/lib/outbox/schema";
import { type DeadLetterGroup, readDeadLetters } from "./read-dead-letters";
import { readLane } from "./lanes";
import { type RecurringJob, listRecurring } from "./recurring";
import { gateOf } from "./rules";
import { schedule } from "./schedule";
import type { RecurringDocument } from "./schema";
import { readThroughput, type Throughput } from "./throughput";

/** What stands in the queues, for the admin: figures and causes, never what a row carries. Instants are ISO. */
export interface JobsView {
  read_at: string;
  lanes: LaneView[];
  due: number;
  planned: number;
  failed: number;
  /** How long the row that is due longest has been due; null where nothing is. */
  oldest_minutes: number | null;
  /** False where nobody works off anything: no worker runs, and no timer calls. */
  is_attended: boolean;
  throughput: Throughput;
  recurring: RecurringView[];
  dead_letters: DeadLetterGroup[];
}

export interface LaneView {
  lane: Lane;
  /** Due now, and waiting for its turn or for its provider. */
  due: number;
  /** Due later: planned, in hand, or to be tried again. */
  planned: number;
  retrying: number;
  failed: number;
  done_today: number;
  oldest_minutes: number | null;
  state: "works" | "pauses" | "down";
  reason: string | null;
  down_since: string | null;
  next_try_at: string | null;
  last_success_at: string | null;
}

export interface RecurringView {
  name: string;
  title: string;
  every_minutes: number;
  last_started_at: string | null;
  duration_ms: number | null;
  last_result: string | null;
  failures: number;
}

const minuteMs = 60_000;
/** The shortest period is a minute: a quiet of three means that nobody is there. */
const unattendedMs = 3 * minuteMs;

export async function readJobs(now: Date): Promise<JobsView> {
  const [laneViews, throughput, rows, dead_letters] = await Promise.all([readLanes(now), readThroughput(now), listRecurring(), readDeadLetters()]);
  const sum = (field: "due" | "planned" | "failed") => laneViews.reduce((total, lane) => total + lane[field], 0);
  const ages = laneViews.flatMap(({ oldest_minutes }) => oldest_minutes ?? []);
  const lastLook = Math.max(0, ...rows.map(({ last_started_at }) => last_started_at?.getTime() ?? 0));
  return {
    read_at: now.toISOString(),
    lanes: laneViews,
    due: sum("due"),
    planned: sum("planned"),
    failed: sum("failed"),
    oldest_minutes: ages.length === 0 ? null : Math.max(...ages),
    is_attended: now.getTime() - lastLook < unattendedMs,
    throughput,
    recurring: schedule.map((job) => toRecurringView(job, rows.find(({ _id }) => _id === job.name))),
    dead_letters,
  };
}

interface Counted {
  _id: Lane | null;
  due: number;
  planned: number;
  retrying: number;
  oldest: Date | null;
}

async function readLanes(now: Date): Promise<LaneView[]> {
  const { outbox, webhook_events } = collections();
  const one = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });
  const isDue = { $lte: ["$run_at", now] };
  const pending = (since: string, lane: string | { $literal: Lane }) => [
    { $match: { status: "pending" } },
    {
      $group: {
        _id: lane,
        due: one(isDue),
        planned: one({ $gt: ["$run_at", now] }),
        retrying: one({ $and: [{ $gt: ["$run_at", now] }, { $ne: ["$last_error", null] }] }),
        oldest: { $min: { $cond: [isDue, since, null] } },
      },
    },
  ];
  const over = (lane: string | { $literal: Lane }) => [
    { $match: { $or: [{ status: "failed" }, { status: "done", done_at: { $gt: new Date(now.getTime() - 86_400_000) } }] } },
    { $group: { _id: lane, failed: one({ $eq: ["$status", "failed"] }), done_today: one({ $eq: ["$status", "done"] }) } },
  ];
  const stripe = { $literal: "stripe" as const };
  type Over = { _id: Lane | null; failed: number; done_today: number };
  const [waiting, ended, states] = await Promise.all([
    Promise.all([outbox.aggregate<Counted>(pending("$due_at", "$lane")).toArray(), webhook_events.aggregate<Counted>(pending("$received_at", stripe)).toArray()]),
    Promise.all([outbox.aggregate<Over>(over("$lane")).toArray(), webhook_events.aggregate<Over>(over(stripe)).toArray()]),
    Promise.all(lanes.map(readLane)),
  ]);
  return states.map((state) => {
    const lane = state._id;
    const mine = waiting.flat().filter(({ _id }) => (_id ?? "none") === lane);
    const over = ended.flat().filter(({ _id }) => (_id ?? "none") === lane);
    const ages = mine.flatMap(({ oldest }) => (oldest ? [Math.floor((now.getTime() - oldest.getTime()) / minuteMs)] : []));
    const { down_since, probe_at, paused_until, last_success_at } = state;
    const gate = gateOf(state, now);
    return {
      lane,
      due: total(mine, "due"),
      planned: total(mine, "planned"),
      retrying: total(mine, "retrying"),
      failed: total(over, "failed"),
      done_today: total(over, "done_today"),
      oldest_minutes: ages.length === 0 ? null : Math.max(0, ...ages),
      state: down_since ? "down" : gate === "closed" ? "pauses" : "works",
      reason: state.reason,
      down_since: iso(down_since),
      next_try_at: iso(down_since ? probe_at : gate === "closed" ? paused_until : null),
      last_success_at: iso(last_success_at),
    };
  });
}

function total<K extends string>(rows: Record<K, number>[], field: K): number {
  return rows.reduce((sum, row) => sum + row[field], 0);
}

function toRecurringView({ name, title, every_minutes }: RecurringJob, row: RecurringDocument | undefined): RecurringView {
  return { name, title, every_minutes, last_started_at: iso(row?.last_started_at), duration_ms: row?.duration_ms ?? null, last_result: row?.last_result ?? null, failures: row?.failures ?? 0 };
}

function iso(instant: Date | null | undefined): string | null {
  return instant?.toISOString() ?? null;
}

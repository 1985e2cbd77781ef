import type { Collection, Filter } from "mongodb";
import type { Lane } from "@/lib/outbox/schema";

/** What a collection needs for its rows to be worked off by any number of processes: the outbox and the inbox are such. */
export interface QueueRow {
  _id: string;
  /** `failed`: given up, a dead letter · `discarded`: an admin decided that it shall not happen. */
  status: "pending" | "done" | "failed" | "discarded";
  attempts: number;
  /** When it is due. A worker that takes it moves this to the end of its lease: if it dies, the row is due again then. */
  run_at: Date;
  last_error: string | null;
  done_at: Date | null;
  /** How often its provider failed it while others went through; the first few cost no attempt. */
  stumbles?: number;
  /** Since when a try is without an answer, so that what was asked may have been done. */
  unanswered_since?: Date;
  /** Of a dead letter: why, without what differs from row to row. */
  cause?: string;
  /** Which row of the same order it waits for. */
  behind?: string;
  /** Another row waits for it, or did. */
  is_followed?: true;
  order_key?: string | null;
  due_at?: Date;
}

/** How a provider is, as all processes know it: their circuit breaker. */
export interface LaneDocument {
  _id: Lane;
  /** Failures since the last success. */
  failures: number;
  /** Answers "too many" since the last success. */
  throttles: number;
  /** Since when its rows wait, and why; null while it works. */
  down_since: Date | null;
  reason: string | null;
  /** While it is down: when the next row is tried, and how many were. */
  probe_at: Date | null;
  probes: number;
  /** It asked to be left alone until then. */
  paused_until: Date | null;
  last_success_at: Date | null;
  last_failure_at: Date | null;
}

/** One entry of the schedule, as it stands in the database: its due date is its lease, as a row's is. */
export interface RecurringDocument {
  _id: string;
  run_at: Date;
  last_started_at: Date | null;
  /** When the last run that went well began. */
  last_success_at: Date | null;
  duration_ms: number | null;
  /** What the last run found, or why it failed. */
  last_result: string | null;
  /** Runs that failed since the last one that did not. */
  failures: number;
}

/** The rows of one collection that need one provider, and how one of them is carried out. */
export interface WorkQueue<Row extends QueueRow> {
  rows: Collection<Row>;
  lane: Lane;
  /** Which rows of the collection these are. */
  only: Filter<Row>;
  run: (row: Row, now: Date) => Promise<void>;
  /** Waits for a turn at the provider's rate, shared by all processes; false where it would take too long. */
  waitForTurn?: () => Promise<boolean>;
  onFailure: (error: unknown, row: Row) => void;
}

/** A row in hand: nobody else has it until its lease ends. */
export interface Taken<Row extends QueueRow> {
  row: Row;
  /** As it was when the row was taken. */
  lane: LaneDocument;
  /** The lane is down, and this row finds out whether it still is. */
  isProbe: boolean;
  taken_at: Date;
}

/** `waits`: for its provider or for a row ahead · `no_turn`: its provider's rate is used up · `lost`: the lease was overrun, and what a successor finds stands. */
export type Outcome = "done" | "not_needed" | "failed" | "retries" | "waits" | "no_turn" | "lost";

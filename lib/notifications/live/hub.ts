import "server-only";
import { findOpenSessionIds } from "@/lib/auth/store";
import { clockNow, machineNow } from "@/lib/clock/clock";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import { onWake } from "@/lib/jobs/wake";
import type { UserDocument } from "@/lib/users/schema";
import { findUsers } from "@/lib/users/store";
import { countUnreadOf, findLastNumbered, listNumberedAfter, type NumberedNotice } from "../store";
import { counted_at_most, type LiveEvent, noneYet } from "../view";
import { numberOf, toArrived } from "./arrived";
import { highestNumber, numberNotices } from "./number-notices";

/** One open stream. */
export interface Line {
  user_id: string;
  session_id: string;
  /** The notice that its browser saw last; null begins with what comes from now on. */
  after: string | null;
  /** False where the browser does not take what it is sent any more. */
  push(event: LiveEvent): boolean;
  /** Ends the answer; without a word the browser comes back by itself. */
  close(): void;
}

export interface Hub {
  /** Gives what takes the line off again, or null where the person has too many. */
  join(line: Line): (() => void) | null;
  has_room(userId: string): boolean;
  /** The person has read something: their other windows are told. */
  recount(userId: string): void;
  /** Ends every line, for good. */
  close(): void;
}

interface Pace {
  poll_ms: number;
  /** How long a session that has ended may go on listening to silence; before each notice it is asked anyway. */
  check_ms: number;
  beat_ms: number;
  lines_per_person: number;
}

const usual: Pace = { poll_ms: 1_000, check_ms: 5_000, beat_ms: 15_000, lines_per_person: 8 };

const batch = 500;

/**
 * All open streams of a process behind one poll of the database, whatever their number: notices may be written by any
 * process, and not every database can tell. A line goes from catching up to live within one round, and rounds come one after
 * another, so that nothing falls between the two. Nobody connected, nothing asked.
 */
export function createHub(pace: Partial<Pace> = {}): Hub {
  const { poll_ms, check_ms, beat_ms, lines_per_person } = { ...usual, ...pace };
  const lines = new Set<OpenLine>();
  const recounted = new Set<string>();
  let seen: number | null = null;
  let isRunning = false;
  let isClosed = false;
  let checkedAt = -Infinity;
  let isWoken = false;
  let wakeUp: (() => void) | null = null;

  return {
    join(line) {
      if (isClosed || !hasRoom(line.user_id)) return null;
      const open: OpenLine = { ...line, seq: null, last_id: noneYet, unread: null, pushed_at: performance.now() };
      lines.add(open);
      wake();
      void run();
      return () => void lines.delete(open);
    },
    has_room: hasRoom,
    recount(userId) {
      recounted.add(userId);
      wake();
    },
    close() {
      isClosed = true;
      for (const line of lines) drop(line);
    },
  };

  function hasRoom(userId: string): boolean {
    return [...lines].filter(({ user_id }) => user_id === userId).length < lines_per_person;
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    // Whoever comes first begins with what is visible then.
    seen = null;
    while (lines.size > 0) {
      const hasFailed = await round().then(
        () => false,
        (error: unknown) => (reportError(error, { area: "notices" }), true),
      );
      await pause(hasFailed ? 5 * poll_ms : poll_ms);
    }
    isRunning = false;
  }

  async function round(): Promise<void> {
    if (performance.now() - checkedAt >= check_ms) await check([...lines]);
    else if (recounted.size > 0) await check([...lines].filter(({ user_id }) => recounted.has(user_id)));
    await numberNotices();
    seen ??= await highestNumber();
    for (;;) {
      const rows = await listNumberedAfter({ seq: seen, limit: batch });
      await deliver(rows);
      seen = rows.at(-1)?.seq ?? seen;
      if (rows.length < batch) break;
    }
    await settle(
      [...lines].filter(({ seq }) => seq === null),
      seen,
    );
    for (const line of lines) if (performance.now() - line.pushed_at >= beat_ms) push(line, { type: "beat" });
  }

  /** To those who are caught up; the others find it when they are. */
  async function deliver(rows: NumberedNotice[]): Promise<void> {
    const reached = [...lines].filter((line) => line.seq !== null && rows.some(({ user_id }) => user_id === line.user_id));
    if (reached.length === 0) return;
    const facts = await look(reached);
    for (const line of reached) tell(line, rows, facts);
  }

  async function settle(arriving: OpenLine[], until: number): Promise<void> {
    if (arriving.length === 0) return;
    const facts = await look(arriving);
    for (const line of arriving.filter((each) => lines.has(each))) {
      const { user_id, after } = line;
      const from = await numberOf({ user_id, after });
      const last = await findLastNumbered(user_id, until);
      line.last_id = last?._id ?? noneYet;
      if (from !== null) await catchUp(line, { from, until, facts });
      line.seq ??= last?.seq ?? 0;
      if (lines.has(line)) count(line, facts.unread);
    }
  }

  async function catchUp(line: OpenLine, { from, until, facts }: { from: number; until: number; facts: Facts }): Promise<void> {
    for (let at = from; ;) {
      const rows = await listNumberedAfter({ seq: at, until, user_id: line.user_id, limit: batch });
      tell(line, rows, facts);
      at = rows.at(-1)?.seq ?? at;
      if (rows.length < batch) return;
    }
  }

  /** Each row once, in order; a round that broke off and is repeated finds what was told already. */
  function tell(line: OpenLine, rows: NumberedNotice[], { users, unread }: Facts): void {
    const user = users.get(line.user_id);
    for (const row of rows) {
      if (!user || !lines.has(line) || row.user_id !== line.user_id || row.seq <= (line.seq ?? 0)) continue;
      const data = toArrived(row, { user, unread: unread.get(line.user_id) ?? 0, now: clockNow() });
      Object.assign(line, { seq: row.seq, last_id: row._id, unread: data.unread });
      push(line, { type: "notice", id: row._id, data });
    }
  }

  function count(line: OpenLine, all: Map<string, number>): void {
    line.unread = shown(all, line);
    push(line, { type: "state", id: line.last_id, data: { unread: line.unread } });
  }

  /** Who may still listen, and what has been read elsewhere since. */
  async function check(asked: OpenLine[]): Promise<void> {
    if (asked.length === lines.size) checkedAt = performance.now();
    recounted.clear();
    const { unread } = await look(asked);
    for (const line of asked) if (lines.has(line) && line.seq !== null && shown(unread, line) !== line.unread) count(line, unread);
  }

  /** Asks the sessions anew: nobody hears a thing after they have signed out, were signed out, or are gone. */
  async function look(asked: OpenLine[]): Promise<Facts> {
    const ids = [...new Set(asked.map(({ user_id }) => user_id))];
    // better-auth begins and ends sessions by the machine's clock.
    const [open, people, unread] = await Promise.all([
      findOpenSessionIds(
        asked.map(({ session_id }) => session_id),
        machineNow(),
      ),
      findUsers(ids),
      countUnreadOf(ids),
    ]);
    const users = new Map(people.filter(({ deleted_at }) => !deleted_at).map((user) => [user._id, user]));
    for (const line of asked) {
      if (open.has(line.session_id) && users.has(line.user_id)) continue;
      line.push({ type: "end", data: { reason: "signed_out" } });
      drop(line);
    }
    return { users, unread };
  }

  function push(line: OpenLine, event: LiveEvent): void {
    line.pushed_at = performance.now();
    if (!line.push(event)) drop(line);
  }

  function drop(line: OpenLine): void {
    lines.delete(line);
    line.close();
  }

  function wake(): void {
    isWoken = true;
    wakeUp?.();
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, isWoken ? 0 : ms);
      timer.unref();
      // Whoever writes a notice mostly writes a mail beside it, and wakes the worker for that.
      const forget = onWake("outbox", done);
      wakeUp = done;
      function done() {
        clearTimeout(timer);
        forget();
        wakeUp = null;
        isWoken = false;
        resolve();
      }
    });
  }
}

interface OpenLine extends Line {
  /** The number of what it was told last; null until it is caught up. */
  seq: number | null;
  last_id: string;
  unread: number | null;
  pushed_at: number;
}

interface Facts {
  users: Map<string, UserDocument>;
  unread: Map<string, number>;
}

function shown(unread: Map<string, number>, { user_id }: Line): number {
  return Math.min(unread.get(user_id) ?? 0, counted_at_most);
}

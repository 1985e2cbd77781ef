import type { StripeAccount } from "./account.ts";
import { createHeap } from "./heap.ts";
import { newId } from "./ids.ts";

/** Something to be done when the clock reaches a moment; kept in the store, so that a restart does not lose it. */
export interface Due {
  id: string;
  kind: string;
  at_ms: number;
  subject: string;
  /** The connected account in whose books it is done; null for the platform's own. */
  account: string | null;
}

/** What is done for each kind, given the id of what it is about. */
export type DueWork = Record<string, (account: StripeAccount, subject: string) => void | Promise<void>>;

/** One account's view: what is added here is done in that account's books. */
export interface Schedule {
  add(kind: string, subject: string, delay_ms: number): void;
  /** At an instant as Stripe writes it, in seconds. */
  at(kind: string, subject: string, seconds: number): void;
}

export interface Scheduler {
  schedulerFor(account: string | null): Schedule;
  /** The moment of the work that is being done, null outside of it: a clock that jumps a month must not date everything to the month's end. */
  asOfMs(): number | null;
  /** Does what is due by now, in order, and sets the timer for the next. */
  run(): void;
  /** Reads the store again: at the start, and after a reset emptied it. */
  reload(): void;
  stop(): void;
}

export function createScheduler(platform: () => StripeAccount, work: DueWork): Scheduler {
  const queue = createHeap<Due>(({ at_ms }) => at_ms);
  let timer: NodeJS.Timeout | undefined;
  let as_of_ms: number | null = null;

  function run(): void {
    const account = platform();
    for (;;) {
      const next = queue.peek();
      if (!next || next.at_ms > account.now().getTime()) break;
      queue.pop();
      account.remove("due", next.id);
      const complain = (error: unknown) => console.error(`stripe emulator: ${next.kind} ${next.subject}`, error);
      as_of_ms = next.at_ms;
      try {
        const books = next.account ? account.connected(next.account) : account;
        const done = work[next.kind]?.(books, next.subject);
        done?.catch(complain);
      } catch (error) {
        complain(error);
      } finally {
        as_of_ms = null;
      }
    }
    arm();
  }

  function arm(): void {
    clearTimeout(timer);
    const next = queue.peek();
    if (!next) return;
    const wait = Math.min(Math.max(next.at_ms - platform().now().getTime(), 0), 2 ** 31 - 1);
    timer = setTimeout(run, wait);
    timer.unref();
  }

  function addAt(due: Omit<Due, "id">): void {
    const stored = { ...due, id: newId("due") };
    platform().put("due", stored);
    queue.push(stored);
    if (queue.peek() === stored) arm();
  }

  return {
    schedulerFor: (account) => ({
      add: (kind, subject, delay_ms) => addAt({ kind, subject, account, at_ms: platform().now().getTime() + delay_ms }),
      at: (kind, subject, seconds) => addAt({ kind, subject, account, at_ms: seconds * 1000 }),
    }),
    asOfMs: () => as_of_ms,
    run,
    reload() {
      queue.clear();
      for (const due of platform().list("due")) queue.push(due);
      arm();
    },
    stop: () => clearTimeout(timer),
  };
}

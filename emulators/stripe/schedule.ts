import type { StripeAccount } from "./account.ts";
import { newId } from "./ids.ts";

/** Something to be done when the clock reaches a moment; kept in the store, so that a restart does not lose it. */
export interface Due {
  id: string;
  kind: string;
  at_ms: number;
  subject: string;
}

/** What is done for each kind, given the id of what it is about. */
export type DueWork = Record<string, (account: StripeAccount, subject: string) => void | Promise<void>>;

export interface Schedule {
  add(kind: string, subject: string, delay_ms: number): void;
  /** Does what is due by now, in order, and sets the timer for the next. */
  run(): void;
  stop(): void;
}

export function createSchedule(getAccount: () => StripeAccount, work: DueWork): Schedule {
  let timer: NodeJS.Timeout | undefined;

  function run(): void {
    const account = getAccount();
    for (;;) {
      const next = earliest(account.list("due"));
      if (!next || next.at_ms > account.now().getTime()) break;
      account.remove("due", next.id);
      const done = work[next.kind]?.(account, next.subject);
      done?.catch((error: unknown) => console.error(`stripe emulator: ${next.kind} ${next.subject}`, error));
    }
    arm(account);
  }

  function arm(account: StripeAccount): void {
    clearTimeout(timer);
    const next = earliest(account.list("due"));
    if (!next) return;
    const wait = Math.min(Math.max(next.at_ms - account.now().getTime(), 0), 2 ** 31 - 1);
    timer = setTimeout(run, wait);
    timer.unref();
  }

  return {
    add(kind, subject, delay_ms) {
      const account = getAccount();
      account.put("due", { id: newId("due"), kind, subject, at_ms: account.now().getTime() + delay_ms });
      arm(account);
    },
    run,
    stop: () => clearTimeout(timer),
  };
}

function earliest(dues: Due[]): Due | undefined {
  return dues.reduce<Due | undefined>((best, due) => (best && best.at_ms <= due.at_ms ? best : due), undefined);
}

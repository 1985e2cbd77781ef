import { AsyncLocalStorage } from "node:async_hooks";
import { leaveTransaction, watchWrites, type Write } from "./test-writes";

interface Life {
  /** Writes until the end of it. */
  left: number;
  isOver: boolean;
  ended: AbortController;
}

const lives = new AsyncLocalStorage<Life>();
const never = () => new Promise<never>(() => {});
let isWatching = false;

/** Aborted once the work around is broken off, so that nothing of it waits for what never comes. */
export function endOfLife(): AbortSignal {
  return lives.getStore()?.ended.signal ?? new AbortController().signal;
}

/**
 * Does the work until its n-th write is done, and nothing of it after that: it stays where it is for ever, as if its process had been
 * killed, so that no handler of an error and no other branch of it goes on either. Undefined where it was broken off.
 */
export async function breakOff<T>(afterWrites: number, work: () => Promise<T>): Promise<{ value: T } | undefined> {
  watch();
  const life: Life = { left: afterWrites, isOver: false, ended: new AbortController() };
  const over = new Promise<undefined>((resolve) => life.ended.signal.addEventListener("abort", () => resolve(undefined)));
  const working = lives.run(life, async () => ({ value: await work() }));
  const outcome = await Promise.race([working, over]);
  // What is left running without being waited for (analytics, say) is not broken off later.
  if (outcome) life.left = Infinity;
  return outcome;
}

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  watchWrites({
    before: async (write) => {
      if (lives.getStore()?.isOver) await die(write);
    },
    after: async (write) => {
      const life = lives.getStore();
      if (!life) return;
      life.left -= 1;
      if (life.left <= 0) life.isOver = true;
      if (life.isOver) await die(write, life);
    },
  });
}

async function die(write: Write, life?: Life): Promise<never> {
  await leaveTransaction(write);
  life?.ended.abort();
  return never();
}

import type { Clock } from "./clock.ts";

export interface ClockWatchers {
  /** Resolves at once where the time is not the one that this watcher goes by, else when it is moved, or after a while. */
  next(id: string, goes_by_ms: number | null): Promise<void>;
  /** The clock was moved: resolves when everybody who watches goes by the new time. */
  tell(): Promise<void>;
}

/** Whoever has not asked again by then has ended, or hangs; whoever moved the clock does not wait longer for them. */
const patience_ms = 1_000;
/** Shorter than any proxy's or client's own patience with a silent answer. */
const silence_ms = 20_000;

/**
 * Those who follow the clock. Each asks for what comes next as soon as it has heard: that question says by which time it goes now,
 * so it is the proof that the move has arrived.
 */
export function createClockWatchers(clock: Clock): ClockWatchers {
  const watchers = new Map<string, Watcher>();
  let asked = () => {};

  return {
    async next(id, goes_by_ms) {
      const watcher: Watcher = { goes_by_ms, wake: () => {} };
      watchers.set(id, watcher);
      asked();
      if (goes_by_ms !== clock.offsetMs()) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, silence_ms);
        timer.unref();
        watcher.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },

    async tell() {
      const isBehind = ({ goes_by_ms }: Watcher) => goes_by_ms !== clock.offsetMs();
      const deadline = performance.now() + patience_ms;
      for (const { wake } of watchers.values()) wake();
      while ([...watchers.values()].some(isBehind) && performance.now() < deadline) {
        await new Promise<void>((resolve) => {
          asked = resolve;
          setTimeout(resolve, deadline - performance.now());
        });
      }
      for (const [id, watcher] of watchers) if (isBehind(watcher)) watchers.delete(id);
    },
  };
}

interface Watcher {
  goes_by_ms: number | null;
  wake: () => void;
}

import "server-only";

interface SharedClock {
  ahead_ms: number;
  listeners: Set<() => void>;
}

// Routes and the instrumentation are bundled apart; the process shall have one time all the same.
const shared = globalThis as typeof globalThis & { maestrohub_clock?: SharedClock };

/**
 * The time that MaestroHub lives in: asked once at the door (route, page, worker) and handed on as `now`. Nothing behind the
 * doors reads the machine's clock, so that a clock that was moved is moved for everything. It is the machine's own time but where
 * the emulators' clock was moved (follow-emulators.ts).
 */
export function clockNow(): Date {
  return new Date(Date.now() + clock().ahead_ms);
}

/**
 * This machine's time, whatever the emulators' clock says: for what better-auth keeps and compares (sessions, mailed links, codes),
 * for rows that a TTL index takes away, and for what another server compares with its own clock (docs/clock.md).
 */
export function machineNow(): Date {
  return new Date();
}

/** By how much the product's time is ahead of this machine's. */
export function moveClock(ahead_ms: number): void {
  if (clock().ahead_ms === ahead_ms) return;
  clock().ahead_ms = ahead_ms;
  for (const listener of clock().listeners) listener();
}

/** Calls the listener after each move, for whoever sleeps until a moment; gives the function that ends it. */
export function onClockMoved(listener: () => void): () => void {
  clock().listeners.add(listener);
  return () => void clock().listeners.delete(listener);
}

function clock(): SharedClock {
  shared.maestrohub_clock ??= { ahead_ms: 0, listeners: new Set() };
  return shared.maestrohub_clock;
}

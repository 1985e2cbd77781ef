import "server-only";

// Routes and the instrumentation are bundled apart; the process shall have one time all the same.
const shared = globalThis as typeof globalThis & { maestrohub_clock?: { ahead_ms: number } | { stands_at_ms: number } };

/**
 * The time that MaestroHub lives in: asked once at the door (route, page, worker) and handed on as `now`. Nothing behind the
 * doors reads the machine's clock, so that a clock that was moved is moved for everything. It is the machine's own time but where
 * the emulators' clock was moved (follow-emulators.ts).
 */
export function clockNow(): Date {
  const clock = shared.maestrohub_clock;
  if (!clock) return new Date();
  return new Date("stands_at_ms" in clock ? clock.stands_at_ms : Date.now() + clock.ahead_ms);
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
  shared.maestrohub_clock = { ahead_ms };
}

/** For a simulation: time stands still here until it is set again (scripts/simulation). */
export function stopClockAt(instant: Date): void {
  shared.maestrohub_clock = { stands_at_ms: instant.getTime() };
}

/**
 * The server's time in the browser: what a page says of "today" and of what is left must not lean on a device's clock, which may be
 * wrong, and need not be the product's (docs/clock.md). Components ask useNow while they render, and browserNow when something happens.
 */
export function browserNow(): Date {
  return new Date(Date.now() + ahead_ms);
}

let ahead_ms = 0;
let is_known = false;
/** More than any answer takes: the server's clock was moved back, or the device's was set. */
const moved_back_ms = 30_000;

/**
 * Learns by how much the server is ahead. `received_ms` is the device's time when the answer came; the way took some time, so that of
 * several answers the one that puts the server farthest ahead is the closest to the truth.
 */
export function learnServerTime(server_now: string, received_ms = Date.now()): void {
  const seen_ms = Date.parse(server_now) - received_ms;
  if (is_known && seen_ms < ahead_ms && seen_ms > ahead_ms - moved_back_ms) return;
  ahead_ms = seen_ms;
  is_known = true;
}

/** The device's time when the first byte of this page came: its scripts may have started seconds later. */
export function pageReceivedMs(): number {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.responseStart ? Date.now() - (performance.now() - navigation.responseStart) : Date.now();
}

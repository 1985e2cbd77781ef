import "server-only";

/**
 * The time that MaestroHub lives in: asked once at the door (route, page, worker) and handed on as `now`. Nothing behind the
 * doors reads the machine's clock, so that a clock that was moved is moved for everything.
 */
export function clockNow(): Date {
  return new Date();
}

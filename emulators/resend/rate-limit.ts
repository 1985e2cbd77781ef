/** More than any test or demonstration sends by accident; the real figure is a few a second. */
const generous_per_second = 100;

export interface RateLimit {
  /** Counts one request: the headers that every answer carries, and whether it is one too many. */
  count(): { is_exceeded: boolean; headers: Record<string, string> };
  set(per_second: number): void;
  reset(): void;
}

/** Windows of one second of this machine's time: a moved clock must not open or close them. */
export function createRateLimit(): RateLimit {
  let per_second = generous_per_second;
  let window = 0;
  let counted = 0;

  return {
    count() {
      const current = Math.floor(Date.now() / 1000);
      if (current !== window) {
        window = current;
        counted = 0;
      }
      counted += 1;
      const is_exceeded = counted > per_second;
      return {
        is_exceeded,
        headers: {
          "ratelimit-limit": String(per_second),
          "ratelimit-remaining": String(Math.max(0, per_second - counted)),
          "ratelimit-reset": "1",
          ...(is_exceeded ? { "retry-after": "1" } : {}),
        },
      };
    },
    set(given) {
      per_second = given;
      counted = 0;
    },
    reset() {
      per_second = generous_per_second;
      counted = 0;
    },
  };
}

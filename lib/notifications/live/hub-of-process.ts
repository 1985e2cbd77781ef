import "server-only";
import { createHub, type Hub } from "./hub";

// Each route is bundled apart; the process has one hub all the same.
const shared = globalThis as typeof globalThis & { maestrohub_notices?: Hub };

export function hubOfProcess(): Hub {
  shared.maestrohub_notices ??= startHub();
  return shared.maestrohub_notices;
}

function startHub(): Hub {
  const hub = createHub();
  // `next start` waits for every answer before it ends, and these would never come to an end.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => hub.close());
  return hub;
}

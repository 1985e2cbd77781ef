import "server-only";
import { EventEmitter } from "node:events";

export type Queue = "inbox" | "outbox" | "calendars";

// Routes and the instrumentation are bundled apart; the bell has to hang where both can reach it.
const shared = globalThis as typeof globalThis & { maestrohub_wake?: EventEmitter };

function bell(): EventEmitter {
  shared.maestrohub_wake ??= new EventEmitter();
  return shared.maestrohub_wake;
}

/** Lets this process's worker look now instead of at its next round. Only a courtesy: nothing depends on it. */
export function wake(queue: Queue): void {
  bell().emit(queue);
}

export function onWake(queue: Queue, listener: () => void): () => void {
  bell().once(queue, listener);
  return () => bell().off(queue, listener);
}

import "server-only";
import { EventEmitter } from "node:events";

export type Bell = "inbox" | "outbox";

// Routes and the instrumentation are bundled apart; the bell has to hang where both can reach it.
const shared = globalThis as typeof globalThis & { maestrohub_wake?: EventEmitter };

function bell(): EventEmitter {
  // Each lane listens for itself.
  shared.maestrohub_wake ??= new EventEmitter().setMaxListeners(50);
  return shared.maestrohub_wake;
}

/** Lets this process's worker look now instead of at its next round. Only a courtesy: nothing depends on it. */
export function wake(name: Bell): void {
  bell().emit(name);
}

export function onWake(name: Bell, listener: () => void): () => void {
  bell().once(name, listener);
  return () => bell().off(name, listener);
}

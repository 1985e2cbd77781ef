import type { EmulatorStore } from "./emulator.ts";

/** Puts a document and lets go of the oldest ones beyond the limit: agents and browsers report for as long as they live. */
export function keepNewest<T extends { id: string }>(store: EmulatorStore, collection: string, document: T, limit: number): void {
  store.put(collection, document.id, document);
  const kept = store.list<T>(collection);
  for (const { id } of kept.slice(0, Math.max(0, kept.length - limit))) store.remove(collection, id);
}

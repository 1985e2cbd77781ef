import { randomUUID } from "node:crypto";
import type { EmulatorContext } from "./emulator.ts";
import { keepNewest } from "./keep-newest.ts";

/** What one request carried, to the letter: for the search for things that must never leave the product. */
export interface Received {
  id: string;
  emulator: string;
  path: string;
  text: string;
}

const collection = "_received";
const kept_at_most = 5_000;

/** Whoever takes what an agent or an SDK collects by itself keeps it here, unpacked, whatever becomes of it afterwards. */
export function keepReceived(context: EmulatorContext, received: Omit<Received, "id">): void {
  keepNewest<Received>(context.store, collection, { id: randomUUID(), ...received }, kept_at_most);
}

/** Oldest first. */
export function listReceived(context: EmulatorContext): Received[] {
  return context.store.list<Received>(collection);
}

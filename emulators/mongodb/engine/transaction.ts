import type { Collection } from "./collection.ts";
import type { Record } from "./record.ts";

/** A multi-document transaction as the engine knows it: what it saw when it began and what it has changed since. */
export class Transaction {
  /** The commit after which it sees nothing. */
  readonly snapshot: number;
  readonly changed = new Map<Record, Collection>();
  readonly created = new Set<Collection>();
  state: "open" | "committed" | "aborted" = "open";

  constructor(snapshot: number) {
    this.snapshot = snapshot;
  }
}

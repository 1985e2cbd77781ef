import type { Doc } from "../values/types.ts";
import type { Transaction } from "./transaction.ts";

/** A document that was current from `since` on; null where there was none. */
export interface Version {
  doc: Doc | null;
  since: number;
  older: Version | null;
}

/** One `_id` of a collection, with its committed versions and the change that an open transaction wants to make to it. */
export class Record {
  readonly id: number;
  readonly key: string;
  committed: Version;
  owner: Transaction | null = null;
  pending: Doc | null = null;

  constructor(id: number, key: string) {
    this.id = id;
    this.key = key;
    this.committed = { doc: null, since: 0, older: null };
  }

  /** What a reader sees: its own changes, else what was committed when its transaction began, else the newest. */
  visibleTo(transaction: Transaction | null): Doc | null {
    if (!transaction) return this.committed.doc;
    if (this.owner === transaction) return this.pending;
    let version: Version | null = this.committed;
    while (version && version.since > transaction.snapshot) version = version.older;
    return version?.doc ?? null;
  }

  /** Every document that somebody may still see; the indexes hold the keys of all of them. */
  documents(): Doc[] {
    const docs: Doc[] = [];
    if (this.owner && this.pending) docs.push(this.pending);
    for (let version: Version | null = this.committed; version; version = version.older) if (version.doc) docs.push(version.doc);
    return docs;
  }
}

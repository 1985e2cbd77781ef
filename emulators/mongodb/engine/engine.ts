import { CommandError, WriteConflict } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { encodeStored } from "../values/encode.ts";
import { keyOf } from "../values/key.ts";
import type { Doc } from "../values/types.ts";
import { Catalog } from "./catalog.ts";
import type { Collection } from "./collection.ts";
import type { Record } from "./record.ts";
import { Transaction } from "./transaction.ts";

/**
 * Documents with their versions. Every method is synchronous, so a statement is atomic by itself; a change outside a transaction is committed
 * at once, one inside is pending until `commit`. What is committed goes to the store in the same turn of the event loop, so one batch holds it whole.
 */
export class Engine {
  readonly store: Store;
  readonly catalog: Catalog;
  private commits = 1;
  private readonly open = new Set<Transaction>();
  /** Records with versions that nobody will want once the open transactions are over. */
  private readonly history = new Map<Record, Collection>();
  private waiting: (() => void)[] = [];

  constructor(store: Store) {
    this.store = store;
    this.catalog = new Catalog(store);
    this.catalog.load();
  }

  insert(collection: Collection, doc: Doc, transaction: Transaction | null): void {
    const bytes = encodeStored(doc);
    const key = keyOf(doc["_id"]);
    const existing = collection.records.get(key);
    if (existing) {
      this.claim(existing, transaction);
      if (existing.visibleTo(transaction)) collection.indexes.get("_id_")?.checkUnique({ doc, record: null, transaction, namespace: collection.namespace });
    }
    this.checkUnique(collection, { doc, record: existing ?? null, transaction });
    this.write(collection, { record: existing ?? collection.newRecord(key), doc, bytes, transaction });
  }

  /** Puts a new document in a record's place; the `_id` is the same, which the caller has seen to. */
  replace(collection: Collection, change: { record: Record; doc: Doc; transaction: Transaction | null }): void {
    const bytes = encodeStored(change.doc);
    this.claim(change.record, change.transaction);
    this.checkUnique(collection, change);
    this.write(collection, { ...change, bytes });
  }

  remove(collection: Collection, change: { record: Record; transaction: Transaction | null }): void {
    this.claim(change.record, change.transaction);
    this.write(collection, { ...change, doc: null, bytes: null });
  }

  begin(): Transaction {
    const transaction = new Transaction(this.commits);
    this.open.add(transaction);
    return transaction;
  }

  commit(transaction: Transaction): void {
    transaction.state = "committed";
    this.open.delete(transaction);
    for (const collection of transaction.created) this.catalog.publish(collection);
    const since = ++this.commits;
    for (const [record, collection] of transaction.changed) {
      const doc = record.pending;
      collection.reindexed(record, () => {
        record.owner = null;
        record.pending = null;
        this.newVersion(collection, { record, doc, since });
      });
      this.history.set(record, collection);
      if (doc) this.store.put(collection.id, record.id, encodeStored(doc));
      else this.store.remove(collection.id, record.id);
    }
    this.finished();
  }

  /**
   * Several changes of one statement. Where a transaction stands in the way of one of them none is made; any other error leaves
   * those that were made before it, as it does on MongoDB.
   */
  together(run: (transaction: Transaction) => void): void {
    const transaction = this.begin();
    try {
      run(transaction);
    } catch (error) {
      if (error instanceof WriteConflict) this.undo(transaction);
      else this.commit(transaction);
      throw error;
    }
    this.commit(transaction);
  }

  abort(transaction: Transaction): void {
    this.undo(transaction);
    this.finished();
  }

  private undo(transaction: Transaction): void {
    transaction.state = "aborted";
    this.open.delete(transaction);
    for (const [record, collection] of transaction.changed) {
      collection.reindexed(record, () => {
        record.owner = null;
        record.pending = null;
      });
      this.history.set(record, collection);
    }
    for (const collection of transaction.created) this.catalog.forget(collection);
  }

  /** Resolves when a transaction ends: what could not be done because of one may be tried again. */
  transactionEnd(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** A collection with uncommitted changes cannot be dropped or renamed under them. */
  requireUnused(collection: Collection): void {
    for (const transaction of this.open) if ([...transaction.changed.values()].includes(collection)) throw new WriteConflict();
  }

  private claim(record: Record, transaction: Transaction | null): void {
    if (record.owner && record.owner !== transaction) throw new WriteConflict();
    if (transaction && !record.owner && record.committed.since > transaction.snapshot) throw new WriteConflict();
  }

  private checkUnique(collection: Collection, change: { record: Record | null; doc: Doc; transaction: Transaction | null }): void {
    for (const index of collection.indexes.values()) {
      if (index.definition.unique && index.definition.name !== "_id_") index.checkUnique({ ...change, namespace: collection.namespace });
      else index.keys(change.doc);
    }
  }

  private write(collection: Collection, change: { record: Record; doc: Doc | null; bytes: Buffer | null; transaction: Transaction | null }): void {
    const { record, doc, bytes, transaction } = change;
    if (transaction) {
      if (transaction.state !== "open") throw new CommandError(251, "Transaction has been aborted.");
      collection.reindexed(record, () => {
        record.owner = transaction;
        record.pending = doc;
      });
      transaction.changed.set(record, collection);
      return;
    }
    collection.reindexed(record, () => this.newVersion(collection, { record, doc, since: ++this.commits }));
    if (bytes) this.store.put(collection.id, record.id, bytes);
    else this.store.remove(collection.id, record.id);
    if (this.open.size === 0 && doc === null) collection.records.delete(record.key);
  }

  private newVersion(collection: Collection, change: { record: Record; doc: Doc | null; since: number }): void {
    const { record, doc, since } = change;
    collection.documentCount += (doc ? 1 : 0) - (record.committed.doc ? 1 : 0);
    record.committed = { doc, since, older: this.open.size > 0 ? record.committed : null };
    if (this.open.size > 0) this.history.set(record, collection);
  }

  private finished(): void {
    const oldest = Math.min(Infinity, ...[...this.open].map((transaction) => transaction.snapshot));
    for (const [record, collection] of this.history) {
      let kept = record.committed;
      while (kept.since > oldest && kept.older) kept = kept.older;
      if (kept.older) collection.reindexed(record, () => (kept.older = null));
      if (record.committed.older || record.owner) continue;
      this.history.delete(record);
      if (record.committed.doc === null && collection.records.get(record.key) === record) collection.records.delete(record.key);
    }
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach((resolve) => resolve());
  }
}

import { CommandError, WriteConflict } from "../errors.ts";
import type { Matcher } from "../filter/compile.ts";
import type { Doc, Value } from "../values/types.ts";
import { after } from "../values/key.ts";
import { indexedValues } from "./index-keys.ts";
import type { IndexField } from "./index-keys.ts";
import { OrderedEntries } from "./ordered-entries.ts";
import type { Record } from "./record.ts";
import type { Transaction } from "./transaction.ts";

/** An index as it is described by createIndexes and listIndexes. */
export interface IndexDefinition {
  name: string;
  key: Doc;
  unique: boolean;
  sparse: boolean;
  partialFilter: Doc | null;
  expireAfterSeconds: number | null;
  hidden: boolean;
}

export class CollectionIndex {
  readonly definition: IndexDefinition;
  readonly fields: IndexField[];
  readonly entries = new OrderedEntries<Record>();
  /** Once a document with an array at one of the paths has been seen. */
  isMultikey = false;
  private readonly covers: Matcher;

  constructor(definition: IndexDefinition, covers: Matcher) {
    this.definition = definition;
    this.covers = covers;
    this.fields = Object.keys(definition.key).map((path) => ({ path, parts: path.split("."), direction: Number(definition.key[path]) < 0 ? -1 : 1 }));
  }

  /** The keys of a document, none where the index leaves it out. */
  keys(doc: Doc): Set<string> {
    return new Set(this.keyedValues(doc).keys());
  }

  add(key: string, record: Record): void {
    this.entries.add(key, record);
  }

  /** Fills a new index with what a collection holds. */
  build(records: Iterable<Record>, namespace: string): void {
    const entries = [];
    const owners = new Map<string, Record>();
    for (const record of records) {
      const keys = new Set<string>();
      for (const doc of record.documents()) {
        for (const [key, values] of this.keyedValues(doc)) {
          if (this.definition.unique && doc === record.committed.doc) {
            const other = owners.get(key);
            if (other && other !== record) throw this.duplicate(namespace, values);
            owners.set(key, record);
          }
          keys.add(key);
        }
      }
      for (const key of keys) entries.push({ key, target: record });
    }
    this.entries.load(entries);
  }

  /**
   * Refuses a document whose key another record holds: with error 11000 where that is settled, and with a write conflict where it hangs on
   * a transaction that is still open, or on a commit that this transaction does not see.
   */
  checkUnique(options: { doc: Doc; record: Record | null; transaction: Transaction | null; namespace: string }): void {
    const { doc, record, transaction, namespace } = options;
    // In the index's order: of several keys that are taken, the first is the one that is named.
    const keyed = [...this.keyedValues(doc)].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key, values] of keyed) {
      for (const { target } of this.entries.between(key, after(key))) {
        if (target === record) continue;
        if (target.owner && target.owner !== transaction) this.checkHeld(target, key, { transaction, refuse: () => this.duplicate(namespace, values) });
        const isStale = transaction !== null && target.owner === null && target.committed.since > transaction.snapshot;
        const newest = target.owner ? target.pending : target.committed.doc;
        const holds = newest !== null && this.keys(newest).has(key);
        if (isStale && (holds || this.holdsFor(target, key, transaction))) throw new WriteConflict();
        if (holds) throw this.duplicate(namespace, values);
      }
    }
  }

  /** The key is taken by what the writer sees, even if an open transaction is about to free it; and else by what one is about to write. */
  private checkHeld(target: Record, key: string, { transaction, refuse }: { transaction: Transaction | null; refuse: () => Error }): void {
    if (this.holdsFor(target, key, transaction)) throw refuse();
    if (target.documents().some((doc) => this.keys(doc).has(key))) throw new WriteConflict();
  }

  private holdsFor(record: Record, key: string, transaction: Transaction | null): boolean {
    const doc = record.visibleTo(transaction);
    return doc !== null && this.keys(doc).has(key);
  }

  keyedValues(doc: Doc): Map<string, Value[]> {
    if (!this.covers(doc)) return new Map();
    const { entries, isMultikey, isEmpty } = indexedValues(this.fields, doc);
    if (this.definition.sparse && isEmpty) return new Map();
    if (isMultikey) this.isMultikey = true;
    return entries;
  }

  private duplicate(namespace: string, values: Value[]): CommandError {
    const keyValue: Doc = {};
    this.fields.forEach((field, i) => (keyValue[field.path] = values[i] ?? null));
    const shown = this.fields.map((field, i) => `${field.path}: ${display(values[i])}`).join(", ");
    return new CommandError(11000, `E11000 duplicate key error collection: ${namespace} index: ${this.definition.name} dup key: { ${shown} }`, {
      keyPattern: this.definition.key, keyValue,
    });
  }
}

function display(value: Value): string {
  if (value === undefined || value === null) return "null";
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (typeof value === "object" && "toHexString" in value && typeof value.toHexString === "function") return `ObjectId('${String(value)}')`;
  return JSON.stringify(value);
}

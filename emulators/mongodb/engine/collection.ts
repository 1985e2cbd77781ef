import { CommandError } from "../errors.ts";
import type { Matcher } from "../filter/compile.ts";
import type { Doc } from "../values/types.ts";
import { CollectionIndex } from "./collection-index.ts";
import type { IndexDefinition } from "./collection-index.ts";
import { Record } from "./record.ts";
import type { Transaction } from "./transaction.ts";

/** A collection in memory: records by `_id` in the order in which they came, and its indexes. It decides nothing about who may change what. */
export class Collection {
  readonly id: number;
  readonly database: string;
  name: string;
  readonly uuid: Uint8Array;
  readonly records = new Map<string, Record>();
  readonly indexes = new Map<string, CollectionIndex>();
  /** The transaction that creates it, until it commits. */
  owner: Transaction | null = null;
  /** What it was created with, as listCollections shows it. */
  options: Doc;
  isDropped = false;
  documentCount = 0;
  private nextRecordId = 1;

  constructor(options: { id: number; database: string; name: string; uuid: Uint8Array; options: Doc }) {
    this.id = options.id;
    this.database = options.database;
    this.name = options.name;
    this.uuid = options.uuid;
    this.options = options.options;
  }

  get namespace(): string {
    return `${this.database}.${this.name}`;
  }

  newRecord(key: string): Record {
    const record = new Record(this.nextRecordId++, key);
    this.records.set(key, record);
    return record;
  }

  restoreRecord(id: number, key: string, doc: Doc): void {
    const record = new Record(id, key);
    record.committed = { doc, since: 0, older: null };
    this.records.set(key, record);
    this.nextRecordId = Math.max(this.nextRecordId, id + 1);
    this.documentCount++;
  }

  addIndex(definition: IndexDefinition, compile: (filter: Doc) => Matcher): CollectionIndex {
    const covers = definition.partialFilter ? compile(definition.partialFilter) : () => true;
    const index = new CollectionIndex(definition, covers);
    index.build(this.records.values(), this.namespace);
    this.indexes.set(definition.name, index);
    return index;
  }

  /** Runs a change of a record's versions and brings every index after it. */
  reindexed(record: Record, change: () => void): void {
    const before = this.keysByIndex(record);
    change();
    const now = this.keysByIndex(record);
    for (const [index, keys] of now) {
      const old = before.get(index);
      for (const key of keys) if (!old?.has(key)) index.add(key, record);
      for (const key of old ?? []) if (!keys.has(key)) index.entries.remove(key, record);
    }
  }

  private keysByIndex(record: Record): Map<CollectionIndex, Set<string>> {
    const docs = record.documents();
    const result = new Map<CollectionIndex, Set<string>>();
    for (const index of this.indexes.values()) {
      const [first, ...others] = docs;
      const keys = first ? index.keys(first) : new Set<string>();
      for (const doc of others) for (const key of index.keys(doc)) keys.add(key);
      result.set(index, keys);
    }
    return result;
  }
}

const SYSTEM_DATABASES = new Set(["admin", "local", "config"]);

export function checkNamespace(database: string, name: string): void {
  if (name === "" || name.startsWith(".") || name.includes("$") || name.includes("\0")) throw new CommandError(73, `Invalid namespace specified '${database}.${name}'`);
  if (name.startsWith("system.") && !SYSTEM_DATABASES.has(database)) throw new CommandError(73, `Invalid system namespace: ${database}.${name}`);
  checkDatabaseName(database);
}

export function checkDatabaseName(database: string): void {
  if (database === "" || Buffer.byteLength(database) > 63 || /[/\\. "$\0]/.test(database)) throw new CommandError(73, `Invalid database name: '${database}'`);
}

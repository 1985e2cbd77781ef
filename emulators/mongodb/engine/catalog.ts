import { randomBytes } from "node:crypto";
import { CommandError, WriteConflict } from "../errors.ts";
import { compileFilter } from "../filter/compile.ts";
import type { Store } from "../store/store.ts";
import { decodeDocument } from "../values/decode.ts";
import { encodeDocument } from "../values/encode.ts";
import { keyOf } from "../values/key.ts";
import { isDoc } from "../values/types.ts";
import type { Doc } from "../values/types.ts";
import { isNumeric, toDouble } from "../values/numbers.ts";
import type { IndexDefinition } from "./collection-index.ts";
import { Collection, checkNamespace } from "./collection.ts";
import type { Transaction } from "./transaction.ts";

/** Which databases, collections and indexes there are. */
export class Catalog {
  private readonly store: Store;
  private readonly collections = new Map<string, Collection>();
  private nextId = 1;

  constructor(store: Store) {
    this.store = store;
  }

  load(): void {
    const byId = new Map<number, Collection>();
    for (const row of this.store.collections()) {
      const collection = new Collection({ ...row, options: decodeDocument(row.options) });
      this.collections.set(collection.namespace, collection);
      byId.set(row.id, collection);
      this.nextId = Math.max(this.nextId, row.id + 1);
    }
    for (const row of this.store.documents()) {
      const doc = decodeDocument(row.bytes);
      byId.get(row.collection)?.restoreRecord(row.record, keyOf(doc["_id"]), doc);
    }
    for (const row of this.store.indexes()) byId.get(row.collection)?.addIndex(readDefinition(decodeDocument(row.definition)), compileFilter);
  }

  find(database: string, name: string, transaction: Transaction | null): Collection | null {
    const collection = this.collections.get(`${database}.${name}`);
    return collection && (!collection.owner || collection.owner === transaction) ? collection : null;
  }

  all(transaction: Transaction | null): Collection[] {
    return [...this.collections.values()].filter((collection) => !collection.owner || collection.owner === transaction);
  }

  create(database: string, name: string, transaction: Transaction | null, options: Doc = {}): Collection {
    checkNamespace(database, name);
    const namespace = `${database}.${name}`;
    const other = this.collections.get(namespace);
    if (other?.owner && other.owner !== transaction) throw new WriteConflict();
    if (other) throw new CommandError(48, `Collection ${namespace} already exists.`);
    this.checkCase(database);
    const collection = new Collection({ id: this.nextId++, database, name, uuid: uuid(), options });
    collection.addIndex(ID_INDEX, compileFilter);
    this.collections.set(namespace, collection);
    if (transaction) {
      collection.owner = transaction;
      transaction.created.add(collection);
    } else this.save(collection);
    return collection;
  }

  /** A collection made in a transaction that commits. */
  publish(collection: Collection): void {
    collection.owner = null;
    this.save(collection);
  }

  /** A collection made in a transaction that is aborted. */
  forget(collection: Collection): void {
    collection.isDropped = true;
    this.collections.delete(collection.namespace);
  }

  drop(collection: Collection): void {
    this.forget(collection);
    this.store.dropCollection(collection.id);
  }

  rename(collection: Collection, name: string): void {
    this.collections.delete(collection.namespace);
    collection.name = name;
    this.collections.set(collection.namespace, collection);
    this.saveCollection(collection);
  }

  /** Options that collMod has changed. */
  setOptions(collection: Collection, options: Doc): void {
    collection.options = options;
    this.saveCollection(collection);
  }

  addIndex(collection: Collection, definition: IndexDefinition): void {
    collection.addIndex(definition, compileFilter);
    if (!collection.owner) this.store.saveIndex(collection.id, definition.name, encodeDocument(writeDefinition(definition)));
  }

  dropIndex(collection: Collection, name: string): void {
    collection.indexes.delete(name);
    this.store.dropIndex(collection.id, name);
  }

  /** Index options that collMod has changed. */
  saveIndex(collection: Collection, definition: IndexDefinition): void {
    this.store.saveIndex(collection.id, definition.name, encodeDocument(writeDefinition(definition)));
  }

  private save(collection: Collection): void {
    this.saveCollection(collection);
    for (const index of collection.indexes.values()) this.saveIndex(collection, index.definition);
  }

  private saveCollection(collection: Collection): void {
    this.store.saveCollection(collection, encodeDocument(collection.options));
  }

  private checkCase(database: string): void {
    for (const { database: other } of this.collections.values()) {
      if (other !== database && other.toLowerCase() === database.toLowerCase()) {
        throw new CommandError(13297, `db already exists with different case already have: [${other}] trying to create [${database}]`);
      }
    }
  }
}

const ID_INDEX: IndexDefinition = { name: "_id_", key: { _id: 1 }, unique: true, sparse: false, partialFilter: null, expireAfterSeconds: null, hidden: false };

/** As listIndexes shows it and as the store keeps it. */
export function writeDefinition(definition: IndexDefinition): Doc {
  return {
    v: 2, key: definition.key, name: definition.name,
    ...(definition.unique && definition.name !== "_id_" ? { unique: true } : {}),
    ...(definition.sparse ? { sparse: true } : {}),
    ...(definition.partialFilter ? { partialFilterExpression: definition.partialFilter } : {}),
    ...(definition.expireAfterSeconds === null ? {} : { expireAfterSeconds: definition.expireAfterSeconds }),
    ...(definition.hidden ? { hidden: true } : {}),
  };
}

export function readDefinition(doc: Doc): IndexDefinition {
  const { key, partialFilterExpression: filter, expireAfterSeconds: seconds } = doc;
  return {
    name: String(doc["name"]), key: isDoc(key) ? key : {}, unique: doc["unique"] === true || doc["name"] === "_id_", sparse: doc["sparse"] === true,
    partialFilter: isDoc(filter) ? filter : null, expireAfterSeconds: isNumeric(seconds) ? toDouble(seconds) : null, hidden: doc["hidden"] === true,
  };
}

function uuid(): Uint8Array {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}

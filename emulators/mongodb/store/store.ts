import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import { hasDroppedTail } from "./dropped-tail.ts";
import type { Size } from "./start-notices.ts";

/** A session's newest retryable write or transaction, as it must survive a crash. */
export interface SessionRow {
  id: string;
  txn_number: bigint;
  results: Buffer;
}

export class DataInUse extends Error {}

/**
 * The disk. Changes are gathered and written in one SQLite transaction each turn of the event loop (group commit, synced to the disk);
 * `durable()` tells when everything given so far is there. One process owns a store: the file is locked as long as it is open.
 */
export class Store {
  /** Whether a write that a crash had cut off was left out when the data were opened. */
  readonly hasLeftOut: boolean;
  /** What `documents()` has read. */
  readonly size: Size = { documents: 0, bytes: 0 };
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private batch: (() => void)[] = [];
  private flushed: Promise<void> | null = null;
  private failed: ((error: unknown) => void) | null = null;
  private readonly additions: (() => void)[] = [];
  private clock = 0n;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = path.join(directory, "documents.sqlite");
    this.db = new DatabaseSync(file);
    try {
      this.db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; BEGIN EXCLUSIVE; COMMIT");
    } catch (error) {
      this.db.close();
      if (error instanceof Error && /locked|busy/i.test(error.message)) throw new DataInUse(`another server is using the data in ${directory}`);
      throw error;
    }
    // SQLite says nothing of what it leaves out. The log is ours by now, and still as the crash left it.
    this.hasLeftOut = hasDroppedTail(`${file}-wal`);
    if (this.hasLeftOut) this.clearLog();
    this.db.exec(SCHEMA);
    const row = this.db.prepare("SELECT value FROM clock").get();
    this.clock = BigInt(Number(row?.["value"] ?? 0));
  }

  /** The newest cluster time that a client may have been shown, in seconds. */
  get lastClock(): bigint {
    return this.clock;
  }

  saveClock(seconds: bigint): void {
    if (seconds <= this.clock) return;
    this.clock = seconds;
    this.run("INSERT OR REPLACE INTO clock (id, value) VALUES (1, ?)", Number(seconds));
  }

  put(collection: number, record: number, bytes: Buffer): void {
    this.run("INSERT OR REPLACE INTO documents (collection, record, bytes) VALUES (?, ?, ?)", collection, record, bytes);
  }

  remove(collection: number, record: number): void {
    this.run("DELETE FROM documents WHERE collection = ? AND record = ?", collection, record);
  }

  saveCollection(collection: { id: number; database: string; name: string; uuid: Uint8Array }, options: Buffer): void {
    this.run("INSERT OR REPLACE INTO collections (id, database, name, uuid, options) VALUES (?, ?, ?, ?, ?)", collection.id, collection.database, collection.name, collection.uuid, options);
  }

  dropCollection(id: number): void {
    for (const table of ["collections WHERE id", "indexes WHERE collection", "documents WHERE collection"]) this.run(`DELETE FROM ${table} = ?`, id);
  }

  saveIndex(collection: number, name: string, definition: Buffer): void {
    this.run("INSERT OR REPLACE INTO indexes (collection, name, definition) VALUES (?, ?, ?)", collection, name, definition);
  }

  dropIndex(collection: number, name: string): void {
    this.run("DELETE FROM indexes WHERE collection = ? AND name = ?", collection, name);
  }

  saveSession({ id, txn_number, results }: SessionRow): void {
    this.run("INSERT OR REPLACE INTO sessions (id, txn_number, results) VALUES (?, ?, ?)", id, txn_number, results);
  }

  dropSession(id: string): void {
    this.run("DELETE FROM sessions WHERE id = ?", id);
  }

  *collections(): Generator<{ id: number; database: string; name: string; uuid: Uint8Array; options: Buffer }> {
    for (const row of this.db.prepare("SELECT * FROM collections ORDER BY id").iterate()) {
      yield { id: Number(row["id"]), database: String(row["database"]), name: String(row["name"]), uuid: bytesOf(row["uuid"]), options: bytesOf(row["options"]) };
    }
  }

  *documents(): Generator<{ collection: number; record: number; bytes: Buffer }> {
    for (const row of this.db.prepare("SELECT * FROM documents ORDER BY collection, record").iterate()) {
      const bytes = bytesOf(row["bytes"]);
      this.size.documents++;
      this.size.bytes += bytes.length;
      yield { collection: Number(row["collection"]), record: Number(row["record"]), bytes };
    }
  }

  *indexes(): Generator<{ collection: number; definition: Buffer }> {
    for (const row of this.db.prepare("SELECT * FROM indexes ORDER BY rowid").iterate()) yield { collection: Number(row["collection"]), definition: bytesOf(row["definition"]) };
  }

  sessions(): SessionRow[] {
    const read = this.db.prepare("SELECT * FROM sessions");
    read.setReadBigInts(true);
    return read.all().map((row) => ({ id: String(row["id"]), txn_number: BigInt(row["txn_number"] as bigint), results: bytesOf(row["results"]) }));
  }

  /** Null where everything is on the disk already. */
  durable(): Promise<void> | null {
    return this.flushed;
  }

  /** Called once the disk refuses: what is in memory and not there must never be shown, so the process is to end. */
  onFailure(listener: (error: unknown) => void): void {
    this.failed = listener;
  }

  /** Called before each batch is written: what is to be in the same batch but changes often may wait until then. */
  beforeFlush(add: () => void): void {
    this.additions.push(add);
  }

  close(): void {
    this.flush();
    this.db.close();
  }

  /** Asks for a batch though there is nothing yet to put into it. */
  touch(): void {
    this.schedule();
  }

  /** Lest a later crash lead to the same tail being told of again. Not worth refusing to start for, where the disk is full. */
  private clearLog(): void {
    try {
      this.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (error) {
      if (!(error instanceof Error && /full|disk/i.test(error.message))) throw error;
    }
  }

  private run(sql: string, ...values: (number | bigint | string | Uint8Array)[]): void {
    this.batch.push(() => this.statement(sql).run(...values));
    this.schedule();
  }

  private schedule(): void {
    this.flushed ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          this.flush();
          resolve();
        } catch (error) {
          reject(error);
          this.failed?.(error);
        }
      });
    });
  }

  private flush(): void {
    for (const add of this.additions) add();
    const batch = this.batch;
    this.batch = [];
    this.flushed = null;
    if (batch.length === 0) return;
    this.statement("BEGIN").run();
    for (const change of batch) change();
    this.statement("COMMIT").run();
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.db.prepare(sql)));
    return statement;
  }
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY, database TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, options BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS indexes (collection INTEGER NOT NULL, name TEXT NOT NULL, definition BLOB NOT NULL, UNIQUE (collection, name));
  CREATE TABLE IF NOT EXISTS documents (collection INTEGER NOT NULL, record INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (collection, record)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, txn_number INTEGER NOT NULL, results BLOB NOT NULL) WITHOUT ROWID;
`;

function bytesOf(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new Error("the data file is damaged: a blob is missing");
  return Buffer.from(value.buffer, value.byteOffset, value.length);
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { EmulatorStore } from "./emulator.ts";

/** Reads come from memory, writes go through to SQLite; without a directory everything lives in memory only. */
export function openStore(directory: string | null): EmulatorStore & { close(): void } {
  const database = directory === null ? null : openDatabase(directory);
  const memory: Memory = database ? loadAll(database) : new Map();
  const upsert = database?.prepare(
    "INSERT INTO documents (collection, id, json) VALUES (?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET json = excluded.json",
  );
  const erase = database?.prepare("DELETE FROM documents WHERE collection = ? AND id = ?");

  return {
    get: <T>(collection: string, id: string) => (memory.get(collection)?.get(id) as T | undefined) ?? null,
    put(collection, id, document) {
      const json = JSON.stringify(document);
      upsert?.run(collection, id, json);
      documentsOf(memory, collection).set(id, deepFreeze(JSON.parse(json)));
    },
    remove(collection, id) {
      erase?.run(collection, id);
      memory.get(collection)?.delete(id);
    },
    list: <T>(collection: string) => [...(memory.get(collection)?.values() ?? [])] as T[],
    collections: () => [...memory.keys()].filter((name) => (memory.get(name)?.size ?? 0) > 0),
    clear() {
      database?.exec("DELETE FROM documents");
      memory.clear();
    },
    close: () => database?.close(),
  };
}

type Memory = Map<string, Map<string, unknown>>;

function openDatabase(directory: string): DatabaseSync {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, "emulators.db"));
  // The exclusive lock makes a second process on the same directory fail at once instead of serving stale memory.
  database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.exec(
    "CREATE TABLE IF NOT EXISTS documents (position INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (collection, id))",
  );
  return database;
}

function loadAll(database: DatabaseSync): Memory {
  const memory: Memory = new Map();
  const rows = database.prepare("SELECT collection, id, json FROM documents ORDER BY position").all();
  for (const row of rows) {
    documentsOf(memory, String(row.collection)).set(String(row.id), deepFreeze(JSON.parse(String(row.json))));
  }
  return memory;
}

function documentsOf(memory: Memory, collection: string): Map<string, unknown> {
  const known = memory.get(collection);
  if (known) return known;
  const fresh = new Map<string, unknown>();
  memory.set(collection, fresh);
  return fresh;
}

function deepFreeze(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}

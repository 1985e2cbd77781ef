import { randomBytes } from "node:crypto";
import { Long } from "bson";
import { CommandError } from "../errors.ts";
import { encodeDocument } from "../values/encode.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";

interface Cursor {
  id: string;
  namespace: string;
  docs: Doc[];
  at: number;
  usedAt: number;
  isKept: boolean;
}

const FIRST_BATCH = 101;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MINUTES = 10;

/** Results that did not fit one reply. They are what the query saw when it ran. */
export class Cursors {
  private readonly open = new Map<string, Cursor>();

  first(options: { namespace: string; docs: Doc[]; batchSize: number | null; singleBatch?: boolean; noTimeout?: boolean }): Doc {
    const { namespace, docs, batchSize, singleBatch = false } = options;
    const batch = takeBatch(docs, 0, batchSize ?? FIRST_BATCH);
    let id = Long.ZERO;
    if ((batch.length < docs.length || batchSize === 0) && !singleBatch) {
      id = newId();
      this.open.set(id.toString(), { id: id.toString(), namespace, docs, at: batch.length, usedAt: Date.now(), isKept: options.noTimeout === true });
    }
    return { cursor: { firstBatch: batch, id, ns: namespace } };
  }

  more(id: string, namespace: string, batchSize: number | null): Doc {
    const cursor = this.open.get(id);
    if (!cursor) throw new CommandError(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) throw new CommandError(13, `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`);
    const batch = takeBatch(cursor.docs, cursor.at, batchSize ?? Infinity);
    cursor.at += batch.length;
    cursor.usedAt = Date.now();
    const isDone = cursor.at >= cursor.docs.length;
    if (isDone) this.open.delete(id);
    return { cursor: { nextBatch: batch, id: isDone ? Long.ZERO : Long.fromString(id), ns: namespace } };
  }

  kill(id: string): boolean {
    return this.open.delete(id);
  }

  killNamespace(namespace: string): void {
    for (const cursor of this.open.values()) if (cursor.namespace === namespace) this.open.delete(cursor.id);
  }

  expire(now = Date.now()): void {
    for (const cursor of this.open.values()) if (!cursor.isKept && now - cursor.usedAt > IDLE_MINUTES * 60_000) this.open.delete(cursor.id);
  }
}

function takeBatch(docs: Doc[], at: number, count: number): Doc[] {
  const batch = docs.slice(at, at + count);
  if (batch.length <= 1 || mostBytesOf(batch) <= MAX_BATCH_BYTES) return batch;
  let bytes = 0;
  for (const [i, doc] of batch.entries()) {
    bytes += encodeDocument(doc).length;
    if (bytes > MAX_BATCH_BYTES && i > 0) return batch.slice(0, i);
  }
  return batch;
}

/** No less than what the documents come to when they are encoded. To measure them would be to encode each of them twice. */
function mostBytesOf(docs: Doc[]): number {
  let size = 0;
  for (const doc of docs) size += mostOf(doc);
  return size;
}

/** The length and the end of a document or text, or the longest value that has none. */
const AROUND = 20;

function mostOf(value: Value): number {
  if (typeof value === "string") return AROUND + value.length * 3;
  if (typeof value !== "object" || value === null || value instanceof Date) return AROUND;
  if (Array.isArray(value)) return value.reduce((size: number, item) => size + AROUND + mostOf(item), AROUND);
  if (!isDoc(value)) return encodeDocument({ value }).length;
  let size = AROUND;
  for (const name of Object.keys(value)) size += name.length * 3 + 2 + mostOf(value[name]);
  return size;
}

function newId(): Long {
  const bytes = randomBytes(8);
  return new Long(bytes.readInt32LE(0) | 1, bytes.readInt32LE(4) & 0x7fffffff);
}

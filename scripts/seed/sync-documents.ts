import { isDeepStrictEqual } from "node:util";
import { MongoBulkWriteError, type AnyBulkWriteOperation, type Collection, type Document, type Filter, type OptionalId, type WithoutId } from "mongodb";

export interface SyncResult {
  written: number;
  unchanged: number;
  /** Ids whose place somebody else has taken in the meantime. */
  refused: string[];
}

/**
 * Brings the documents with these ids to the wanted state and touches no other. What is right already is not written,
 * so that a second run changes nothing.
 */
export async function syncDocuments<D extends Document & { _id: string }>(collection: Collection<D>, wanted: D[]): Promise<SyncResult> {
  const ids = wanted.map((document) => document._id);
  const present = new Map((await collection.find({ _id: { $in: ids } } as Filter<D>).toArray()).map((document) => [document._id as string, document]));
  const missing = wanted.filter((document) => !present.has(document._id));
  const changed = wanted.filter((document) => present.has(document._id) && !isDeepStrictEqual(present.get(document._id), document));
  const refused: string[] = [];
  const writes: Write<D>[] = [
    ...missing.map((document) => write(document, { insertOne: { document: document as OptionalId<D> } })),
    ...changed.map((document) =>
      write(document, { replaceOne: { filter: { _id: document._id } as Filter<D>, replacement: document as WithoutId<D> } }),
    ),
  ];
  for (let i = 0; i < writes.length; i += batch_size) refused.push(...(await writeBatch(collection, writes.slice(i, i + batch_size))));
  return { written: writes.length - refused.length, unchanged: wanted.length - writes.length, refused };
}

const batch_size = 500;

interface Write<D extends Document> {
  document: D & { _id: string };
  operation: AnyBulkWriteOperation<D>;
}

function write<D extends Document & { _id: string }>(document: D, operation: AnyBulkWriteOperation<D>): Write<D> {
  return { document, operation };
}

async function writeBatch<D extends Document>(collection: Collection<D>, writes: Write<D>[]): Promise<string[]> {
  try {
    await collection.bulkWrite(writes.map(({ operation }) => operation), { ordered: false });
    return [];
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
    if (failures.some((failure) => failure.code !== 11000)) throw error;
    return failures.flatMap((failure) => writes[failure.index]?.document._id ?? []);
  }
}

import type { Store } from "./store.ts";

export interface Size {
  documents: number;
  bytes: number;
}

/**
 * How much this server is meant for. Measured with documents of 0.75 KB and four indexes: 300,000 take 5 s to start and 0.9 GB of memory,
 * 700,000 take 16 s and 1.6 GB; beyond that, Node's own limit of memory is near on a small machine.
 */
const MEANT_FOR: Size = { documents: 300_000, bytes: 300_000_000 };

/** What whoever starts the server should know about the data, a sentence each; nothing where all is as usual. */
export function startNotices({ size, hasLeftOut }: Pick<Store, "size" | "hasLeftOut">, limit: Size = MEANT_FOR): string[] {
  const notices: string[] = [];
  if (hasLeftOut) {
    notices.push("a write that a crash cut off has been left out: it had not reached the disk whole, so nobody had been told that it was done, and nothing acknowledged is lost");
  }
  if (size.documents > limit.documents || size.bytes > limit.bytes) {
    const has = `${shown(size.documents)} documents of ${megabytes(size.bytes)}`;
    notices.push(`the data are ${has}, more than the ${shown(limit.documents)} documents or ${megabytes(limit.bytes)} that this server, which keeps them in memory, is meant for: set MONGO_URL to a MongoDB replica set, such as MongoDB Atlas, for data of this size`);
  }
  return notices;
}

function megabytes(bytes: number): string {
  return `${shown(Math.ceil(bytes / 1_000_000))} MB`;
}

function shown(n: number): string {
  return n.toLocaleString("en");
}

/** What an index points at; `id` orders entries of equal keys. */
export interface Entry<T> {
  key: string;
  target: T;
}

const CHUNK = 256;

/**
 * Entries in key order, kept in chunks of bounded size so that an insertion moves a few hundred pointers and not all of them.
 * Entries of one key are in the order of their targets' ids.
 */
export class OrderedEntries<T extends { id: number }> {
  size = 0;
  private chunks: Entry<T>[][] = [];

  /** Fills an empty list faster than one insertion after another. */
  load(entries: Entry<T>[]): void {
    entries.sort(compareEntries);
    for (let i = 0; i < entries.length; i += CHUNK) this.chunks.push(entries.slice(i, i + CHUNK));
    this.size = entries.length;
  }

  add(key: string, target: T): void {
    const entry = { key, target };
    const at = Math.max(0, this.chunkBefore(key, target.id));
    const chunk = this.chunks[at];
    this.size++;
    if (!chunk) {
      this.chunks.push([entry]);
      return;
    }
    chunk.splice(lowerBound(chunk, key, target.id), 0, entry);
    if (chunk.length > CHUNK * 2) this.chunks.splice(at + 1, 0, chunk.splice(CHUNK));
  }

  remove(key: string, target: T): void {
    let at = Math.max(0, this.chunkBefore(key, target.id));
    let place = lowerBound(this.chunks[at] ?? [], key, target.id);
    if (place === this.chunks[at]?.length) {
      // It is the first of the next chunk.
      at++;
      place = 0;
    }
    const chunk = this.chunks[at];
    const entry = chunk?.[place];
    if (!chunk || entry?.key !== key || entry.target !== target) return;
    this.size--;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.chunks.splice(at, 1);
  }

  /** Entries with `from <= key < to`. The list must not change while they are being read. */
  *between(from: string, to: string): Generator<Entry<T>> {
    let at = Math.max(0, this.chunkBefore(from, -1));
    let place = lowerBound(this.chunks[at] ?? [], from, -1);
    for (; at < this.chunks.length; at++, place = 0) {
      const chunk = this.chunks[at] ?? [];
      for (; place < chunk.length; place++) {
        const entry = chunk[place];
        if (!entry || entry.key >= to) return;
        yield entry;
      }
    }
  }

  /** The same, last first. */
  *backwards(from: string, to: string): Generator<Entry<T>> {
    let at = Math.max(0, this.chunkBefore(to, -1));
    let place = lowerBound(this.chunks[at] ?? [], to, -1) - 1;
    for (; at >= 0; at--, place = (this.chunks[at]?.length ?? 0) - 1) {
      const chunk = this.chunks[at] ?? [];
      for (; place >= 0; place--) {
        const entry = chunk[place];
        if (!entry || entry.key < from) return;
        yield entry;
      }
    }
  }

  count(from: string, to: string): number {
    return Math.max(0, this.rank(to) - this.rank(from));
  }

  private rank(key: string): number {
    const at = Math.max(0, this.chunkBefore(key, -1));
    let rank = lowerBound(this.chunks[at] ?? [], key, -1);
    for (let i = 0; i < at; i++) rank += this.chunks[i]?.length ?? 0;
    return rank;
  }

  /** The last chunk that begins before the place of (key, id); -1 where none does. */
  private chunkBefore(key: string, id: number): number {
    let low = 0;
    let high = this.chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const first = this.chunks[middle]?.[0];
      if (first && isBefore(first, key, id)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function lowerBound<T extends { id: number }>(chunk: Entry<T>[], key: string, id: number): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = chunk[middle];
    if (entry && isBefore(entry, key, id)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore<T extends { id: number }>(entry: Entry<T>, key: string, id: number): boolean {
  return entry.key < key || entry.key === key && entry.target.id < id;
}

function compareEntries<T extends { id: number }>(a: Entry<T>, b: Entry<T>): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.target.id - b.target.id;
}

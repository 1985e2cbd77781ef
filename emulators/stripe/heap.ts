/** A queue that gives the smallest first; what is equally small leaves in the order in which it came. */
export interface Heap<T> {
  push(item: T): void;
  peek(): T | undefined;
  pop(): T | undefined;
  clear(): void;
}

export function createHeap<T>(rank: (item: T) => number): Heap<T> {
  let entries: { item: T; rank: number; order: number }[] = [];
  let pushed = 0;

  const isBefore = (a: number, b: number) => {
    const [one, other] = [entries[a], entries[b]];
    if (!one || !other) return false;
    return one.rank < other.rank || (one.rank === other.rank && one.order < other.order);
  };
  const swap = (a: number, b: number) => {
    const [one, other] = [entries[a], entries[b]];
    if (one && other) [entries[a], entries[b]] = [other, one];
  };

  function rise(at: number): void {
    for (let child = at; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!isBefore(child, parent)) return;
      swap(child, parent);
      child = parent;
    }
  }

  function sink(at: number): void {
    for (let parent = at; ;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      const smaller = right < entries.length && isBefore(right, left) ? right : left;
      if (smaller >= entries.length || !isBefore(smaller, parent)) return;
      swap(smaller, parent);
      parent = smaller;
    }
  }

  return {
    push(item) {
      entries.push({ item, rank: rank(item), order: pushed++ });
      rise(entries.length - 1);
    },
    peek: () => entries[0]?.item,
    pop() {
      const first = entries[0];
      const last = entries.pop();
      if (first && last && first !== last) {
        entries[0] = last;
        sink(0);
      }
      return first?.item;
    },
    clear: () => void (entries = []),
  };
}

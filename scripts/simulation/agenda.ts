/** What shall be done at which moment. Things of the same moment are done in the order in which they were noted. */
export interface Agenda {
  add(at: Date, act: Act): void;
  /** When the next thing is due; null where nothing is left. */
  next(): Date | null;
  /** Takes the next thing out. */
  take(): Entry | null;
}

export type Act = (now: Date) => Promise<void>;

export interface Entry {
  at: Date;
  act: Act;
}

/** A binary heap: a month holds tens of thousands of entries, most of them noted while it runs. */
export function createAgenda(): Agenda {
  const heap: (Entry & { order: number })[] = [];
  let noted = 0;
  const isBefore = (a: number, b: number) => {
    const [one, other] = [heap[a]!, heap[b]!];
    return one.at.getTime() - other.at.getTime() || one.order - other.order;
  };
  const swap = (a: number, b: number) => void ([heap[a], heap[b]] = [heap[b]!, heap[a]!]);

  function rise(index: number): void {
    for (let parent = (index - 1) >> 1; index > 0 && isBefore(index, parent) < 0; parent = (index - 1) >> 1) {
      swap(index, parent);
      index = parent;
    }
  }

  function sink(index: number): void {
    for (;;) {
      const children = [2 * index + 1, 2 * index + 2].filter((child) => child < heap.length);
      const least = children.reduce((best, child) => (isBefore(child, best) < 0 ? child : best), index);
      if (least === index) return;
      swap(index, least);
      index = least;
    }
  }

  return {
    add(at, act) {
      heap.push({ at, act, order: noted++ });
      rise(heap.length - 1);
    },
    next: () => heap[0]?.at ?? null,
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last) return null;
      if (heap.length > 0) {
        heap[0] = last;
        sink(0);
      }
      return first;
    },
  };
}

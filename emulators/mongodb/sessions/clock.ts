import { Binary, Long, Timestamp } from "bson";
import type { Store } from "../store/store.ts";
import type { Doc } from "../values/types.ts";

/** There are no keys, so it is zeros. */
const signature = { hash: new Binary(new Uint8Array(20)), keyId: Long.ZERO };

/** The cluster time that every reply carries: it only rises, over restarts and when the wall clock is set back too. */
export class ClusterClock {
  private readonly store: Store;
  private seconds: bigint;
  private increment = 1n;

  constructor(store: Store) {
    this.store = store;
    this.seconds = laterOf(wallSeconds(), store.lastClock + 1n);
    store.saveClock(this.seconds);
  }

  get now(): Timestamp {
    return new Timestamp((this.seconds << 32n) | this.increment);
  }

  /** Called for each write. */
  advance(): void {
    const wall = wallSeconds();
    if (wall > this.seconds) {
      this.seconds = wall;
      this.increment = 1n;
      this.store.saveClock(wall);
    } else this.increment++;
  }

  /** What every reply ends with. */
  gossip(): Doc {
    const clusterTime = this.now;
    return { $clusterTime: { clusterTime, signature }, operationTime: clusterTime };
  }
}

function wallSeconds(): bigint {
  return BigInt(Math.floor(Date.now() / 1000));
}

function laterOf(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

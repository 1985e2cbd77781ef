import { useMemo, useSyncExternalStore } from "react";
import { fetchJson } from "@/lib/http/fetch-json";
import { type BellState, type BellStore, createBellStore } from "./bell-store";
import type { Surroundings } from "./follow-notices";

/** One a window and person: pages come and go, the stream stays. */
const stores = new Map<string, BellStore>();

const browser: Surroundings = {
  openStream: (address) => new EventSource(address),
  ask: (address) => fetchJson(address),
  // Only where the address is https or this machine.
  get locks() {
    return navigator.locks ?? null;
  },
  openChannel: (name) => new BroadcastChannel(name),
  onAway(away, back) {
    window.addEventListener("pagehide", away);
    window.addEventListener("pageshow", back);
    return () => {
      window.removeEventListener("pagehide", away);
      window.removeEventListener("pageshow", back);
    };
  },
};

/** What this window knows; `unread` is null until the stream's first word, and what the server counted for the page holds. */
export function useBell(userId: string): BellState & Pick<BellStore, "markRead" | "markAllRead"> {
  const store = useMemo(() => storeOf(userId), [userId]);
  const state = useSyncExternalStore(store.subscribe, store.getState, () => untold);
  return { ...state, markRead: store.markRead, markAllRead: store.markAllRead };
}

const untold: BellState = { unread: null, arrived: [], read: new Set(), cleared: 0, spared: new Set(), announcement: "" };

function storeOf(userId: string): BellStore {
  const store = stores.get(userId) ?? createBellStore({ userId, around: browser });
  // On the server there are many people in one process, and nobody to remember.
  if (typeof window !== "undefined") stores.set(userId, store);
  return store;
}

import { fetchJson } from "@/lib/http/fetch-json";
import { counted_at_most, type NoticeView } from "@/lib/notifications/view";
import { followNotices, type News, type Surroundings } from "./follow-notices";

export interface BellState {
  /** Null until anything was heard: what the server counted for the page holds. */
  unread: number | null;
  /** What came since the window was opened, the newest first. */
  arrived: NoticeView[];
  /** What was marked as read in this browser since then. */
  read: ReadonlySet<string>;
  /** How often the last unread one was read: everything that was there is read then. */
  cleared: number;
  /** What came while the server was clearing: it is not read. */
  spared: ReadonlySet<string>;
  /** Said to screen readers; empty in quiet hours. */
  announcement: string;
}

export interface BellStore {
  getState(): BellState;
  subscribe(listener: () => void): () => void;
  /** Reject with a RequestFailed. */
  markRead(id: string): Promise<void>;
  markAllRead(): Promise<void>;
}

const arrived_at_most = 20;
/** What comes in a burst is said in one sentence. */
const gather_ms = 300;
/** From one page to the next the bell is taken down and hung up again: no reason to end the stream. */
const linger_ms = 5_000;

/** What the bell of one person knows in this window. */
export function createBellStore({ userId, around }: { userId: string; around: Surroundings }): BellStore {
  let state: BellState = { unread: null, arrived: [], read: new Set(), cleared: 0, spared: new Set(), announcement: "" };
  let line: ReturnType<typeof followNotices> | null = null;
  let lastId: string | null = null;
  let forgetAway: (() => void) | null = null;
  let ending: ReturnType<typeof setTimeout> | undefined;
  let saying: ReturnType<typeof setTimeout> | undefined;
  const toSay: NoticeView[] = [];
  const known = new Set<string>();
  const listeners = new Set<() => void>();

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      clearTimeout(ending);
      start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) ending = setTimeout(stop, linger_ms);
      };
    },
    markRead: (id) => mark(id),
    markAllRead: () => send("/api/notices/read", null),
  };

  function start(): void {
    line ??= followNotices({ userId, after: lastId, onNews: take, around });
    forgetAway ??= around.onAway(hangUp, () => listeners.size > 0 && start());
  }

  function stop(): void {
    hangUp();
    forgetAway?.();
    forgetAway = null;
  }

  function hangUp(): void {
    line?.stop();
    line = null;
  }

  function take(news: News): void {
    if (news.type !== "read") lastId = news.id;
    if (news.type === "state") return show({ unread: news.data.unread });
    if (news.type === "read") return show({ unread: news.data.unread, ...(news.data.id && { read: new Set([...state.read, news.data.id]) }) });
    const { notice, unread: now, is_quiet } = news.data;
    if (known.has(notice.id)) return;
    known.add(notice.id);
    show({ unread: now, arrived: [notice, ...state.arrived].slice(0, arrived_at_most) });
    if (is_quiet) return;
    toSay.push(notice);
    clearTimeout(saying);
    saying = setTimeout(say, gather_ms);
  }

  function say(): void {
    const [first] = toSay;
    const announcement = toSay.length > 1 ? `${toSay.length} new notices. The last: ${toSay.at(-1)?.title}.` : `New notice: ${first?.title}.`;
    toSay.length = 0;
    show({ announcement });
  }

  /** Shown at once; what could not be marked is unread again. */
  async function mark(id: string): Promise<void> {
    show({ unread: state.unread && state.unread - 1, read: new Set([...state.read, id]) });
    await send(`/api/notices/${id}/read`, id).catch((failure: unknown) => {
      show({ unread: state.unread !== null ? state.unread + 1 : null, read: new Set([...state.read].filter((each) => each !== id)) });
      throw failure;
    });
  }

  async function send(address: string, id: string | null): Promise<void> {
    const before = known.size;
    const { unread } = await fetchJson<{ unread: number }>(address, { body: {} });
    const since = [...known].slice(before);
    // What has come since may not be in the answer's count; the stream, which is in order, tells the right one next.
    if (since.length === 0) show({ unread });
    else if (id === null) clear(since);
    line?.sayRead({ unread: since.length === 0 ? unread : (state.unread ?? unread), id });
  }

  function clear(spared: string[]): void {
    show({ cleared: state.cleared + 1, spared: new Set(spared) });
  }

  function show(part: Partial<BellState>): void {
    const isCleared = part.unread === 0 && (state.unread ?? 0) > 0;
    state = { ...state, ...(isCleared && { cleared: state.cleared + 1, spared: new Set() }), ...part };
    for (const listener of [...listeners]) listener();
  }
}

/** "99+" from a hundred on. */
export function shownCount(unread: number): string {
  return unread >= counted_at_most ? `${counted_at_most - 1}+` : String(unread);
}

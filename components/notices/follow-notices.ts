import type { ArrivedNotice, NoticeNews } from "@/lib/notifications/view";

/** What reaches a window: from the stream, from asking, or from another window of the same browser. */
export type News =
  | { type: "notice"; id: string; data: ArrivedNotice }
  | { type: "state"; id: string; data: { unread: number } }
  | { type: "read"; data: { unread: number; id: string | null } };

/** What of the browser is needed; a test brings its own. */
export interface Surroundings {
  openStream(address: string): EventSource;
  /** Throws a RequestFailed. */
  ask(address: string): Promise<NoticeNews>;
  /** Null where there is none: then each window asks for itself. */
  locks: Pick<LockManager, "request"> | null;
  openChannel(name: string): BroadcastChannel;
  /** Calls when the window is put aside (the way back may bring it again as it was), and when it is back. Gives what forgets that. */
  onAway(away: () => void, back: () => void): () => void;
}

/** A server beats every 15 s: two that fail to come are a line that is dead, or a proxy that keeps what it should pass on. */
const silence_ms = 40_000;
const ask_every_ms = 30_000;
/** Nobody waits longer than this for a stream to be tried anew: in rounds of asking. */
const rounds_at_most = 16;

/**
 * Follows a person's notices with one stream for all windows of the browser: the window that has the lock holds it and tells
 * the others; when it closes, the lock and the stream go to the next, which goes on after the last notice that it heard of.
 * Where no stream comes through, it asks now and then. Ends by itself where the person has signed out.
 */
export function followNotices({ userId, after, onNews, around }: { userId: string; after: string | null; onNews: (news: News) => void; around: Surroundings }) {
  const name = `maestrohub-notices-${userId}`;
  const channel = around.openChannel(name);
  const leaving = new AbortController();
  let lastId = after;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  channel.addEventListener("message", ({ data }: MessageEvent<News>) => take(data));
  if (around.locks) void around.locks.request(name, { signal: leaving.signal }, lead).catch(() => undefined);
  else void ask(Infinity);

  return {
    /** This window has marked something as read: the others shall know. */
    sayRead: (data: { unread: number; id: string | null }) => channel.postMessage({ type: "read", data } satisfies News),
    stop,
  };

  function stop(): void {
    if (leaving.signal.aborted) return;
    leaving.abort();
    source?.close();
    clearTimeout(timer);
    channel.close();
  }

  /** Until this window stops; only then does another get the lock. */
  function lead(): Promise<void> {
    listen();
    return new Promise((resolve) => leaving.signal.addEventListener("abort", () => resolve()));
  }

  function listen(): void {
    if (leaving.signal.aborted) return;
    const opened = around.openStream(address("stream"));
    source = opened;
    expectWord();
    for (const type of ["notice", "state"] as const) {
      opened.addEventListener(type, (event: MessageEvent<string>) => {
        failures = 0;
        expectWord();
        pass({ type, id: event.lastEventId, data: JSON.parse(event.data) as never });
      });
    }
    opened.addEventListener("beat", expectWord);
    opened.addEventListener("end", stop);
    // While it is connecting again by itself, it names the last notice itself.
    opened.addEventListener("error", () => opened.readyState === opened.CLOSED && giveUp());
  }

  function expectWord(): void {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silence_ms);
  }

  /** Asks instead, for longer each time that a stream fails. */
  function giveUp(): void {
    clearTimeout(timer);
    source?.close();
    source = null;
    failures += 1;
    void ask(Math.min(2 ** (failures - 1), rounds_at_most));
  }

  async function ask(rounds: number): Promise<void> {
    if (leaving.signal.aborted) return;
    const news = await around.ask(address("news")).catch((failure: unknown) => {
      // Signed out, or somebody else is signed in.
      const status = failure !== null && typeof failure === "object" && "status" in failure ? failure.status : 0;
      if (status === 401 || status === 409) stop();
      return null;
    });
    if (leaving.signal.aborted) return;
    for (const data of news?.notices ?? []) pass({ type: "notice", id: data.notice.id, data });
    if (news) pass({ type: "state", id: news.last_id, data: { unread: news.unread } });
    timer = setTimeout(() => (rounds > 1 ? void ask(rounds - 1) : listen()), ask_every_ms);
  }

  function address(route: "stream" | "news"): string {
    return `/api/notices/${route}?${new URLSearchParams({ user: userId, ...(lastId !== null && { after: lastId }) })}`;
  }

  function pass(news: News): void {
    take(news);
    // Where each window asks for itself, it has heard it already.
    if (around.locks) channel.postMessage(news);
  }

  function take(news: News): void {
    if (news.type !== "read") lastId = news.id;
    onNews(news);
  }
}

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestFailed } from "@/lib/http/fetch-json";
import type { NoticeNews } from "@/lib/notifications/view";
import { followNotices, type News, type Surroundings } from "./follow-notices";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class FakeStream extends EventTarget {
  readonly CLOSED = 2;
  readyState = 1;
  readonly address: string;
  constructor(address: string) {
    super();
    this.address = address;
  }
  close() {
    this.readyState = 2;
  }
  say(type: string, data: object = {}, lastEventId = "") {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
  }
  /** What a browser does with an answer other than a stream. */
  refuse() {
    this.readyState = 2;
    this.dispatchEvent(new Event("error"));
  }
}

/** One browser: windows share its lock and its channels. */
function aBrowser({ hasLocks = true } = {}) {
  const streams: FakeStream[] = [];
  const asked: string[] = [];
  let answer: () => Promise<NoticeNews> = async () => ({ unread: 0, last_id: "none", notices: [] });
  const channels = new Map<string, Set<EventTarget>>();
  let tail: Promise<unknown> = Promise.resolve();
  const around: Surroundings = {
    openStream(address) {
      const stream = new FakeStream(address);
      streams.push(stream);
      return stream as unknown as EventSource;
    },
    ask(address) {
      asked.push(address);
      return answer();
    },
    locks: hasLocks
      ? ({
          request(_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) {
            const turn = tail.then(() => (signal.aborted ? undefined : work()));
            tail = turn;
            return turn;
          },
        } as unknown as LockManager)
      : null,
    openChannel(name) {
      const group = channels.get(name) ?? new Set();
      channels.set(name, group);
      const channel = Object.assign(new EventTarget(), {
        postMessage: (data: unknown) =>
          [...group].filter((each) => each !== channel).forEach((each) => each.dispatchEvent(Object.assign(new Event("message"), { data }))),
        close: () => void group.delete(channel),
      });
      group.add(channel);
      return channel as unknown as BroadcastChannel;
    },
    onAway: () => () => {},
  };
  return {
    streams,
    asked,
    open: () => streams.filter(({ readyState }) => readyState !== 2),
    willAnswer: (next: typeof answer) => (answer = next),
    window(after: string | null = null) {
      const news: News[] = [];
      return { news, ...followNotices({ userId: "user_1", after, onNews: (each) => news.push(each), around }) };
    },
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const notice = (id: string) => ({
  notice: { id, kind: "booking", title: id, body: "", href: "/", is_read: false, created_at: "" } as const,
  unread: 1,
  is_quiet: false,
});

describe("the windows of one browser", () => {
  it("have one stream between them, and hear the same", async () => {
    const browser = aBrowser();
    const windows = [browser.window(), browser.window(), browser.window()];
    await settle();
    expect(browser.streams).toHaveLength(1);
    browser.streams[0]?.say("notice", notice("notice_a"), "notice_a");
    for (const { news } of windows) expect(news).toEqual([{ type: "notice", id: "notice_a", data: notice("notice_a") }]);
  });

  it("hand the stream on when its window closes, which goes on after the last notice", async () => {
    const browser = aBrowser();
    const [first] = [browser.window(), browser.window()];
    await settle();
    browser.streams[0]?.say("notice", notice("notice_a"), "notice_a");
    first.stop();
    await settle();
    expect(browser.open().map(({ address }) => address)).toEqual(["/api/notices/stream?user=user_1&after=notice_a"]);
    expect(browser.streams[0]?.readyState).toBe(2);
  });

  it("tell each other what was read", async () => {
    const browser = aBrowser();
    const [first, second] = [browser.window(), browser.window()];
    await settle();
    second.sayRead({ unread: 3, id: "notice_a" });
    expect(first.news).toEqual([{ type: "read", data: { unread: 3, id: "notice_a" } }]);
  });
});

describe("where no stream comes through", () => {
  it("a window asks, and tries the stream again, more rarely each time", async () => {
    const browser = aBrowser();
    browser.window();
    await settle();
    for (const rounds of [1, 2, 4, 8, 16, 16]) {
      const before = browser.asked.length;
      browser.streams.at(-1)?.refuse();
      const tried = browser.streams.length;
      await vi.advanceTimersByTimeAsync(rounds * 30_000 - 1);
      expect([browser.asked.length - before, browser.streams.length]).toEqual([rounds, tried]);
      await vi.advanceTimersByTimeAsync(1);
      expect(browser.streams).toHaveLength(tried + 1);
    }
  });

  it("what was asked for is passed on once, and the stream goes on after it", async () => {
    const browser = aBrowser();
    const windows = [browser.window("notice_a"), browser.window("notice_a")];
    await settle();
    browser.willAnswer(async () => ({ unread: 1, last_id: "notice_b", notices: [notice("notice_b")] }));
    browser.streams[0]?.refuse();
    await settle();
    for (const { news } of windows) expect(news.map(({ type }) => type)).toEqual(["notice", "state"]);
    expect(browser.asked).toEqual(["/api/notices/news?user=user_1&after=notice_a"]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(browser.open().map(({ address }) => address)).toEqual(["/api/notices/stream?user=user_1&after=notice_b"]);
  });

  it("a stream that says nothing for too long is given up, one that beats is not", async () => {
    const browser = aBrowser();
    browser.window();
    await settle();
    for (let beats = 0; beats < 4; beats += 1) {
      await vi.advanceTimersByTimeAsync(30_000);
      browser.streams[0]?.say("beat");
    }
    expect(browser.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(browser.asked).toHaveLength(1);
    expect(browser.streams[0]?.readyState).toBe(2);
  });

  it("a stream that only lost its connection is left to the browser", async () => {
    const browser = aBrowser();
    browser.window();
    await settle();
    const [stream] = browser.streams;
    if (stream) stream.readyState = 0;
    stream?.dispatchEvent(new Event("error"));
    await settle();
    expect([browser.asked.length, stream?.readyState]).toEqual([0, 0]);
  });

  it("and no locks are, each window asks for itself and tells the others nothing twice", async () => {
    const browser = aBrowser({ hasLocks: false });
    browser.willAnswer(async () => ({ unread: 1, last_id: "notice_b", notices: [notice("notice_b")] }));
    const windows = [browser.window(), browser.window()];
    await settle();
    expect([browser.streams.length, browser.asked.length]).toEqual([0, 2]);
    for (const { news } of windows) expect(news.filter(({ type }) => type === "notice")).toHaveLength(1);
  });
});

describe("whoever signed out", () => {
  it("is not asked for again after the stream has said so", async () => {
    const browser = aBrowser();
    browser.window();
    await settle();
    browser.streams[0]?.say("end", { reason: "signed_out" });
    await vi.advanceTimersByTimeAsync(600_000);
    expect([browser.open().length, browser.streams.length, browser.asked.length]).toEqual([0, 1, 0]);
  });

  it.each([401, 409])("is not asked for again after an answer of %i", async (status) => {
    const browser = aBrowser();
    browser.window();
    await settle();
    browser.willAnswer(() => Promise.reject(new RequestFailed(status, { code: "signed_out", message: "" })));
    browser.streams[0]?.refuse();
    await vi.advanceTimersByTimeAsync(600_000);
    expect([browser.streams.length, browser.asked.length]).toEqual([1, 1]);
  });

  it("but for a server that is away, whose window goes on asking", async () => {
    const browser = aBrowser();
    browser.window();
    await settle();
    browser.willAnswer(() => Promise.reject(new RequestFailed(0, { code: "offline", message: "" })));
    browser.streams[0]?.refuse();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(browser.streams).toHaveLength(2);
  });
});

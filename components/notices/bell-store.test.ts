import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ArrivedNotice } from "@/lib/notifications/view";
import { createBellStore, shownCount } from "./bell-store";
import type { News } from "./follow-notices";
import type * as following from "./follow-notices";

type Following = Parameters<typeof following.followNotices>[0];
const lines: (Following & { stopped: boolean })[] = [];
const away = { away: () => {}, back: () => {} };
const around = { onAway: (put: () => void, back: () => void) => (Object.assign(away, { away: put, back }), () => {}) } as unknown as Following["around"];
const said: object[] = [];

vi.mock("./follow-notices", () => ({
  followNotices: (order: Following) => {
    const line = { ...order, stopped: false };
    lines.push(line);
    return { stop: () => (line.stopped = true), sayRead: (data: object) => said.push(data) };
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  lines.length = 0;
  said.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function aStore() {
  const store = createBellStore({ userId: "user_1", around });
  const leave = store.subscribe(() => {});
  return { store, leave, hear: (news: News) => lines.at(-1)?.onNews(news) };
}

function arrival(id: string, parts: Partial<ArrivedNotice> = {}): News {
  const notice = { id, kind: "booking", title: `Title of ${id}`, body: "", href: "/", is_read: false, created_at: "" } as const;
  return { type: "notice", id, data: { notice, unread: 1, is_quiet: false, ...parts } };
}

const answers = (status: number, body: object) => vi.stubGlobal("fetch", async () => Response.json(body, { status }));

describe("the bell", () => {
  it("counts and announces what comes, and the same notice once", () => {
    const { store, hear } = aStore();
    hear(arrival("notice_a", { unread: 4 }));
    hear(arrival("notice_a", { unread: 9 }));
    vi.advanceTimersByTime(300);
    expect(store.getState()).toMatchObject({ unread: 4, announcement: "New notice: Title of notice_a." });
    expect(store.getState().arrived).toHaveLength(1);
  });

  it("says what comes in a burst in one sentence", () => {
    const { store, hear } = aStore();
    for (const id of ["notice_a", "notice_b", "notice_c"]) hear(arrival(id));
    vi.advanceTimersByTime(300);
    expect(store.getState().announcement).toBe("3 new notices. The last: Title of notice_c.");
  });

  it("counts in quiet hours without a word", () => {
    const { store, hear } = aStore();
    hear(arrival("notice_a", { is_quiet: true }));
    vi.advanceTimersByTime(10_000);
    expect(store.getState()).toMatchObject({ unread: 1, announcement: "" });
  });

  it("keeps its stream from one page to the next, and ends it when nobody has looked for a while", () => {
    const { store, leave } = aStore();
    leave();
    vi.advanceTimersByTime(4_000);
    const again = store.subscribe(() => {});
    vi.advanceTimersByTime(10_000);
    expect(lines.map(({ stopped }) => stopped)).toEqual([false]);
    again();
    vi.advanceTimersByTime(5_000);
    expect(lines.map(({ stopped }) => stopped)).toEqual([true]);
  });

  it("of a window that was put aside goes on after the last notice when it is back", () => {
    const { hear } = aStore();
    hear(arrival("notice_a"));
    away.away();
    expect(lines.map(({ stopped }) => stopped)).toEqual([true]);
    away.back();
    expect(lines.map(({ after, stopped }) => [after, stopped])).toEqual([
      [null, true],
      ["notice_a", false],
    ]);
  });
});

describe("marking", () => {
  it("one as read shows at once and tells the other windows what the server counts", async () => {
    const { store, hear } = aStore();
    hear({ type: "state", id: "notice_a", data: { unread: 5 } });
    answers(200, { unread: 3 });
    const marking = store.markRead("notice_a");
    expect(store.getState().unread).toBe(4);
    expect(store.getState().read.has("notice_a")).toBe(true);
    await marking;
    expect(store.getState().unread).toBe(3);
    expect(said).toEqual([{ unread: 3, id: "notice_a" }]);
  });

  it("that fails is taken back, and says why", async () => {
    const { store, hear } = aStore();
    hear({ type: "state", id: "notice_a", data: { unread: 5 } });
    answers(503, { error: { code: "unavailable", message: "Not now." } });
    await expect(store.markRead("notice_a")).rejects.toThrow("Not now.");
    expect(store.getState().unread).toBe(5);
    expect(store.getState().read.size).toBe(0);
    await expect(store.markAllRead()).rejects.toThrow("Not now.");
    expect(store.getState()).toMatchObject({ unread: 5, cleared: 0 });
    expect(said).toEqual([]);
  });

  it("leaves what comes meanwhile unread: the answer was counted before", async () => {
    const { store, hear } = aStore();
    hear({ type: "state", id: "notice_a", data: { unread: 1 } });
    answers(200, { unread: 0 });
    const marking = store.markRead("notice_a");
    const { cleared } = store.getState();
    hear(arrival("notice_b", { unread: 1 }));
    await marking;
    expect(store.getState()).toMatchObject({ unread: 1, cleared });
    expect([...store.getState().read]).toEqual(["notice_a"]);
    expect(said).toEqual([{ unread: 1, id: "notice_a" }]);
  });

  it("all as read spares what comes meanwhile", async () => {
    const { store, hear } = aStore();
    hear({ type: "state", id: "notice_a", data: { unread: 5 } });
    answers(200, { unread: 0 });
    const marking = store.markAllRead();
    hear(arrival("notice_b", { unread: 6 }));
    await marking;
    expect(store.getState()).toMatchObject({ unread: 6, cleared: 1, spared: new Set(["notice_b"]) });
    hear({ type: "state", id: "notice_b", data: { unread: 1 } });
    hear({ type: "state", id: "notice_b", data: { unread: 0 } });
    expect(store.getState()).toMatchObject({ unread: 0, cleared: 2, spared: new Set() });
  });

  it("all as read clears what was there", async () => {
    const { store, hear } = aStore();
    hear({ type: "state", id: "notice_a", data: { unread: 5 } });
    answers(200, { unread: 0 });
    await store.markAllRead();
    expect(store.getState()).toMatchObject({ unread: 0, cleared: 1 });
  });
});

it.each([
  [1, "1"],
  [99, "99"],
  [100, "99+"],
])("%i unread are shown as %s", (unread, shown) => {
  expect(shownCount(unread)).toBe(shown);
});

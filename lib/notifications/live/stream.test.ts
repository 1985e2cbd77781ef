import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GET as newsRoute } from "@/app/api/notices/news/route";
import { GET as streamRoute } from "@/app/api/notices/stream/route";
import { POST as signOutRoute } from "@/app/api/account/sign-out/route";
import { aSession } from "@/app/api/access/test-world";
import { post } from "@/lib/auth/test-account";
import { aUser } from "@/lib/bookings/test-marketplace";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { changeSettings } from "../change-settings";
import { readNotice } from "../mark-read";
import { notify } from "../notify";
import type { NewNotice } from "../notify";
import type { NoticeNews } from "../view";
import { createHub, type Hub } from "./hub";
import { openStream } from "./open-stream";
import { type ReadStream, readStream } from "./test-stream";

setUpTestDatabase();

/** STREAM_BREAKS=500 is the long proof. */
const breaks = Number(process.env.STREAM_BREAKS ?? 12);

/** Two processes of the app: each knows of the other only what is in the database. */
let hubs: Hub[];
const pace = { poll_ms: 20, check_ms: 40, beat_ms: 60, lines_per_person: 3 };
beforeEach(() => {
  hubs = [createHub(pace), createHub(pace)];
});
afterEach(() => {
  for (const hub of hubs) hub.close();
});

const soon = (fact: () => void) => vi.waitFor(fact, { timeout: 15_000, interval: 5 });

interface Someone {
  id: string;
  session_id: string;
  cookie: string;
}

async function someone(): Promise<Someone> {
  const { _id } = await aUser();
  return { id: _id, ...(await aSession(_id)) };
}

function listen({ id, session_id }: Someone, { after = null, process = 0 }: { after?: string | null; process?: number } = {}): ReadStream {
  const hub = hubs[process];
  if (!hub) throw new Error("no such process");
  return readStream(openStream({ hub, user_id: id, session_id, after, signal: new AbortController().signal }));
}

async function settled(stream: ReadStream): Promise<ReadStream> {
  await soon(() => expect(stream.events.some(({ type }) => type === "state")).toBe(true));
  return stream;
}

async function tell(person: Someone, parts: Partial<NewNotice> = {}): Promise<string> {
  const key = newId("notice");
  await notify({ key, user_id: person.id, kind: "approval", title: "News", body: "", href: "/coach", now: new Date(), ...parts });
  return (await collections().notifications.findOne({ key }))?._id ?? "";
}

/** Nothing more comes: what is told to a witness afterwards has come, and this is still all. */
async function expectOnly(stream: ReadStream, ids: string[], process = 0): Promise<void> {
  await soon(() => expect(stream.noticeIds().length).toBeGreaterThanOrEqual(ids.length));
  const witness = await someone();
  const watched = await settled(listen(witness, { process }));
  const last = await tell(witness);
  await soon(() => expect(watched.noticeIds()).toEqual([last]));
  await watched.leave();
  expect(stream.noticeIds()).toEqual(ids);
}

describe("a stream", () => {
  it("begins with how many are unread, then tells each notice once, whichever process wrote it", async () => {
    const person = await someone();
    await tell(person);
    const streams = await Promise.all([settled(listen(person)), settled(listen(person, { process: 1 }))]);
    expect(streams[0].events[0]).toMatchObject({ type: "state", data: { unread: 1 } });
    const ids = [await tell(person), await tell(person)];
    await expectOnly(streams[0], ids);
    await expectOnly(streams[1], ids, 1);
    expect(streams[0].events.findLast(({ type }) => type === "notice")).toMatchObject({
      id: ids[1],
      data: { unread: 3, is_quiet: false, notice: { title: "News", is_read: false } },
    });
  });

  it("goes on after a break at either process with what was missed, all of it once and in order", async () => {
    const person = await someone();
    const first = await settled(listen(person));
    const seen = await tell(person);
    await expectOnly(first, [seen]);
    await first.leave();
    const missed = [await tell(person), await tell(person), await tell(person)];
    const second = await settled(listen(person, { after: first.lastId(), process: 1 }));
    const later = await tell(person);
    await expectOnly(second, [...missed, later], 1);
    const third = await settled(listen(person, { after: second.lastId() }));
    await expectOnly(third, []);
  });

  it("loses nothing and repeats nothing through many breaks while notices are written", async () => {
    const person = await someone();
    const written: string[] = [];
    const writing = (async () => {
      for (let i = 0; i < 2 * breaks; i += 1) written.push(await tell(person));
    })();
    const heard: (string | undefined)[] = [];
    let after = "none";
    for (let at = 0; at < breaks; at += 1) {
      const stream = listen(person, { after, process: at % 2 });
      const wanted = at % 3;
      await soon(() => expect(stream.events.length).toBeGreaterThan(wanted));
      await stream.leave();
      heard.push(...stream.noticeIds());
      after = stream.lastId();
    }
    await writing;
    const rest = await settled(listen(person, { after }));
    heard.push(...rest.noticeIds());
    expect(heard).toHaveLength(written.length);
    expect(new Set(heard)).toEqual(new Set(written));
  });

  it("of somebody who had none yet tells the first one after a break", async () => {
    const person = await someone();
    const first = await settled(listen(person));
    await first.leave();
    expect(first.lastId()).toBe("none");
    const missed = await tell(person);
    await expectOnly(await settled(listen(person, { after: "none" })), [missed]);
  });

  it("begins anew for a name that is another's or nobody's", async () => {
    const [person, other] = [await someone(), await someone()];
    const theirs = await tell(other);
    await tell(person);
    for (const after of [theirs, "notice_000000000000", "<script>"]) {
      const stream = await settled(listen(person, { after }));
      expect(stream.noticeIds()).toEqual([]);
      await stream.leave();
    }
  });

  it("tells nobody what is another's", async () => {
    const [person, other] = [await someone(), await someone()];
    const stream = await settled(listen(person));
    await tell(other);
    await expectOnly(stream, []);
  });

  it("beats while nothing happens", async () => {
    const stream = listen(await someone());
    await soon(() => expect(stream.events.filter(({ type }) => type === "beat").length).toBeGreaterThan(1));
  });

  it("says in the other windows that something was read, at another process too", async () => {
    const person = await someone();
    const id = await tell(person);
    const streams = await Promise.all([settled(listen(person)), settled(listen(person, { process: 1 }))]);
    await readNotice({ id, user_id: person.id, now: new Date() });
    for (const stream of streams) await soon(() => expect(stream.events.findLast(({ type }) => type === "state")?.data).toEqual({ unread: 0 }));
  });

  it("does not ring in quiet hours, but for what is urgent", async () => {
    const person = await someone();
    await changeSettings({ user_id: person.id, change: { quiet_hours: { start_minute: 1, end_minute: 0 } }, now: new Date() });
    const stream = await settled(listen(person));
    const ids = [
      await tell(person),
      await tell(person, { kind: "reminder" }),
      await tell(person, { kind: "booking", concerns_at: new Date(Date.now() + 3_600_000) }),
    ];
    await expectOnly(stream, ids);
    expect(stream.events.filter(({ type }) => type === "notice").map(({ data }) => data.is_quiet)).toEqual([true, false, false]);
  });

  it("is ended for a browser that takes nothing any more", async () => {
    const person = await someone();
    const hub = createHub({ ...pace, beat_ms: 0, poll_ms: 1, lines_per_person: 1 });
    const body = openStream({ hub, user_id: person.id, session_id: person.session_id, after: null, signal: new AbortController().signal }).body;
    const reader = body?.getReader();
    await reader?.read();
    expect(hub.has_room(person.id)).toBe(false);
    await soon(() => expect(hub.has_room(person.id)).toBe(true));
    hub.close();
  });
});

describe("whoever may not listen any more", () => {
  const ends: [string, (person: Someone) => Promise<unknown>][] = [
    ["somebody who signed out", ({ cookie }) => post(signOutRoute, {}, cookie)],
    ["somebody who was signed out from another device", ({ session_id }) => collections().sessions.deleteOne({ _id: session_id })],
    [
      "somebody whose session is over",
      ({ session_id }) => collections().sessions.updateOne({ _id: session_id }, { $set: { expires_at: new Date(Date.now() - 1) } }),
    ],
    ["somebody whose account is deleted", ({ id }) => collections().users.updateOne({ _id: id }, { $set: { deleted_at: new Date() } })],
  ];

  it.each(ends)("%s is told so, and nothing else", async (_title, end) => {
    const person = await someone();
    const stream = await settled(listen(person));
    await end(person);
    await soon(() => expect(stream.isOver()).toBe(true));
    expect(stream.events.at(-1)).toEqual({ type: "end", id: undefined, data: { reason: "signed_out" } });
  });

  it.each(ends)("%s hears no notice, however quickly it comes", async (_title, end) => {
    // A check that comes far too late: only the one before each notice is left.
    hubs[0]?.close();
    hubs[0] = createHub({ ...pace, check_ms: 3_600_000 });
    const person = await someone();
    const stream = await settled(listen(person));
    await Promise.all([end(person), collections().notifications.deleteMany({ user_id: person.id })]);
    await collections().notifications.insertOne({
      _id: newId("notice"),
      key: newId("notice"),
      user_id: person.id,
      kind: "approval",
      title: "Secret",
      body: "",
      href: "/",
      read_at: null,
      created_at: new Date(),
      is_unnumbered: true,
    });
    await soon(() => expect(stream.isOver()).toBe(true));
    expect(stream.noticeIds()).toEqual([]);
  });
});

describe("the number of streams", () => {
  it("is limited for a person, and a place that is left is free again", async () => {
    const [person, other] = [await someone(), await someone()];
    const streams = await Promise.all([1, 2, 3].map(() => settled(listen(person))));
    expect(() => listen(person)).toThrow("too often");
    await settled(listen(other));
    await streams[0]?.leave();
    await settled(listen(person));
  });
});

describe("the route", () => {
  const get = (route: typeof streamRoute, cookie: string, query = "") =>
    route(new Request(`http://localhost:3000/api/notices${query}`, { headers: { ...(cookie && { cookie }) } }), { params: Promise.resolve({}) });

  it("answers a stream that nobody on the way keeps or compresses", async () => {
    const { cookie } = await someone();
    const response = await get(streamRoute, cookie);
    expect(Object.fromEntries(["content-type", "cache-control", "x-accel-buffering"].map((name) => [name, response.headers.get(name)]))).toEqual({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    });
    const stream = await settled(readStream(response));
    await stream.leave();
  });

  it("answers no window that was made for somebody else", async () => {
    const [person, other] = [await someone(), await someone()];
    expect((await get(streamRoute, person.cookie, `?user=${other.id}`)).status).toBe(409);
    expect((await get(newsRoute, person.cookie, `?user=${other.id}`)).status).toBe(409);
    expect((await get(streamRoute, "")).status).toBe(401);
    expect((await get(streamRoute, person.cookie, "?after=everything")).status).toBe(422);
  });

  it("that is asked now and then goes on where the stream stopped, and the stream where it stopped", async () => {
    const person = await someone();
    const news = async (after: string) => (await (await get(newsRoute, person.cookie, `?after=${after}`)).json()) as NoticeNews;
    const stream = await settled(listen(person, { after: "none" }));
    const first = await tell(person);
    await expectOnly(stream, [first]);
    await stream.leave();
    const second = await tell(person);
    const asked = await news(stream.lastId());
    expect(asked).toMatchObject({ unread: 2, last_id: second, notices: [{ notice: { id: second } }] });
    expect((await news(asked.last_id)).notices).toEqual([]);
    const third = await tell(person);
    await expectOnly(await settled(listen(person, { after: asked.last_id })), [third]);
  });
});

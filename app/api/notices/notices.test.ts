import { beforeEach, describe, expect, it } from "vitest";
import { aSession } from "@/app/api/access/test-world";
import { aUser } from "@/lib/bookings/test-marketplace";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { changeSettings } from "@/lib/notifications/change-settings";
import { notify } from "@/lib/notifications/notify";
import type { NoticeList } from "@/lib/notifications/read-notices";
import type { NoticeKind } from "@/lib/notifications/schema";
import { GET as settingsGet, PATCH as settingsPatch } from "../account/notices/route";
import { POST as readOne } from "./[notice_id]/read/route";
import { POST as readAll } from "./read/route";
import { GET as list } from "./route";

setUpTestDatabase();

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

let person: { id: string; cookie: string };
beforeEach(async () => {
  const { _id } = await aUser();
  person = { id: _id, cookie: (await aSession(_id)).cookie };
});

function call(handler: Handler, method: string, { query = "", body, params = {} }: { query?: string; body?: unknown; params?: Record<string, string> } = {}) {
  const headers = { origin: "http://localhost:3000", cookie: person.cookie, ...(body !== undefined && { "content-type": "application/json" }) };
  const request = new Request(`http://localhost:3000/api/notices${query}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return handler(request, { params: Promise.resolve(params) });
}

const page = async (query = "") => (await (await call(list, "GET", { query })).json()) as NoticeList;
const mark = async (id: string) => (await (await call(readOne, "POST", { body: {}, params: { notice_id: id } })).json()) as { unread: number };
const tell = (title: string, parts: { kind?: NoticeKind; now?: Date; key?: string; user_id?: string } = {}) =>
  notify({ key: newId("notice"), user_id: person.id, kind: "booking", title, body: "", href: "/bookings", now: new Date(), ...parts });

describe("the list", () => {
  it("goes through all pages once each, the newest first, also where many came in the same millisecond", async () => {
    const at = new Date("2027-02-01T12:00:00Z");
    for (let i = 0; i < 7; i += 1) await tell(`${i}`, { now: i < 4 ? at : new Date(at.getTime() + i) });
    const seen: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const { notices, next: following }: NoticeList = await page(`?limit=2${next && `&before=${next}`}`);
      seen.push(...notices.map(({ title }) => title));
      next = following;
    }
    expect(seen.slice(0, 3)).toEqual(["6", "5", "4"]);
    expect(seen.toSorted()).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
  });

  it("holds one kind where one is asked for", async () => {
    await tell("a session");
    await tell("a payment", { kind: "payment" });
    expect((await page("?kind=payment")).notices.map(({ title }) => title)).toEqual(["a payment"]);
    expect(await page("?kind=review")).toEqual({ notices: [], next: null });
  });

  it.each(["?kind=weather", "?limit=0", "?limit=51", "?before=bk_1", "?all=1"])("refuses %s", async (query) => {
    expect((await call(list, "GET", { query })).status).toBe(422);
  });

  it("shows nobody another's, by no address", async () => {
    const other = await aUser();
    await tell("theirs", { user_id: other._id });
    await tell("mine");
    const theirs = await collections().notifications.findOne({ user_id: other._id });
    expect((await page()).notices.map(({ title }) => title)).toEqual(["mine"]);
    expect((await page(`?before=${theirs?._id}`)).notices.map(({ title }) => title)).toEqual(["mine"]);
  });
});

describe("reading", () => {
  it("one leaves the others, and a second time changes nothing", async () => {
    for (const title of ["a", "b", "c"]) await tell(title);
    const [notice] = (await page()).notices;
    expect(await mark(notice?.id ?? "")).toEqual({ unread: 2 });
    const before = await collections().notifications.findOne({ _id: notice?.id ?? "" });
    expect(await mark(notice?.id ?? "")).toEqual({ unread: 2 });
    expect(await collections().notifications.findOne({ _id: notice?.id ?? "" })).toEqual(before);
  });

  it("all is of one's own", async () => {
    const other = await aUser();
    await tell("theirs", { user_id: other._id });
    await tell("mine");
    expect(await (await call(readAll, "POST", { body: {} })).json()).toEqual({ unread: 0 });
    expect(await collections().notifications.countDocuments({ user_id: other._id, read_at: null })).toBe(1);
  });
});

describe("telling", () => {
  it("the same reason twice makes one line, whoever tells it", async () => {
    await Promise.all(Array.from({ length: 5 }, () => tell("once", { key: `once:${person.id}` })));
    expect((await page()).notices).toHaveLength(1);
  });

  it("what somebody has turned off is not told, and what cannot be turned off is", async () => {
    await changeSettings({ user_id: person.id, change: { switches: [{ topic: "booking", channel: "app", is_on: false }] }, now: new Date() });
    await collections().users.updateOne({ _id: person.id }, { $push: { "notice_settings.off": "account:app" } });
    await tell("off");
    await tell("always", { kind: "account" });
    expect((await page()).notices.map(({ title }) => title)).toEqual(["always"]);
  });

  it("nobody is told whose account is deleted", async () => {
    await collections().users.updateOne({ _id: person.id }, { $set: { deleted_at: new Date() } });
    await tell("too late");
    expect(await collections().notifications.countDocuments({ user_id: person.id })).toBe(0);
  });
});

describe("settings", () => {
  const save = (body: unknown) => call(settingsPatch, "PATCH", { body });
  const saved = async () => (await call(settingsGet, "GET")).json();

  it("begin with everything on, at any hour", async () => {
    expect(await saved()).toEqual({ off: [], quiet_hours: null });
  });

  it("of two windows that change different ones at once both stay", async () => {
    const topics = ["booking", "message", "review", "calendar", "announcement", "payment"];
    await Promise.all([
      ...topics.map((topic) => save({ switches: [{ topic, channel: "app", is_on: false }] })),
      save({ quiet_hours: { start_minute: 1_320, end_minute: 420 } }),
    ]);
    expect(await saved()).toEqual({
      off: ["booking:app", "message:app", "review:app", "payment:app", "calendar:app", "announcement:app"],
      quiet_hours: { start_minute: 1_320, end_minute: 420 },
    });
  });

  it.each([
    [{ switches: [{ topic: "payment", channel: "mail", is_on: false }] }],
    [
      {
        switches: [
          { topic: "review", channel: "mail", is_on: false },
          { topic: "account", channel: "app", is_on: false },
        ],
      },
    ],
    [{ quiet_hours: { start_minute: 60, end_minute: 60 } }],
    [{ quiet_hours: { start_minute: "22:00", end_minute: 60 } }],
    [{ off: [] }],
    [{}],
  ])("refuse %j and change nothing", async (body) => {
    const before = await collections().users.findOne({ _id: person.id });
    expect((await save(body)).status).toBe(422);
    expect(await collections().users.findOne({ _id: person.id })).toEqual(before);
  });
});

import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { DELETE as feedDelete, GET as feedGet, POST as feedPost } from "@/app/api/account/calendar-feed/route";
import { aPerson } from "@/lib/auth/test-account";
import { aHold, aTutor, minutesAfter } from "@/lib/bookings/test-marketplace";
import type { BookingDocument } from "@/lib/bookings/schema";
import { bookingInvite } from "@/lib/calendar/booking-invite";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { log } from "@/lib/log/log";
import { GET } from "./[file]/route";

setUpTestDatabase();

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

function call(handler: Handler, method: string, cookie: string, body?: unknown): Promise<Response> {
  const headers = { origin: "http://localhost:3000", cookie, ...(body !== undefined && { "content-type": "application/json" }) };
  return handler(new Request("http://localhost:3000/api/account/calendar-feed", { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }), { params: Promise.resolve({}) });
}

const addressOf = async (response: Response) => ((await response.json()) as { url: string | null }).url;

function read(url: string | null, headers: Record<string, string> = {}): Promise<Response> {
  const file = new URL(url ?? "").pathname.split("/").at(-1) ?? "";
  return GET(new Request(url ?? "", { headers }), { params: Promise.resolve({ file }) });
}

const day = 24 * 60;

/** A coach and a client, each with an account, and a session of theirs in each state. */
async function scene() {
  const client = await aPerson({ name: "Leah Brandt" });
  const coach = await aPerson({ name: "Amara Okafor", role: "tutor" });
  const found = await collections().tutors.findOne({ user_id: coach.user.id });
  if (found) await collections().tutors.deleteOne({ _id: found._id });
  await collections().users.deleteOne({ _id: "user_of_nobody" });
  const tutor = await aTutor({ user_id: "user_of_nobody", name: "Amara Okafor" });
  await collections().tutors.updateOne({ _id: tutor._id }, { $set: { user_id: coach.user.id } });
  const template = await aHold({ tutor, consumer_id: client.user.id });
  await collections().bookings.deleteMany({});
  const today = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const session = async (name: string, days: number, parts: Partial<BookingDocument>) => {
    const { tutor_cells: _t, consumer_cells: _c, hold_seat: _s, ...rest } = template;
    const starts_at = minutesAfter(today, days * day);
    await collections().bookings.insertOne({ ...rest, _id: `bk_${name}`, tutor_user_id: coach.user.id, status: "confirmed", confirmed_at: today, starts_at, ends_at: minutesAfter(starts_at, 60), updated_at: today, ...parts });
  };
  await session("longago", -31, { status: "completed" });
  await session("lately", -29, { status: "completed" });
  await session("next", 2, { version: 1 });
  await session("canceled", 3, { status: "canceled_by_consumer" });
  await session("far", 89, {});
  await session("held", 4, { status: "held", confirmed_at: null });
  await session("expired", 5, { status: "expired", confirmed_at: null });
  await session("another", 6, { consumer_id: "user_other", tutor_user_id: "user_another" });
  return { client, coach, today };
}

let people: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => void (people = await scene()));

describe("the address of one's own sessions", () => {
  it("is made when it is asked for, stays the same, is renewed and taken away", async () => {
    const { cookie } = await aPerson();
    expect(await (await call(feedGet, "GET", cookie)).json()).toEqual({ url: null, webcal_url: null });
    const made = await Promise.all(Array.from({ length: 5 }, async () => addressOf(await call(feedPost, "POST", cookie, {}))));
    expect(new Set(made).size).toBe(1);
    expect(made[0]).toMatch(/\/api\/calendar\/[\w-]{27}\.ics$/);
    expect(await addressOf(await call(feedGet, "GET", cookie))).toBe(made[0]);
    expect((await read(made[0] ?? null)).status).toBe(200);

    const renewed = await addressOf(await call(feedPost, "POST", cookie, { renew: true }));
    expect(renewed).not.toBe(made[0]);
    expect((await read(made[0] ?? null)).status).toBe(404);
    expect((await read(renewed)).status).toBe(200);

    expect((await call(feedDelete, "DELETE", cookie)).status).toBe(204);
    expect((await read(renewed)).status).toBe(404);
    expect(await addressOf(await call(feedGet, "GET", cookie))).toBeNull();
  });

  it.each(["GET", "POST", "DELETE"])("is nobody's who is not signed in: %s", async (method) => {
    const handler = { GET: feedGet, POST: feedPost, DELETE: feedDelete }[method];
    expect((await call(handler ?? feedGet, method, "", method === "POST" ? {} : undefined)).status).toBe(401);
  });

  it.each(["unknown_unknown_unknown_unk.ics", "x.ics", "$ne.ics", "unknown_unknown_unknown_unk", "..%2F..ics", ""])("is 404 where nobody has it: %j", async (file) => {
    expect((await GET(new Request("http://localhost:3000/api/calendar/x"), { params: Promise.resolve({ file }) })).status).toBe(404);
  });

  it("opens nothing of a deleted account", async () => {
    const { user, cookie } = await aPerson();
    const url = await addressOf(await call(feedPost, "POST", cookie, {}));
    await collections().users.updateOne({ _id: user.id }, { $set: { deleted_at: new Date() } });
    expect((await read(url)).status).toBe(404);
  });

  it("is written into no log", async () => {
    const { cookie } = await aPerson();
    const url = await addressOf(await call(feedPost, "POST", cookie, {}));
    const written = vi.spyOn(log(), "info");
    await read(url);
    expect(written).toHaveBeenCalledWith(expect.objectContaining({ path: "/api/calendar/…" }), "request");
    expect(JSON.stringify(written.mock.calls)).not.toContain(new URL(url ?? "").pathname.split("/").at(-1)?.slice(0, 10));
    written.mockRestore();
  });
});

describe("the calendar of one's own sessions", () => {
  const contentOf = async (cookie: string) => (await read(await addressOf(await call(feedPost, "POST", cookie, {})))).text();

  it("has what was paid for in the last thirty days and all that comes, read alike by two readers", async () => {
    const { client, today } = people;
    const content = await contentOf(client.cookie);
    const events = new ICAL.Component(ICAL.parse(content)).getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
    expect(events.map(({ uid }) => uid)).toEqual(["bk_lately@maestrohub", "bk_next@maestrohub", "bk_canceled@maestrohub", "bk_far@maestrohub"]);
    const others = Object.values(nodeIcal.sync.parseICS(content)).filter((entry) => entry?.type === "VEVENT");
    for (const [index, days] of [-29, 2, 3, 89].entries()) {
      const starts_at = minutesAfter(today, days * day).toISOString();
      const ends_at = minutesAfter(today, days * day + 60).toISOString();
      expect([events[index]?.startDate.toJSDate().toISOString(), events[index]?.endDate.toJSDate().toISOString()]).toEqual([starts_at, ends_at]);
      const other = others.find((entry) => entry?.type === "VEVENT" && entry.uid === events[index]?.uid);
      expect(other?.type === "VEVENT" && [other.start.toISOString(), other.end?.toISOString()]).toEqual([starts_at, ends_at]);
    }
    expect(events.map(({ component }) => component.getFirstPropertyValue("status"))).toEqual(["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]);
    expect(events.map(({ sequence }) => sequence)).toEqual([0, 1, 1, 0]);
    expect(content).toContain("X-WR-CALNAME:MaestroHub sessions");
    expect(content).not.toMatch(/ATTENDEE|meet\.google/);
  });

  it("names the other of the two, and each one's own page", async () => {
    const [mine, theirs] = [await contentOf(people.client.cookie), await contentOf(people.coach.cookie)].map((text) => text.replace(/\r\n /g, ""));
    expect(mine).toMatch(/SUMMARY:.+ with Amara Okafor/);
    expect(mine).toMatch(/URL;VALUE=URI:http.+\/bookings\/bk_next/);
    expect(theirs).toMatch(/SUMMARY:.+ with Leah Brandt/);
    expect(theirs).toMatch(/URL;VALUE=URI:http.+\/coach\/bookings\/bk_next/);
  });

  it("has the UID and SEQUENCE of the invite in the mail, whichever comes first", async () => {
    const content = await contentOf(people.client.cookie);
    for (const [id, state] of [["bk_next", "confirmed"], ["bk_canceled", "canceled"]] as const) {
      const booking = await collections().bookings.findOne({ _id: id });
      if (!booking) throw new Error("the session is there");
      const person = { name: "Leah", email: "leah@example.com", timezone: "UTC" };
      const invite = bookingInvite({ booking: { ...booking, id }, state, summary: "x", description: "x", location: "x", url: "https://x.example", organizer: person, recipient: person, now: new Date() });
      const [, sequence] = /SEQUENCE:(\d+)/.exec(invite.content) ?? [];
      expect(content.replace(/\r\n /g, "")).toContain(`UID:${id}@maestrohub\r\nSEQUENCE:${sequence}`);
    }
  });

  it("is the same to the byte until something changes, and not sent again to whoever has it", async () => {
    const url = await addressOf(await call(feedPost, "POST", people.client.cookie, {}));
    const first = await read(url);
    expect(first.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(first.headers.get("cache-control")).toBe("private, max-age=300");
    const etag = first.headers.get("etag") ?? "";
    const again = await read(url, { "if-none-match": `W/${etag}` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
    await collections().bookings.updateOne({ _id: "bk_far" }, { $set: { status: "canceled_by_tutor", updated_at: new Date() } });
    expect((await read(url, { "if-none-match": etag })).status).toBe(200);
  });

  it("is read 120 times an hour and not more", async () => {
    const { cookie } = await aPerson();
    const url = await addressOf(await call(feedPost, "POST", cookie, {}));
    const statuses = await Promise.all(Array.from({ length: 130 }, async () => (await read(url)).status));
    // The hour may turn in between.
    expect(statuses.filter((status) => status === 429).length === 10 || new Date().getMinutes() === 0).toBe(true);
  });
});

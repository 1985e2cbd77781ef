import ICAL from "ical.js";
import nodeIcal from "node-ical";
import type { VEvent } from "node-ical";
import { describe, expect, it } from "vitest";
import { bookingInvite } from "./booking-invite";
import type { BookingInvite } from "./booking-invite";

const invite = (timezone: string, starts: string, minutes = 60, other: Partial<BookingInvite> = {}): BookingInvite => ({
  booking: { id: "bk_1", version: 0, starts_at: new Date(starts), ends_at: new Date(Date.parse(starts) + minutes * 60_000) },
  state: "confirmed",
  summary: "Piano with Amara Okafor",
  description: "60 minutes, online.\nJoin: https://maestrohub.example/bookings/bk_1",
  location: "Online",
  url: "https://maestrohub.example/bookings/bk_1",
  organizer: { name: "MaestroHub", email: "hello@maestrohub.example" },
  recipient: { name: "Leah Brandt", email: "leah@example.com", timezone },
  now: new Date("2026-11-23T21:40:00Z"),
  ...other,
});

describe("a booking's calendar entry", () => {
  it.each([
    ["America/New_York", "2026-11-25T00:00:00Z", 60, "20261124T190000"],
    ["America/New_York", "2027-07-01T23:30:00Z", 45, "20270701T193000"],
    // Over the change to summer time: 01:30 EST until 03:30 EDT is one hour.
    ["America/New_York", "2027-03-14T06:30:00Z", 60, "20270314T013000"],
    // Right after it.
    ["America/New_York", "2027-03-14T07:00:00Z", 30, "20270314T030000"],
    ["Asia/Kathmandu", "2027-01-05T13:15:00Z", 90, "20270105T190000"],
    ["Australia/Lord_Howe", "2027-01-05T08:00:00Z", 60, "20270105T190000"],
    ["Australia/Lord_Howe", "2027-06-05T08:30:00Z", 60, "20270605T190000"],
    // Over Lord Howe's change of half an hour, 2027-10-03 02:00 to 02:30.
    ["Australia/Lord_Howe", "2027-10-02T15:00:00Z", 60, "20271003T013000"],
    ["Asia/Calcutta", "2027-01-05T13:30:00Z", 60, "20270105T190000"],
  ])("in %s at %s is read as the same instants by two independent readers", (zone, starts, minutes, wall) => {
    const given = invite(zone, starts, minutes);
    const { content } = bookingInvite(given);
    expect(content).toContain(`:${wall}\r\n`);
    expect(content).toContain("BEGIN:VTIMEZONE");
    expectInstants(content, given.booking);
  });

  it("is written in UTC in the hour that the clock repeats, where a wall time would name the wrong one", () => {
    const given = invite("America/New_York", "2027-11-07T06:30:00Z");
    const { content } = bookingInvite(given);
    expect(content).toContain("DTSTART:20271107T063000Z");
    expectInstants(content, given.booking);
  });

  it.each(["UTC", "Nowhere/Land"])("is written in UTC for %s", (zone) => {
    const given = invite(zone, "2027-01-05T13:15:00Z");
    const { content } = bookingInvite(given);
    expect(content).toContain("DTSTART:20270105T131500Z");
    expectInstants(content, given.booking);
  });

  it("keeps its UID and raises its SEQUENCE with each move", () => {
    const first = invite("Asia/Kathmandu", "2027-01-05T13:15:00Z");
    const moved = { ...first, booking: { ...first.booking, version: 2 } };
    const [before, after] = [first, moved].map((given) => eventOf(bookingInvite(given).content));
    expect(before?.getFirstPropertyValue("uid")).toBe("bk_1@maestrohub");
    expect(after?.getFirstPropertyValue("uid")).toBe("bk_1@maestrohub");
    expect(before?.getFirstPropertyValue("sequence")).toBe(0);
    expect(after?.getFirstPropertyValue("sequence")).toBe(2);
  });

  it("says who, what, where and when it was written, and asks nobody to answer", () => {
    const { content, content_type, filename } = bookingInvite(invite("America/New_York", "2026-11-25T00:00:00Z"));
    const event = eventOf(content);
    expect(filename).toBe("session.ics");
    expect(content_type).toBe("text/calendar; charset=utf-8; method=REQUEST");
    expect(content).toContain("METHOD:REQUEST\r\n");
    expect(String(event.getFirstPropertyValue("dtstamp"))).toBe("2026-11-23T21:40:00Z");
    expect(event.getFirstPropertyValue("summary")).toBe("Piano with Amara Okafor");
    expect(event.getFirstPropertyValue("description")).toBe("60 minutes, online.\nJoin: https://maestrohub.example/bookings/bk_1");
    expect(event.getFirstPropertyValue("location")).toBe("Online");
    expect(event.getFirstPropertyValue("url")).toBe("https://maestrohub.example/bookings/bk_1");
    expect(event.getFirstPropertyValue("status")).toBe("CONFIRMED");
    expect(event.getFirstPropertyValue("organizer")).toBe("mailto:hello@maestrohub.example");
    const attendee = event.getFirstProperty("attendee");
    expect(attendee?.getFirstValue()).toBe("MAILTO:leah@example.com");
    expect(attendee?.getFirstParameter("rsvp")).toBe("FALSE");
    expect(attendee?.getFirstParameter("partstat")).toBe("ACCEPTED");
  });

  it.each([0, 3])("takes a cancelled session of version %i out of the calendar: the same entry, and a later word than any before", (version) => {
    const given = invite("America/New_York", "2026-11-25T00:00:00Z");
    const booking = { ...given.booking, version };
    const [sent, withdrawn] = (["confirmed", "canceled"] as const).map((state) => bookingInvite({ ...given, booking, state }));
    expect(withdrawn?.content).toContain("METHOD:CANCEL\r\n");
    expect(withdrawn?.content_type).toContain("method=CANCEL");
    const [before, after] = [sent, withdrawn].map((file) => readByNodeIcal(file?.content ?? ""));
    expect(after).toMatchObject({ uid: before?.uid, status: "CANCELLED", method: "CANCEL" });
    expect(Number(after?.sequence)).toBeGreaterThan(Number(before?.sequence));
    const event = eventOf(withdrawn?.content ?? "");
    expect(event.getFirstPropertyValue("uid")).toBe("bk_1@maestrohub");
    expect(event.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(event.getFirstPropertyValue("sequence")).toBe(version + 1);
    expectInstants(withdrawn?.content ?? "", booking);
  });

  it.each([
    "O'Brien",
    'Eve"; CN=x:mailto:evil@example.com\r\nATTENDEE:mailto:evil@example.com',
    "\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "Wolfeschlegelstein".repeat(12),
    "ليلى الحسن 🎻".repeat(12),
    "a, b; c\\ d ^n",
  ])("keeps a hostile name %j inside its field", (name) => {
    const { content } = bookingInvite(
      invite("Asia/Kathmandu", "2027-01-05T13:15:00Z", 60, {
        summary: `Piano with ${name}`,
        description: name,
        location: name,
        recipient: { name, email: "leah@example.com", timezone: "Asia/Kathmandu" },
      }),
    );
    const events = new ICAL.Component(ICAL.parse(content)).getAllSubcomponents("vevent");
    expect(events).toHaveLength(1);
    expect(events[0]?.getAllProperties("attendee")).toHaveLength(1);
    expect(events[0]?.getFirstProperty("attendee")?.getFirstParameter("cn")).toMatch(/^[^"^\\;:,\r\n]+$/);
    expect(events[0]?.getFirstPropertyValue("summary")).toBe(`Piano with ${name.replace(/\s+/g, " ").trim()}`);
    expect(events[0]?.getFirstPropertyValue("description")).toBe(name.replaceAll("\r\n", "\n"));
    expect(readByNodeIcal(content).uid).toBe("bk_1@maestrohub");
    for (const line of content.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
});

describe("a session that is booked, moved over a change of the clock and cancelled", () => {
  it.each([
    ["America/New_York", "2027-03-13T15:00:00Z", "20270313T100000", "2027-03-14T14:00:00Z", "20270314T100000"],
    ["America/New_York", "2027-11-06T14:00:00Z", "20271106T100000", "2027-11-07T15:00:00Z", "20271107T100000"],
    // Kathmandu has none, at 5:45 before UTC; its session moves with New York's.
    ["Asia/Kathmandu", "2027-03-13T15:00:00Z", "20270313T204500", "2027-03-14T14:00:00Z", "20270314T194500"],
    ["Australia/Lord_Howe", "2027-10-01T23:30:00Z", "20271002T100000", "2027-10-02T23:00:00Z", "20271003T100000"],
    ["Australia/Lord_Howe", "2027-04-02T23:00:00Z", "20270403T100000", "2027-04-03T23:30:00Z", "20270404T100000"],
  ])("in %s leaves a calendar with one entry, then with the moved one, then with none", (zone, starts, wall, moved, movedWall) => {
    const first = invite(zone, starts);
    const second = { ...invite(zone, moved), booking: { ...invite(zone, moved).booking, version: 1 } };
    const files = [bookingInvite(first), bookingInvite(second), bookingInvite({ ...second, state: "canceled" })].map(({ content }) => content);

    for (const [content, booking, time] of [[files[0], first.booking, wall], [files[1], second.booking, movedWall], [files[2], second.booking, movedWall]] as const) {
      expect(content).toContain(`DTSTART;TZID=`);
      expect(content).toContain(`:${time}\r\n`);
      expectInstants(content ?? "", booking);
    }
    // In whatever order they arrive, the last word is the one with the highest SEQUENCE.
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0]]) {
      const calendar = new Map<string, { sequence: number; start: string; method: string }>();
      for (const event of order.map((index) => readByNodeIcal(files[index] ?? ""))) {
        const known = calendar.get(event.uid);
        const entry = { sequence: Number(event.sequence), start: event.start.toISOString(), method: String(event.method) };
        if (!known || known.sequence < entry.sequence) calendar.set(event.uid, entry);
      }
      expect([...calendar]).toEqual([["bk_1@maestrohub", { sequence: 2, start: second.booking.starts_at.toISOString(), method: "CANCEL" }]]);
    }
    expect(files.map((content) => readByNodeIcal(content).sequence).map(Number)).toEqual([0, 1, 2]);
  });
});

function expectInstants(content: string, booking: BookingInvite["booking"]) {
  expectIcalJs(content, booking);
  const event = readByNodeIcal(content);
  expect(event.start.toISOString()).toBe(booking.starts_at.toISOString());
  expect(event.end?.toISOString()).toBe(booking.ends_at.toISOString());
}

/** ical.js reads by the VTIMEZONE of the file alone, which proves the block; node-ical by the zone's name. */
function expectIcalJs(content: string, booking: BookingInvite["booking"]) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(content));
  for (const block of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(block);
  const event = new ICAL.Event(eventOf(content, calendar));
  expect(event.startDate.toJSDate().toISOString()).toBe(booking.starts_at.toISOString());
  expect(event.endDate.toJSDate().toISOString()).toBe(booking.ends_at.toISOString());
}

function eventOf(content: string, calendar = new ICAL.Component(ICAL.parse(content))): ICAL.Component {
  const event = calendar.getFirstSubcomponent("vevent");
  if (!event) throw new Error("the file has no event");
  return event;
}

function readByNodeIcal(content: string): VEvent {
  const event = Object.values(nodeIcal.sync.parseICS(content)).find((entry) => entry?.type === "VEVENT");
  if (event?.type !== "VEVENT") throw new Error("the file has no event");
  return event;
}

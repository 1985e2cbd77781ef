import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { busyOfIcs } from "./busy-of-ics";

const now = new Date("2026-11-23T12:00:00Z");
const short = (instant: Date) => instant.toISOString().replace(":00.000Z", "Z");

async function busy(text: string, parts: { timezone?: string; now?: Date; own_uids?: ReadonlySet<string> } = {}): Promise<string[]> {
  const content = await busyOfIcs({ text, timezone: "America/New_York", own_uids: new Set(), now, ...parts });
  return content.busy.map(({ starts_at, ends_at }) => `${short(starts_at)} ${short(ends_at)}`);
}

/** A calendar with entries of these lines; each entry has an end of its own. */
const calendarOf = (...entries: string[][]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...entries.flatMap((lines, index) => ["BEGIN:VEVENT", ...(lines.some((line) => line.startsWith("UID")) ? [] : [`UID:${index}`]), ...lines, "END:VEVENT"]), "END:VCALENDAR"].join("\r\n");
const entry = (...lines: string[]) => calendarOf(lines);
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.ics`, import.meta.url), "utf8");

describe("an export in the style of", () => {
  it("Google: a series since 2019 with one left out, one moved and one called off, whole days, birthdays and a tentative appointment", async () => {
    const content = await busyOfIcs({ text: fixture("google"), timezone: "Asia/Kathmandu", now, own_uids: new Set(["bk_0123456789abcdefghijkmno@maestrohub"]) });
    expect(content).toMatchObject({ name: "Amara, private", unread: 0 });
    expect(await busy(fixture("google"), { timezone: "Asia/Kathmandu", own_uids: new Set(["bk_0123456789abcdefghijkmno@maestrohub"]) })).toEqual([
      "2026-11-23T23:00Z 2026-11-24T00:30Z",
      "2026-11-27T14:00Z 2026-11-27T15:00Z",
      "2026-12-02T01:00Z 2026-12-02T03:00Z",
      "2026-12-07T23:00Z 2026-12-08T00:30Z",
      // Until 04:59:59 UTC of December 10, which is the evening of Wednesday the 9th in New York.
      "2026-12-09T23:00Z 2026-12-10T00:30Z",
      "2026-12-24T05:00Z 2026-12-27T05:00Z",
    ]);
  });

  it("Outlook: Windows zones, one of its own making, and what it calls free, elsewhere and out of office", async () => {
    expect(await busy(fixture("outlook"), { timezone: "Europe/Berlin" })).toEqual([
      "2026-11-26T08:00Z 2026-11-26T10:00Z",
      "2026-12-08T14:00Z 2026-12-08T16:00Z",
      "2027-02-09T14:00Z 2027-02-09T16:00Z",
    ]);
  });

  it("Apple: counted days, listed dates, a day without an end, a floating time and a series that is moved from one day on", async () => {
    expect(await busy(fixture("icloud"), { timezone: "Australia/Lord_Howe" })).toEqual([
      "2026-11-24T00:45Z 2026-11-24T02:15Z",
      "2026-11-25T00:45Z 2026-11-25T02:15Z",
      "2026-11-26T00:45Z 2026-11-26T02:15Z",
      "2026-12-01T11:15Z 2026-12-01T12:00Z",
      "2026-12-03T11:15Z 2026-12-03T12:00Z",
      "2026-12-05T06:15Z 2026-12-05T07:00Z",
      "2026-12-09T18:15Z 2026-12-10T18:15Z",
      "2026-12-12T07:00Z 2026-12-12T08:00Z",
      "2027-01-04T03:15Z 2027-01-04T04:15Z",
      "2027-01-11T03:15Z 2027-01-11T04:15Z",
      "2027-01-19T05:15Z 2027-01-19T06:45Z",
      "2027-01-26T05:15Z 2027-01-26T06:45Z",
      "2027-02-02T05:15Z 2027-02-02T06:45Z",
      "2027-02-09T05:15Z 2027-02-09T06:45Z",
      "2027-02-16T05:15Z 2027-02-16T06:45Z",
    ]);
  });
});

describe("an entry is free", () => {
  it.each(["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"])("by %s", async (line) => {
    expect(await busy(entry("DTSTART:20261124T100000Z", "DTEND:20261124T110000Z", line))).toEqual([]);
  });

  it.each(["TRANSP:OPAQUE", "STATUS:TENTATIVE", "STATUS:CONFIRMED", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", "CLASS:PRIVATE"])("not by %s", async (line) => {
    expect(await busy(entry("DTSTART:20261124T100000Z", "DTEND:20261124T110000Z", line))).toEqual(["2026-11-24T10:00Z 2026-11-24T11:00Z"]);
  });

  it.each([
    ["that takes no time", ["DTSTART:20261124T100000Z"]],
    ["that ends before it begins", ["DTSTART:20261124T100000Z", "DTEND:20261124T090000Z"]],
    ["that has no start", ["DTEND:20261124T090000Z"]],
    ["whose start is no time", ["DTSTART:soon", "DTEND:later"]],
  ])("as one %s", async (_title, lines) => {
    expect(await busy(entry(...lines))).toEqual([]);
  });

  it("where it is a session that was booked here", async () => {
    const text = entry("UID:bk_1@maestrohub", "DTSTART:20261124T100000Z", "DTEND:20261124T110000Z");
    expect(await busy(text)).toHaveLength(1);
    expect(await busy(text, { own_uids: new Set(["bk_1@maestrohub"]) })).toEqual([]);
  });
});

describe("a time of", () => {
  const at = (zone: string, start: string, end: string, rule: string[] = []) => entry(`DTSTART;TZID=${zone}:${start}`, `DTEND;TZID=${zone}:${end}`, ...rule);

  it.each([
    ["America/New_York", "2026-11-24T15:00Z"],
    ["Eastern Standard Time", "2026-11-24T15:00Z"],
    ["eastern standard time", "2026-11-24T15:00Z"],
    ["US/Eastern", "2026-11-24T15:00Z"],
    ["/freeassociation.sourceforge.net/America/New_York", "2026-11-24T15:00Z"],
    ["/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "2026-11-24T13:00Z"],
    ["Asia/Kathmandu", "2026-11-24T04:15Z"],
    ["Nepal Standard Time", "2026-11-24T04:15Z"],
    ["Australia/Lord_Howe", "2026-11-23T23:00Z"],
    ["Etc/UTC", "2026-11-24T10:00Z"],
    // Nobody knows these, and the file has no rules for them: the coach's own zone.
    ["Mars/Olympus", "2026-11-24T09:00Z"],
    ["Home", "2026-11-24T09:00Z"],
  ])("%s needs no VTIMEZONE", async (zone, start) => {
    expect((await busy(at(zone, "20261124T100000", "20261124T110000"), { timezone: "Europe/Berlin" }))[0]?.slice(0, 17)).toBe(start);
  });

  const winter = new Date("2027-02-20T12:00:00Z");
  it("New York keeps its wall clock over the change of clocks", async () => {
    const weekly = at("America/New_York", "20260104T190000", "20260104T200000", ["RRULE:FREQ=WEEKLY;BYDAY=SU"]);
    expect((await busy(weekly, { now: winter })).slice(2, 4)).toEqual(["2027-03-08T00:00Z 2027-03-08T01:00Z", "2027-03-14T23:00Z 2027-03-15T00:00Z"]);
  });

  it("New York that is skipped is read by the offset before, one that comes twice is its first", async () => {
    expect(await busy(at("America/New_York", "20270314T023000", "20270314T033000"), { now: winter })).toEqual([]);
    expect(await busy(entry("DTSTART;TZID=America/New_York:20270314T023000", "DURATION:PT1H"), { now: winter })).toEqual(["2027-03-14T07:30Z 2027-03-14T08:30Z"]);
    expect(await busy(entry("DTSTART;TZID=America/New_York:20261101T013000", "DURATION:PT1H"), { now: new Date("2026-10-20T00:00:00Z") })).toEqual(["2026-11-01T05:30Z 2026-11-01T06:30Z"]);
  });

  it("Lord Howe keeps its wall clock over a change of half an hour", async () => {
    const daily = at("Australia/Lord_Howe", "20260901T090000", "20260901T100000", ["RRULE:FREQ=DAILY"]);
    expect((await busy(daily, { now: new Date("2026-10-03T12:00:00Z") })).slice(0, 3)).toEqual([
      "2026-10-02T22:30Z 2026-10-02T23:30Z",
      // 2026-10-04 at 02:00 the clock goes to 02:30.
      "2026-10-03T22:00Z 2026-10-03T23:00Z",
      "2026-10-04T22:00Z 2026-10-04T23:00Z",
    ]);
  });

  it("a zone that only the file knows changes its clock by the file's rules", async () => {
    const block = [
      "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:20001029T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
      "BEGIN:DAYLIGHT", "DTSTART:20000326T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "END:VTIMEZONE",
    ].join("\r\n");
    const text = at("Ours", "20100104T100000", "20100104T110000", ["RRULE:FREQ=WEEKLY"]).replace("VERSION:2.0", `VERSION:2.0\r\n${block}`);
    const berlin = at("Europe/Berlin", "20100104T100000", "20100104T110000", ["RRULE:FREQ=WEEKLY"]);
    expect(await busy(text, { now: winter })).toHaveLength(13);
    expect(await busy(text, { now: winter })).toEqual(await busy(berlin, { now: winter }));
    expect(await busy(text, { now: new Date("2026-09-20T12:00:00Z") })).toEqual(await busy(berlin, { now: new Date("2026-09-20T12:00:00Z") }));
  });

  it("a whole day is one of the calendar's zone, or of the coach's", async () => {
    const day = ["DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261125"];
    expect(await busy(entry(...day), { timezone: "Asia/Kathmandu" })).toEqual(["2026-11-23T18:15Z 2026-11-24T18:15Z"]);
    expect(await busy(entry(...day).replace("VERSION:2.0", "X-WR-TIMEZONE:America/New_York"), { timezone: "Asia/Kathmandu" })).toEqual(["2026-11-24T05:00Z 2026-11-25T05:00Z"]);
    // The day on which New York's clocks go forward has 23 hours.
    expect(await busy(entry("DTSTART;VALUE=DATE:20270314"), { now: winter })).toEqual(["2027-03-14T05:00Z 2027-03-15T04:00Z"]);
  });
});

describe("a series", () => {
  it("of days or weeks that is counted quickly is the one that the library finds", async () => {
    // A count of occurrences that never ends it sends a rule through the library.
    const rules = ["DAILY", "WEEKLY"].flatMap((freq) =>
      [1, 2, 3, 5].flatMap((interval) =>
        ["", ";BYDAY=MO", ";BYDAY=SU,TU,SA", ";BYDAY=MO,TU,WE,TH,FR", ";WKST=SU;BYDAY=SU,MO", ";WKST=SU;BYDAY=SA", ";WKST=MO;BYDAY=SU,WE"].map((rest) => `RRULE:FREQ=${freq};INTERVAL=${interval}${rest}`),
      ),
    );
    for (const rule of rules) {
      for (const start of ["20260902T100000", "20260906T100000", "20261207T100000"]) {
        const lines = [`DTSTART;TZID=America/New_York:${start}`, "DURATION:PT1H"];
        const quick = await busy(entry(...lines, rule));
        expect(quick.length, rule).toBeGreaterThan(1);
        expect(quick, `${rule} from ${start}`).toEqual(await busy(entry(...lines, `${rule};COUNT=5000`)));
      }
    }
  });

  const hour = (start: string, ...lines: string[]) => ["DTSTART:" + start, "DURATION:PT1H", ...lines];
  const starts = async (...lines: string[]) => (await busy(entry(...lines))).map((range) => range.slice(5, 16));

  it.each<[string, string[], string[]]>([
    ["every other week stays in step over the years", hour("20160104T100000Z", "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231T000000Z"), ["11-23T10:00", "12-07T10:00", "12-21T10:00"]],
    ["every third day too", hour("20200101T100000Z", "RRULE:FREQ=DAILY;INTERVAL=3;UNTIL=20261202T000000Z"), ["11-22T10:00", "11-25T10:00", "11-28T10:00", "12-01T10:00"].slice(1)],
    ["the last Friday of a month", hour("20200131T100000Z", "RRULE:FREQ=MONTHLY;BYDAY=-1FR"), ["11-27T10:00", "12-25T10:00", "01-29T10:00"]],
    ["the last working day of a month", hour("20200131T100000Z", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"), ["11-30T10:00", "12-31T10:00", "01-29T10:00"]],
    ["the 31st, where there is one", hour("20200131T100000Z", "RRULE:FREQ=MONTHLY;BYMONTHDAY=31"), ["12-31T10:00", "01-31T10:00"]],
    ["every second month stays in step", hour("20200115T100000Z", "RRULE:FREQ=MONTHLY;INTERVAL=2"), ["01-15T10:00"]],
    ["once a year", hour("19991224T100000Z", "RRULE:FREQ=YEARLY"), ["12-24T10:00"]],
    ["the fourth Thursday of November", hour("19991125T100000Z", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"), ["11-26T10:00"]],
    ["counted out long ago", hour("20200101T100000Z", "RRULE:FREQ=DAILY;COUNT=100"), []],
    ["counted out lately", hour("20261116T100000Z", "RRULE:FREQ=WEEKLY;COUNT=3"), ["11-23T10:00", "11-30T10:00"]],
    ["with a start that its rule does not name", hour("20261124T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20261205T000000Z"), ["11-24T10:00", "11-27T10:00", "12-04T10:00"]],
    ["twice a day", hour("20261201T080000Z", "RRULE:FREQ=DAILY;BYHOUR=8,20;COUNT=3"), ["12-01T08:00", "12-01T20:00", "12-02T08:00"]],
    ["every twelve hours", hour("20261201T080000Z", "RRULE:FREQ=HOURLY;INTERVAL=12;COUNT=3"), ["12-01T08:00", "12-01T20:00", "12-02T08:00"]],
    ["with listed dates only", hour("20261201T080000Z", "RDATE:20261203T080000Z", "RDATE;VALUE=PERIOD:20261205T080000Z/PT3H"), ["12-01T08:00", "12-03T08:00", "12-05T08:00"]],
    ["without the dates that are left out", hour("20261201T080000Z", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20261202T080000Z,20261203T080000Z"), ["12-01T08:00", "12-04T08:00"]],
    ["without a day that is left out by its date", hour("20261201T080000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261202"), ["12-01T08:00", "12-03T08:00"]],
    ["without one that another zone's clock leaves out", hour("20261201T080000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Asia/Kathmandu:20261202T134500"), ["12-01T08:00", "12-03T08:00"]],
  ])("%s", async (_title, lines, expected) => {
    expect(await starts(...lines)).toEqual(expected);
  });

  it("of whole days over several days", async () => {
    expect(await busy(entry("DTSTART;VALUE=DATE:20261121", "DTEND;VALUE=DATE:20261123", "RRULE:FREQ=WEEKLY;UNTIL=20261205"), { timezone: "Asia/Kathmandu" })).toEqual([
      // It has begun before yesterday noon.
      "2026-11-22T12:00Z 2026-11-22T18:15Z",
      "2026-11-27T18:15Z 2026-11-29T18:15Z",
      "2026-12-04T18:15Z 2026-12-06T18:15Z",
    ]);
  });

  it("keeps a moved occurrence that the series does not reach, and frees one that became transparent", async () => {
    const moved = ["UID:a", "RECURRENCE-ID:20271201T080000Z", "DTSTART:20261210T080000Z", "DURATION:PT2H"];
    const freed = ["UID:a", "RECURRENCE-ID:20261202T080000Z", "DTSTART:20261202T080000Z", "DURATION:PT2H", "TRANSP:TRANSPARENT"];
    expect(await busy(calendarOf(["UID:a", ...hour("20261201T080000Z", "RRULE:FREQ=DAILY;UNTIL=20261203T080000Z")], moved, freed))).toEqual([
      "2026-12-01T08:00Z 2026-12-01T09:00Z",
      "2026-12-03T08:00Z 2026-12-03T09:00Z",
      "2026-12-10T08:00Z 2026-12-10T10:00Z",
    ]);
  });

  it("is not shortened by an occurrence of another series", async () => {
    const other = ["UID:b", "RECURRENCE-ID:20261202T080000Z", "DTSTART:20261202T120000Z", "DURATION:PT1H", "STATUS:CANCELLED"];
    expect(await busy(calendarOf(["UID:a", ...hour("20261201T080000Z", "RRULE:FREQ=DAILY;COUNT=2")], other))).toHaveLength(2);
  });
});

describe("busy times", () => {
  it("reach from yesterday to the farthest day that can be booked, and no further", async () => {
    const ranges = await busy(entry("DTSTART:20250101T000000Z", "DTEND:20300101T000000Z"));
    expect(ranges).toEqual(["2026-11-22T12:00Z 2027-02-22T12:00Z"]);
  });

  it("are joined where they touch, overlap or leave less than a session, and rounded outward to five minutes", async () => {
    const one = (from: string, to: string) => [`DTSTART:20261124T${from}00Z`, `DTEND:20261124T${to}00Z`];
    expect(await busy(calendarOf(one("1001", "1059"), one("1030", "1131"), one("1200", "1300"), one("1335", "1400"), one("1401", "1402")))).toEqual([
      "2026-11-24T10:00Z 2026-11-24T13:00Z",
      "2026-11-24T13:35Z 2026-11-24T14:05Z",
    ]);
  });

  it("are read from a list of busy times alone", async () => {
    const text = [
      "BEGIN:VCALENDAR", "BEGIN:VFREEBUSY", "UID:1", "FREEBUSY;FBTYPE=BUSY:20261124T100000Z/20261124T110000Z,20261125T100000Z/PT30M", "FREEBUSY:20261126T100000Z/PT1H",
      "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261127T100000Z/PT1H", "FREEBUSY;FBTYPE=FREE:20261128T100000Z/PT1H", "END:VFREEBUSY", "END:VCALENDAR",
    ].join("\r\n");
    expect((await busy(text)).map((range) => range.slice(8, 16))).toEqual(["24T10:00", "25T10:00", "26T10:00", "27T10:00"]);
  });

  it("are those of all calendars of a file, with line ends of any kind", async () => {
    const first = entry("DTSTART:20261124T100000Z", "DTEND:20261124T110000Z");
    const second = entry("DTSTART:20261125T100000Z", "DTEND:20261125T110000Z");
    expect(await busy(`${first}\r\n${second}`)).toHaveLength(2);
    expect(await busy(first.replaceAll("\r\n", "\n"))).toHaveLength(1);
  });
});

describe("a damaged or hostile calendar", () => {
  it.each(["BEGIN:VCALENDAR", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR", "BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR", "BEGIN:VCARD\r\nEND:VCARD", "", "<html>"])("is refused in a sentence: %j", async (text) => {
    await expect(busy(text)).rejects.toThrow("This calendar is damaged: it cannot be read to its end.");
  });

  const many = (count: number, lines: (index: number) => string[]) => calendarOf(...Array.from({ length: count }, (_, index) => lines(index)));
  const list = (count: number, of: (index: number) => unknown) => Array.from({ length: count }, (_, index) => of(index)).join(",");
  /** Each of a year's weekdays by its place from the start and from the end, in each spelling. */
  const allWeekdays = list(7 * 53 * 3, (index) => `${["", "+", "-"][index % 3]}${Math.floor(index / 21) + 1}${["MO", "TU", "WE", "TH", "FR", "SA", "SU"][Math.floor(index / 3) % 7]}`);
  /** The time of this process alone: other tests run beside it. */
  const cpuMs = () => process.cpuUsage().user / 1_000;
  const timed = async (text: string) => {
    const began = cpuMs();
    const content = await busyOfIcs({ text, timezone: "America/New_York", own_uids: new Set(), now });
    return { ...content, ms: cpuMs() - began };
  };

  it.each<[string, string]>([
    ["every second", "RRULE:FREQ=SECONDLY"],
    ["every second of a month that is far", "RRULE:FREQ=SECONDLY;BYMONTH=1"],
    ["the second that never comes", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"],
    ["every minute of a day that never comes", "RRULE:FREQ=MINUTELY;BYMONTHDAY=31;BYMONTH=6"],
    ["an hour that never comes", "RRULE:FREQ=HOURLY;BYMONTHDAY=30;BYMONTH=2"],
    ["a day that never comes", "RRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4"],
    ["an interval without an end", "RRULE:FREQ=DAILY;INTERVAL=2000000000"],
    ["an interval of seconds without an end", "RRULE:FREQ=SECONDLY;INTERVAL=2000000000"],
    ["more weekdays than a month has", `RRULE:FREQ=YEARLY;BYDAY=${allWeekdays}`],
    ["a rule that the standard forbids", "RRULE:FREQ=MONTHLY;BYWEEKNO=3"],
    ["a count without an end", "RRULE:FREQ=SECONDLY;COUNT=2000000000"],
  ])("with %s ends soon, says so and keeps the rest", async (_title, rule) => {
    const text = calendarOf(["DTSTART:20261201T100000Z", "DURATION:PT1H", rule], ["DTSTART:20261124T100000Z", "DURATION:PT1H"]);
    const { busy: ranges, unread, ms } = await timed(text);
    expect(unread).toBe(1);
    expect(ranges.length).toBeGreaterThan(0);
    expect(ms).toBeLessThan(1_500);
  });

  it.each<[string, string]>([
    ["a first of April on a Monday the fifteenth", many(2_000, () => ["DTSTART:20000101T100000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1MO;BYMONTHDAY=15"])],
    ["each weekday of a year by its place", many(300, () => ["DTSTART:20000101T100000Z", "DURATION:PT1H", `RRULE:FREQ=YEARLY;BYDAY=${allWeekdays}`])],
    ["all weekdays of a year", many(2_000, () => ["DTSTART:20000101T100000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYMONTHDAY=1,2,3,4,5,6,7,8,9"])],
    ["the last of all days", many(2_000, () => ["DTSTART:20000101T100000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1"])],
  ])("with thousands that repeat on %s ends in seconds", async (_title, text) => {
    const began = cpuMs();
    try {
      await timed(text);
    } catch (error) {
      expect(error).toMatchObject({ message: "This calendar repeats more than we can follow." });
    }
    expect(cpuMs() - began).toBeLessThan(6_000);
  });

  it.each<[string, (index: number) => string[]]>([
    ["with a UID each", () => []],
    ["all of one UID", () => ["UID:the-same"]],
  ])("with thousands that repeat every second, %s, is refused in a sentence", async (_title, uid) => {
    const began = cpuMs();
    const text = many(2_000, (index) => [...uid(index), "DTSTART:20000101T100000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"]);
    await expect(busy(text)).rejects.toThrow("This calendar repeats more than we can follow.");
    expect(cpuMs() - began).toBeLessThan(6_000);
  });

  it("is not what years of ended series make of a calendar", async () => {
    const { unread, busy: ranges } = await timed(many(3_000, () => ["DTSTART:20150113T090000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20161231T000000Z"]));
    expect([unread, ranges]).toEqual([0, []]);
  });

  it("with a line of parameters without an end is refused at once", async () => {
    const line = `X-A;${Array.from({ length: 150_000 }, (_, index) => `A${index}=1`).join(";")}:a`;
    const began = cpuMs();
    await expect(busy(`BEGIN:VCALENDAR\r\n${line}\r\nEND:VCALENDAR`)).rejects.toThrow("damaged");
    expect(cpuMs() - began).toBeLessThan(1_000);
  });

  it("with a time zone that changes its clock every second ends soon", async () => {
    const block = ["BEGIN:VTIMEZONE", "TZID:Mad", "BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE"].join("\r\n");
    const { ms, unread } = await timed(entry("DTSTART;TZID=Mad:20261124T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY").replace("VERSION:2.0", `VERSION:2.0\r\n${block}`));
    expect(unread).toBe(1);
    expect(ms).toBeLessThan(1_500);
  });

  it("with years that nobody lives to see makes no tables of them", async () => {
    const { ms } = await timed(calendarOf(["DTSTART;TZID=America/New_York:00010101T100000", "DTEND;TZID=Europe/Berlin:99991231T100000"], ["DTSTART;VALUE=DATE:00010101", "RRULE:FREQ=YEARLY"]));
    expect(ms).toBeLessThan(1_500);
  });

  it("of two megabytes of ordinary series is read in seconds, and never makes more ranges than the days have room for", async () => {
    const text = many(8_000, (index) => [
      `DTSTART;TZID=America/New_York:20${10 + (index % 16)}0104T${String(index % 24).padStart(2, "0")}${String(index % 60).padStart(2, "0")}00`, "DURATION:PT1M", "SUMMARY:An ordinary lesson",
      "DESCRIPTION:Bring the blue folder and the descant part of the second psalm", `RRULE:FREQ=WEEKLY;BYDAY=${["MO", "TU,TH", "WE", "MO,WE,FR"][index % 4]}`,
    ]);
    expect(text.length).toBeGreaterThan(1_700_000);
    // Others have their turn while it is read.
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 10);
    const { ms, busy: ranges, unread } = await timed(text);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(5);
    expect(unread).toBe(0);
    expect(ranges.length).toBeLessThan(4_000);
    expect(ms).toBeLessThan(10_000);
  });
});

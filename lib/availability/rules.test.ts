import { describe, expect, test } from "vitest";
import { freeStarts, isBookableStart, nearestFreeStarts } from "./rules";
import type { Availability, DateOverride, DayRange } from "./schema";

function availabilityOf(parts: Partial<Availability>): Availability {
  return {
    timezone: "UTC",
    weekly_hours: [],
    date_overrides: [],
    vacations: [],
    is_paused: false,
    slot_step_minutes: 30,
    gap_minutes: 0,
    notice_minutes: 0,
    horizon_days: 60,
    ...parts,
  };
}

/** "01:00-04:00" as a range of minutes. */
function range(text: string): DayRange {
  const [start_minute, end_minute] = text.split("-").map((clock) => {
    const [hours, minutes] = clock.split(":").map(Number);
    return hours! * 60 + minutes!;
  });
  return { start_minute: start_minute!, end_minute: end_minute! };
}

const on = (date: string, ...ranges: string[]): DateOverride => ({ date, ranges: ranges.map(range) });
const instant = (text: string) => new Date(`${text}:00Z`);
const busyAt = (from: string, until: string) => ({ starts_at: instant(from), ends_at: instant(until) });

function starts(
  availability: Availability,
  query: { duration?: number; busy?: { starts_at: Date; ends_at: Date }[]; now?: string; from?: string; until?: string } = {},
): string[] {
  const now = instant(query.now ?? "2027-01-01T00:00");
  return [
    ...freeStarts({
      availability: query.now ? availability : { ...availability, horizon_days: 400 },
      duration_minutes: query.duration ?? 60,
      busy: query.busy ?? [],
      now,
      from: query.from ? instant(query.from) : now,
      until: query.until ? instant(query.until) : new Date(now.getTime() + 400 * 86_400_000),
    }),
  ].map((start) => start.toISOString().slice(0, 16));
}

describe("the nights in which clocks change", () => {
  // Expected instants were worked out by hand from the published offsets.
  const table: { night: string; timezone: string; hours: DateOverride[]; expected: string[] }[] = [
    {
      night: "New York springs forward: 01:00-04:00 is two hours",
      timezone: "America/New_York",
      hours: [on("2027-03-14", "01:00-04:00")],
      expected: ["2027-03-14T06:00", "2027-03-14T06:30", "2027-03-14T07:00"],
    },
    {
      night: "02:30 does not exist in New York and becomes 03:00 EDT",
      timezone: "America/New_York",
      hours: [on("2027-03-14", "02:30-04:30")],
      expected: ["2027-03-14T07:00", "2027-03-14T07:30"],
    },
    {
      night: "a window that lies inside the missing hour is empty",
      timezone: "America/New_York",
      hours: [on("2027-03-14", "02:00-03:00")],
      expected: [],
    },
    {
      night: "New York falls back: 01:00-04:00 is four hours",
      timezone: "America/New_York",
      hours: [on("2027-11-07", "01:00-04:00")],
      expected: [
        "2027-11-07T05:00", "2027-11-07T05:30", "2027-11-07T06:00", "2027-11-07T06:30", "2027-11-07T07:00",
        "2027-11-07T07:30", "2027-11-07T08:00",
      ],
    },
    {
      night: "an hour that comes twice in New York means its first coming, as a start and as an end",
      timezone: "America/New_York",
      hours: [on("2027-11-07", "00:30-01:30", "01:30-02:30")],
      // 00:30 EDT to 01:30 EDT (the first), then on to 02:30 EST: three hours without a break.
      expected: ["2027-11-07T04:30", "2027-11-07T05:00", "2027-11-07T05:30", "2027-11-07T06:00", "2027-11-07T06:30"],
    },
    {
      night: "Berlin springs forward",
      timezone: "Europe/Berlin",
      hours: [on("2027-03-28", "01:00-04:00")],
      expected: ["2027-03-28T00:00", "2027-03-28T00:30", "2027-03-28T01:00"],
    },
    {
      night: "Berlin falls back",
      timezone: "Europe/Berlin",
      hours: [on("2027-10-31", "01:00-04:00")],
      expected: [
        "2027-10-30T23:00", "2027-10-30T23:30", "2027-10-31T00:00", "2027-10-31T00:30", "2027-10-31T01:00",
        "2027-10-31T01:30", "2027-10-31T02:00",
      ],
    },
    {
      night: "Cairo has no midnight on 30 April: the day begins at 01:00",
      timezone: "Africa/Cairo",
      hours: [on("2027-04-30", "00:00-03:00")],
      expected: ["2027-04-29T22:00", "2027-04-29T22:30", "2027-04-29T23:00"],
    },
    {
      night: "an evening in Cairo joins the day after the missing midnight",
      timezone: "Africa/Cairo",
      hours: [on("2027-04-29", "22:00-24:00"), on("2027-04-30", "00:00-02:00")],
      expected: ["2027-04-29T20:00", "2027-04-29T20:30", "2027-04-29T21:00", "2027-04-29T21:30", "2027-04-29T22:00"],
    },
    {
      night: "Lord Howe falls back by thirty minutes",
      timezone: "Australia/Lord_Howe",
      hours: [on("2027-04-04", "01:00-03:00")],
      expected: ["2027-04-03T14:00", "2027-04-03T14:30", "2027-04-03T15:00", "2027-04-03T15:30"],
    },
    {
      night: "the half hour that comes twice on Lord Howe is an hour long",
      timezone: "Australia/Lord_Howe",
      hours: [on("2027-04-04", "01:30-02:00")],
      expected: ["2027-04-03T14:30"],
    },
    {
      night: "Lord Howe springs forward by thirty minutes",
      timezone: "Australia/Lord_Howe",
      hours: [on("2027-10-03", "01:00-04:00")],
      expected: ["2027-10-02T14:30", "2027-10-02T15:00", "2027-10-02T15:30", "2027-10-02T16:00"],
    },
    {
      night: "02:15 does not exist on Lord Howe and becomes 02:30",
      timezone: "Australia/Lord_Howe",
      hours: [on("2027-10-03", "02:15-03:30")],
      expected: ["2027-10-02T15:30"],
    },
    {
      night: "Kathmandu is three quarters of an hour off the hour",
      timezone: "Asia/Kathmandu",
      hours: [on("2027-01-15", "09:00-12:00")],
      expected: ["2027-01-15T03:15", "2027-01-15T03:45", "2027-01-15T04:15", "2027-01-15T04:45", "2027-01-15T05:15"],
    },
  ];
  test.each(table)("$night", ({ timezone, hours, expected }) => {
    expect(starts(availabilityOf({ timezone, date_overrides: hours }))).toEqual(expected);
  });
});

describe("the grid", () => {
  const twoDays = availabilityOf({ date_overrides: [on("2027-01-05", "08:10-10:00"), on("2027-01-06", "08:00-09:00")] });

  test("is anchored at the window's start, not at the range that was asked for", () => {
    expect(starts(twoDays, { from: "2027-01-05T08:25" })).toEqual(["2027-01-05T08:40", "2027-01-06T08:00"]);
  });

  test("ends where the session no longer fits", () => {
    expect(starts(twoDays, { duration: 90 })).toEqual(["2027-01-05T08:10"]);
  });

  test("leaves out the end of the asked range and keeps its beginning", () => {
    expect(starts(twoDays, { from: "2027-01-05T08:10", until: "2027-01-05T08:40" })).toEqual(["2027-01-05T08:10"]);
  });

  test("steps as the coach chose", () => {
    const hourly = { ...twoDays, slot_step_minutes: 60 };
    expect(starts(hourly, { duration: 30 })).toEqual(["2027-01-05T08:10", "2027-01-05T09:10", "2027-01-06T08:00"]);
  });

  test("windows that touch hold a session together, also over midnight", () => {
    const night = availabilityOf({ date_overrides: [on("2027-01-05", "23:00-24:00"), on("2027-01-06", "00:00-00:30")] });
    expect(starts(night, { duration: 90 })).toEqual(["2027-01-05T23:00"]);
  });

  test("windows that overlap give each instant once, in order", () => {
    const overlapping = availabilityOf({ date_overrides: [on("2027-01-05", "08:00-10:00", "08:15-09:30", "08:30-09:00")] });
    expect(starts(overlapping, { duration: 30 })).toEqual([
      "2027-01-05T08:00", "2027-01-05T08:15", "2027-01-05T08:30", "2027-01-05T08:45", "2027-01-05T09:00",
      "2027-01-05T09:15", "2027-01-05T09:30",
    ]);
  });

  test("windows apart do not lend each other minutes", () => {
    const split = availabilityOf({ date_overrides: [on("2027-01-05", "08:00-09:00", "09:05-10:00")] });
    expect(starts(split)).toEqual(["2027-01-05T08:00"]);
  });
});

describe("weekly hours, overrides, vacations and the pause switch", () => {
  const mondays = availabilityOf({ weekly_hours: [{ weekday: 1, ...range("09:00-10:00") }] });

  test("weekly hours come back each week; 4 January 2027 is a Monday", () => {
    expect(starts(mondays, { until: "2027-01-19T00:00" })).toEqual(["2027-01-04T09:00", "2027-01-11T09:00", "2027-01-18T09:00"]);
  });

  test("an override replaces its day and no other; without ranges it is a day off", () => {
    const changed = { ...mondays, date_overrides: [on("2027-01-04", "15:00-16:00"), on("2027-01-11")] };
    expect(starts(changed, { until: "2027-01-19T00:00" })).toEqual(["2027-01-04T15:00", "2027-01-18T09:00"]);
  });

  test("a vacation empties its days, both ends included, overrides too", () => {
    const away = {
      ...mondays,
      vacations: [{ first_date: "2027-01-04", last_date: "2027-01-11" }],
      date_overrides: [on("2027-01-11", "09:00-10:00")],
    };
    expect(starts(away, { until: "2027-01-19T00:00" })).toEqual(["2027-01-18T09:00"]);
  });

  test("the dates are the coach's, not UTC's", () => {
    const kathmandu = availabilityOf({
      timezone: "Asia/Kathmandu",
      weekly_hours: [{ weekday: 1, ...range("00:00-01:00") }],
      vacations: [{ first_date: "2027-01-11", last_date: "2027-01-11" }],
    });
    expect(starts(kathmandu, { until: "2027-01-19T00:00" })).toEqual(["2027-01-03T18:15", "2027-01-17T18:15"]);
  });

  test("a paused coach offers nothing", () => {
    expect(starts({ ...mondays, is_paused: true })).toEqual([]);
  });
});

describe("busy ranges", () => {
  const morning = availabilityOf({ gap_minutes: 10, date_overrides: [on("2027-01-05", "08:00-12:00")] });

  test("a session and its gap block every start that would overlap them", () => {
    const busy = [busyAt("2027-01-05T09:30", "2027-01-05T10:40")];
    expect(starts(morning, { busy })).toEqual(["2027-01-05T08:00", "2027-01-05T11:00"]);
  });

  test("the gap of the new session keeps clear of the next one", () => {
    const busy = [busyAt("2027-01-05T09:00", "2027-01-05T12:10")];
    expect(starts(morning, { busy })).toEqual([]);
    expect(starts({ ...morning, gap_minutes: 0 }, { busy })).toEqual(["2027-01-05T08:00"]);
  });

  test("half-open: what ends at the start or begins at the end blocks nothing", () => {
    const busy = [busyAt("2027-01-05T07:00", "2027-01-05T08:00"), busyAt("2027-01-05T09:10", "2027-01-05T12:10")];
    expect(starts(morning, { busy })).toEqual(["2027-01-05T08:00"]);
  });

  test("the order of the ranges does not matter, nor that one lies inside another", () => {
    const busy = [
      busyAt("2027-01-05T11:00", "2027-01-05T12:10"),
      busyAt("2027-01-05T08:30", "2027-01-05T08:35"),
      busyAt("2027-01-05T08:00", "2027-01-05T09:30"),
    ];
    expect(starts(morning, { busy })).toEqual(["2027-01-05T09:30"]);
  });
});

describe("notice and horizon", () => {
  const daily = availabilityOf({
    weekly_hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, ...range("09:00-10:00") })),
    notice_minutes: 12 * 60,
    horizon_days: 3,
  });

  test("the first start is notice away, to the minute, the last one at the horizon", () => {
    const expected = ["2027-01-06T09:00", "2027-01-07T09:00", "2027-01-08T09:00"];
    expect(starts(daily, { now: "2027-01-05T09:00", until: "2027-03-01T00:00" })).toEqual(expected);
    expect(starts(daily, { now: "2027-01-05T21:00", until: "2027-03-01T00:00" })).toEqual(expected);
    expect(starts(daily, { now: "2027-01-05T21:05", until: "2027-03-01T00:00" })).toEqual(["2027-01-07T09:00", "2027-01-08T09:00"]);
  });
});

describe("one start", () => {
  const availability = availabilityOf({
    weekly_hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...range("09:00-17:00") })),
    gap_minutes: 10,
    notice_minutes: 60,
    horizon_days: 30,
  });
  const busy = [busyAt("2027-01-06T12:00", "2027-01-06T13:10")];
  const now = instant("2027-01-05T10:00");
  const ask = (start: string, changes: Partial<Availability> = {}) =>
    isBookableStart({ availability: { ...availability, ...changes }, duration_minutes: 60, busy, now, start: instant(start) });

  test.each([
    ["2027-01-06T09:30", true],
    ["2027-01-06T16:00", true],
    ["2027-01-05T09:00", "past"],
    ["2027-01-05T10:30", "notice"],
    ["2027-01-05T11:00", true],
    ["2027-02-05T11:00", "horizon"],
    ["2027-01-06T16:30", "outside_hours"],
    ["2027-01-09T10:00", "outside_hours"],
    ["2027-01-06T09:10", "off_grid"],
    ["2027-01-06T12:30", "busy"],
    ["2027-01-06T11:00", "busy"],
    ["2027-01-06T10:30", true],
  ])("%s is %s", (start, expected) => {
    expect(ask(start)).toBe(expected);
  });

  test("a paused coach says so", () => {
    expect(ask("2027-01-06T09:30", { is_paused: true })).toBe("paused");
  });

  test("is found where the clocks turned back over midnight: St. John's in 2010 went from 00:01 to 23:01", () => {
    const answer = isBookableStart({
      availability: availabilityOf({ timezone: "America/St_Johns", date_overrides: [on("2010-11-07", "00:00-02:00")] }),
      duration_minutes: 30,
      busy: [],
      now: instant("2010-11-06T00:00"),
      start: instant("2010-11-07T02:30"),
    });
    expect(answer).toBe(true);
  });

  test("a vacation counts as outside the hours", () => {
    expect(ask("2027-01-06T09:30", { vacations: [{ first_date: "2027-01-06", last_date: "2027-01-06" }] })).toBe("outside_hours");
  });
});

describe("the nearest free starts", () => {
  const availability = availabilityOf({ date_overrides: [on("2027-01-05", "08:00-12:00"), on("2027-01-07", "08:00-09:00")] });
  const nearest = (wanted: string, busy = [busyAt("2027-01-05T10:00", "2027-01-05T11:00")]) =>
    nearestFreeStarts({
      availability, duration_minutes: 60, busy, now: instant("2027-01-04T00:00"), wanted: instant(wanted), count: 3,
    }).map((start) => start.toISOString().slice(0, 16));

  test("lie on both sides of the wanted one, in order of time", () => {
    expect(nearest("2027-01-05T10:00")).toEqual(["2027-01-05T08:30", "2027-01-05T09:00", "2027-01-05T11:00"]);
  });

  test("come from one side where the other has none", () => {
    expect(nearest("2027-01-09T10:00")).toEqual(["2027-01-05T09:00", "2027-01-05T11:00", "2027-01-07T08:00"]);
  });

  test("are fewer where fewer are left", () => {
    expect(nearest("2027-01-05T10:00", [busyAt("2027-01-05T08:00", "2027-01-05T12:00")])).toEqual(["2027-01-07T08:00"]);
  });
});

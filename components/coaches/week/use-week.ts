"use client";

import { useRef, useState } from "react";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import { addDays } from "./calendar-date";

export interface DayOfSlots {
  date: string;
  /** Free starts as ISO instants. */
  starts: string[];
}

export interface WeekSetup {
  tutorId: string;
  /** A session that is to be moved: the weeks then are those in which its own time is free. */
  movedBookingId?: string;
  /** A package that a session is booked from: none after its end. */
  packageId?: string;
  zone: string;
  /** The first and the last date that can have a free time, in the viewer's zone. */
  firstDate: string;
  lastDate: string;
  durationMinutes: number;
  days: DayOfSlots[];
  /** The start that the address asked for, or the first free one. */
  start: string | null;
}

const days_shown = 7;

/** The week on show, the day and the time chosen in it. Weeks come from the server and are asked for once each. */
export function useWeek(setup: WeekSetup) {
  const [durationMinutes, setDuration] = useState(setup.durationMinutes);
  const [days, setDays] = useState(setup.days);
  const [start, setStart] = useState(setup.start);
  const [date, setDate] = useState(() => dateOf(setup.days, setup.start) ?? setup.days[0]?.date ?? setup.firstDate);
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<string>();
  const known = useRef(new Map([[`${setup.durationMinutes} ${setup.days[0]?.date}`, setup.days]]));
  const latest = useRef("");

  const from = days[0]?.date ?? setup.firstDate;

  /** The date that is chosen in the new week; null where it could not be shown or something else was asked for meanwhile. */
  async function show(wanted: { from: string; durationMinutes: number; date?: string; start?: string | null }): Promise<string | null> {
    const key = `${wanted.durationMinutes} ${wanted.from}`;
    latest.current = key;
    setError(undefined);
    setDuration(wanted.durationMinutes);
    const ready = known.current.get(key);
    if (!ready) setLoading(true);
    try {
      const week = ready ?? (await fetchWeek({ ...setup, ...wanted }));
      known.current.set(key, week);
      // A slower answer to an earlier press must not replace what was asked for last.
      if (latest.current !== key) return null;
      const chosen = choose(week, wanted);
      setDays(week);
      setDate(chosen.date);
      setStart(chosen.start);
      setLoading(false);
      return chosen.date;
    } catch (failure) {
      if (latest.current !== key) return null;
      setError((failure as RequestFailed).message);
      setLoading(false);
      return null;
    }
  }

  return {
    days,
    date,
    start,
    durationMinutes,
    isLoading,
    error,
    canGoBack: from > setup.firstDate,
    canGoOn: addDays(from, days_shown) <= setup.lastDate,
    starts: days.find((day) => day.date === date)?.starts ?? [],
    chooseDuration: (minutes: number) => show({ from, durationMinutes: minutes, date, start }),
    chooseDate(wanted: string) {
      setDate(wanted);
      setStart(days.find((day) => day.date === wanted)?.starts[0] ?? null);
    },
    chooseStart: setStart,
    goBack: () => show({ from: later(addDays(from, -days_shown), setup.firstDate), durationMinutes }),
    goOn: () => show({ from: addDays(from, days_shown), durationMinutes }),
    /** After a time was lost: what is known of every week may be old. */
    reload() {
      known.current.clear();
      return show({ from, durationMinutes, date });
    },
  };
}

export type Week = ReturnType<typeof useWeek>;

async function fetchWeek(query: { tutorId: string; movedBookingId?: string; packageId?: string; zone: string; from: string; durationMinutes: number }): Promise<DayOfSlots[]> {
  const own = query.movedBookingId ? `/api/bookings/${query.movedBookingId}` : query.packageId ? `/api/package-purchases/${query.packageId}` : null;
  if (own) {
    const search = new URLSearchParams({ from: query.from, timezone: query.zone });
    return (await fetchJson<{ days: DayOfSlots[] }>(`${own}/slots?${search}`)).days;
  }
  const search = new URLSearchParams({
    duration_minutes: String(query.durationMinutes),
    from: query.from,
    days: String(days_shown),
    timezone: query.zone,
  });
  const answer = await fetchJson<{ days: DayOfSlots[] }>(`/api/tutors/${query.tutorId}/slots?${search}`);
  return answer.days;
}

/** Keeps the wanted time, else the wanted day, where they are still free; otherwise the first free ones. */
function choose(week: DayOfSlots[], wanted: { date?: string; start?: string | null }): { date: string; start: string | null } {
  const day =
    week.find((candidate) => wanted.start && candidate.starts.includes(wanted.start)) ??
    week.find((candidate) => candidate.date === wanted.date && candidate.starts.length > 0) ??
    week.find((candidate) => candidate.starts.length > 0) ??
    week[0];
  const start = wanted.start && day?.starts.includes(wanted.start) ? wanted.start : (day?.starts[0] ?? null);
  return { date: day?.date ?? wanted.date ?? "", start };
}

function dateOf(days: DayOfSlots[], start: string | null): string | undefined {
  return start ? days.find((day) => day.starts.includes(start))?.date : undefined;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

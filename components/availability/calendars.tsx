"use client";

import { CalendarSync, RefreshCw, Trash2, TriangleAlert } from "lucide-react";
import { useState, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { CalendarView } from "@/lib/calendar-feeds/view";
import { formatClock, formatDay, formatRange } from "@/lib/core/format-time";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

interface CalendarsProps {
  calendars: CalendarView[];
  atMost: number;
  zone: string;
}

/** Calendars elsewhere whose appointments nobody can book over. */
export function Calendars({ calendars: atFirst, atMost, zone }: CalendarsProps) {
  const [calendars, setCalendars] = useState(atFirst);
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const [news, setNews] = useState("");

  async function act(what: string, work: () => Promise<void>) {
    setPending(what);
    setFailure(null);
    setNews("");
    await work().catch((error: RequestFailed) => setFailure(error));
    setPending(null);
  }

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { url, label } = Object.fromEntries(new FormData(form)) as { url: string; label: string };
    void act("add", async () => {
      const calendar = await fetchJson<CalendarView>("/api/tutor/calendars", { body: { url, ...(label.trim() && { label }) } });
      setCalendars([...calendars, calendar]);
      setNews(`${calendar.label} is read every ten minutes from now on. ${busyWords(calendar)}`);
      form.reset();
    });
  }

  function refresh({ id }: CalendarView) {
    void act(`refresh ${id}`, async () => {
      const read = await fetchJson<CalendarView>(`/api/tutor/calendars/${id}/refresh`, { method: "POST" });
      setCalendars(calendars.map((each) => (each.id === id ? read : each)));
      setNews(read.failure ?? `Read just now. ${busyWords(read)}`);
    });
  }

  function remove({ id, label }: CalendarView) {
    void act(`remove ${id}`, async () => {
      await fetchJson(`/api/tutor/calendars/${id}`, { method: "DELETE" });
      setCalendars(calendars.filter((each) => each.id !== id));
      setNews(`${label} is not read any more; what it blocked is free.`);
    });
  }

  return (
    <div className="flex flex-col gap-4">
      {calendars.length > 0 && (
        <ul className="flex flex-col divide-y divide-hairline border-y border-hairline">
          {calendars.map((calendar) => (
            <li key={calendar.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3">
              <div className="min-w-0">
                <p className="flex items-center gap-2 font-medium">
                  {calendar.failing_since ? <TriangleAlert aria-hidden="true" className="size-4 text-warning" /> : <CalendarSync aria-hidden="true" className="size-4 text-brand" />}
                  {calendar.label}
                </p>
                <p className="text-sm break-words text-quiet">
                  {calendar.address} · {calendar.failure ?? busyWords(calendar)}
                </p>
                <p className="figures text-sm text-quiet">{stateWords(calendar, zone)}</p>
              </div>
              <div className="flex gap-1">
                <Button variant="quiet" size="small" isPending={pending === `refresh ${calendar.id}`} onClick={() => refresh(calendar)}>
                  <RefreshCw aria-hidden="true" className="size-4" />
                  Read now<span className="sr-only">: {calendar.label}</span>
                </Button>
                <Button variant="quiet" size="small" isPending={pending === `remove ${calendar.id}`} onClick={() => remove(calendar)}>
                  <Trash2 aria-hidden="true" className="size-4" />
                  Remove<span className="sr-only"> {calendar.label}</span>
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className={news ? "text-sm" : "sr-only"}>
        {news}
      </p>
      {failure && !failure.fields.url && <Alert tone="danger">{failure.message}</Alert>}
      {calendars.length < atMost ? (
        <form onSubmit={add} noValidate className="grid items-start gap-3 sm:grid-cols-[1fr_12rem_auto]">
          <TextField
            label="ICS address"
            name="url"
            type="url"
            inputMode="url"
            placeholder="https://calendar.google.com/calendar/ical/…/basic.ics"
            hint="Google: Settings, your calendar, Secret address in iCal format. Outlook: Shared calendars, Publish, ICS."
            error={failure?.fields.url}
            autoComplete="off"
            spellCheck={false}
          />
          <TextField label="Name" aside="(optional)" name="label" maxLength={60} placeholder="Work" autoComplete="off" />
          <Button type="submit" variant="secondary" isPending={pending === "add"} className="sm:mt-6.5">
            Add calendar
          </Button>
        </form>
      ) : (
        <p className="text-sm text-quiet">{atMost} calendars are as many as we read for one coach.</p>
      )}
    </div>
  );
}

function busyWords({ busy_times, unread }: CalendarView): string {
  const busy = busy_times === 0 ? "Nothing in it blocks a time." : busy_times === 1 ? "It blocks one stretch of time." : `It blocks ${busy_times} stretches of time.`;
  return unread > 0 ? `${busy} ${unread} of its entries were not understood.` : busy;
}

function stateWords({ last_success_at, failing_since, kept_until, next_busy }: CalendarView, zone: string): string {
  const at = (instant: string) => `${formatDay(new Date(instant), zone)}, ${formatClock(new Date(instant), zone)}`;
  if (failing_since) return kept_until ? `Not readable since ${at(failing_since)}. Its last known times stay blocked until ${at(kept_until)}.` : `Not readable since ${at(failing_since)}: it blocks nothing any more.`;
  if (next_busy) return `Next: ${formatRange({ starts_at: new Date(next_busy.starts_at), ends_at: new Date(next_busy.ends_at) }, zone)}`;
  return last_success_at ? `Last read ${at(last_success_at)}` : "";
}
